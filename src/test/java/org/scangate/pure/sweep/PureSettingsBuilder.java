package org.scangate.pure.sweep;

import java.time.Duration;
import java.util.Optional;
import org.scangate.scan.EntryRules;

/** Settings for a test: the defaults, but with a long interval and two scans at once. */
public final class PureSettingsBuilder {

  private Duration interval = Duration.ofHours(1);
  private Duration fullWalk = Duration.ofHours(6);
  private int parallel = 2;
  private Duration settle = Duration.ofSeconds(10);
  private Duration rescanAfter = Duration.ofDays(28);
  private boolean rescanOnNewSignatures;
  private Optional<RescanWindow> window = Optional.empty();
  private boolean keepForeign;
  private boolean deleteOrphans;
  private int orphansMax = 100;
  private boolean dryRun;
  private EntryRules rules = EntryRules.within(Duration.ofSeconds(60));

  public PureSettingsBuilder interval(Duration pause) {
    interval = pause;
    return this;
  }

  public PureSettingsBuilder fullWalk(Duration every) {
    fullWalk = every;
    return this;
  }

  public PureSettingsBuilder parallel(int scans) {
    parallel = scans;
    return this;
  }

  public PureSettingsBuilder settle(Duration age) {
    settle = age;
    return this;
  }

  public PureSettingsBuilder rescanAfter(Duration age) {
    rescanAfter = age;
    return this;
  }

  public PureSettingsBuilder rescanOnNewSignatures() {
    rescanOnNewSignatures = true;
    return this;
  }

  public PureSettingsBuilder window(String text) {
    window = Optional.of(RescanWindow.parse(text));
    return this;
  }

  public PureSettingsBuilder keepForeign() {
    keepForeign = true;
    return this;
  }

  public PureSettingsBuilder deleteOrphans() {
    deleteOrphans = true;
    return this;
  }

  public PureSettingsBuilder orphansMax(int count) {
    orphansMax = count;
    return this;
  }

  public PureSettingsBuilder dryRun(boolean wanted) {
    dryRun = wanted;
    return this;
  }

  public PureSettingsBuilder rules(EntryRules ofEachScan) {
    rules = ofEachScan;
    return this;
  }

  public PureSettings build() {
    return new PureSettings(
        interval,
        fullWalk,
        parallel,
        settle,
        rescanAfter,
        rescanOnNewSignatures,
        window,
        keepForeign,
        deleteOrphans,
        orphansMax,
        dryRun,
        rules);
  }
}

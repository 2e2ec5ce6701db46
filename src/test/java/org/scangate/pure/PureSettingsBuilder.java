package org.scangate.pure;

import java.time.Duration;
import java.util.Optional;

/** Settings for a test: the defaults, but with a long interval and two scans at once. */
final class PureSettingsBuilder {

  private Duration interval = Duration.ofHours(1);
  private Duration fullWalk = Duration.ofHours(6);
  private int parallel = 2;
  private Duration settle = Duration.ofSeconds(10);
  private Duration rescanAfter = Duration.ofDays(28);
  private boolean rescanOnNewSignatures;
  private Optional<RescanWindow> window = Optional.empty();
  private boolean keepForeign;
  private boolean deleteOrphans;
  private boolean dryRun;

  PureSettingsBuilder interval(Duration pause) {
    interval = pause;
    return this;
  }

  PureSettingsBuilder fullWalk(Duration every) {
    fullWalk = every;
    return this;
  }

  PureSettingsBuilder parallel(int scans) {
    parallel = scans;
    return this;
  }

  PureSettingsBuilder settle(Duration age) {
    settle = age;
    return this;
  }

  PureSettingsBuilder rescanAfter(Duration age) {
    rescanAfter = age;
    return this;
  }

  PureSettingsBuilder rescanOnNewSignatures() {
    rescanOnNewSignatures = true;
    return this;
  }

  PureSettingsBuilder window(String text) {
    window = Optional.of(RescanWindow.parse(text));
    return this;
  }

  PureSettingsBuilder keepForeign() {
    keepForeign = true;
    return this;
  }

  PureSettingsBuilder deleteOrphans() {
    deleteOrphans = true;
    return this;
  }

  PureSettingsBuilder dryRun() {
    dryRun = true;
    return this;
  }

  PureSettings build() {
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
        dryRun);
  }
}

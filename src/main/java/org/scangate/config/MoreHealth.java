package org.scangate.config;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.scangate.config.KeyGroup.Reading;
import org.scangate.journal.JournalFileStatus;
import org.scangate.journal.JournalStatus;
import org.scangate.moodle.HealthCheck;
import org.scangate.pure.sweep.SweepStatus;
import org.scangate.scan.DataSize;
import org.scangate.scan.spool.Spool;
import org.scangate.scan.spool.SpoolTrial;

/**
 * The checks of health beside those of the scanners. The sweeps' and the keys' only warn: what asks
 * may be a load balancer before Moodle, and its uploads can be scanned.
 */
final class MoreHealth implements Supplier<List<HealthCheck>> {

  private final Settings start;
  private final SpoolTrial spool;
  private final Supplier<List<SweepStatus>> sweeps;
  private final MoodleConfig moodle;
  private final PureConfig pure;
  private final Supplier<JournalStatus> journal;

  MoreHealth(
      Settings start,
      Spool spool,
      Supplier<List<SweepStatus>> sweeps,
      MoodleConfig moodle,
      PureConfig pure,
      Supplier<JournalStatus> journal) {
    this.start = start;
    this.spool = new SpoolTrial(spool);
    this.sweeps = sweeps;
    this.moodle = moodle;
    this.pure = pure;
    this.journal = journal;
  }

  @Override
  public List<HealthCheck> get() {
    return Stream.of(
            Stream.of(spool()),
            sweeps.get().stream().map(MoreHealth::sweep),
            Stream.of(journal()),
            Stream.of(keys()))
        .flatMap(checks -> checks)
        .toList();
  }

  private HealthCheck spool() {
    SpoolTrial.Result result = spool.result();
    Map<String, String> data = new LinkedHashMap<>();
    data.put("folder", start.spool().folder().toString());
    tell(data, "free", result.free());
    result.problem().ifPresent(why -> data.put("detail", why));
    DataSize max = start.spool().max();
    result.total().stream()
        .filter(total -> max.bytes() > total)
        .forEach(
            total ->
                data.put(
                    "warning-1",
                    "scangate.spool.max=%s is more than its disk can hold, %s bytes: uploads fill the disk before they come to that bound"
                        .formatted(max, total)));
    return new HealthCheck("spool", result.problem().isEmpty(), data);
  }

  private static void tell(Map<String, String> data, String name, OptionalLong figure) {
    figure.ifPresent(bytes -> data.put(name, Long.toString(bytes)));
  }

  private static HealthCheck sweep(SweepStatus sweep) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("state", sweep.state());
    data.put("lastFullWalk", sweep.lastFullWalk().map(Instant::toString).orElse("none yet"));
    List<String> warnings = new ArrayList<>();
    if (!sweep.problem().isEmpty()) {
      warnings.add(sweep.problem());
    }
    if (sweep.paused()) {
      warnings.add("the sweep is paused, until resume in JMX or a restart");
    }
    warn(data, warnings);
    return new HealthCheck("sweep-" + sweep.store(), true, data);
  }

  /** Uploads are scanned whether or not it is kept: it only warns. */
  private HealthCheck journal() {
    JournalStatus now = journal.get();
    Map<String, String> data = new LinkedHashMap<>();
    data.put("kept", Boolean.toString(now.kept()));
    data.put("shipped", Long.toString(now.shipped()));
    now.file().ifPresent(file -> file(data, file));
    now.troubledSince().ifPresent(since -> data.put("waitsSince", since.toString()));
    List<String> warnings = new ArrayList<>();
    if (!now.problem().isEmpty()) {
      warnings.add(now.problem());
    }
    if (now.refused() > 0) {
      warnings.add(now.refused() + " records are not taken by the database, and were set aside");
    }
    warn(data, warnings);
    return new HealthCheck("journal", true, data);
  }

  private static void file(Map<String, String> data, JournalFileStatus file) {
    data.put("waiting", Long.toString(file.waiting()));
    data.put("bytes", Long.toString(file.bytes()));
    data.put("givenUp", Long.toString(file.givenUp().sum()));
    data.put("lost", Long.toString(file.lost().sum()));
  }

  /** Not named as what scans nothing because of a wrong key, {@code configuration}. */
  private HealthCheck keys() {
    Map<String, String> data = new LinkedHashMap<>();
    warn(data, keyWarnings());
    return new HealthCheck("keys", true, data);
  }

  /** What is wrong or odd with keys now, a sentence each. */
  Set<String> keyWarnings() {
    Set<String> warnings = keysWrong();
    warnings.addAll(keysOdd());
    return warnings;
  }

  /** What is wrong with keys now, a sentence each. */
  Set<String> keysWrong() {
    Set<String> wrong = new LinkedHashSet<>();
    start.wrong().stream()
        .filter(one -> one.key().group().reading() == Reading.AT_START)
        .forEach(one -> wrong.add(one.toString()));
    wrong.addAll(moodle.problems());
    wrong.addAll(pure.problems());
    return wrong;
  }

  /** What is odd with keys now but harmless, a sentence each. */
  Set<String> keysOdd() {
    Set<String> odd = new LinkedHashSet<>();
    start.warnings().stream().filter(MoreHealth::isReadOnce).forEach(odd::add);
    odd.addAll(moodle.warnings());
    odd.addAll(pure.warnings());
    return odd;
  }

  /** Whether it stays until a restart; the others are told as they are now. */
  private static boolean isReadOnce(String warning) {
    return !warning.contains(MoodleReader.PREFIX) && !warning.contains(PureReader.PREFIX);
  }

  private static void warn(Map<String, String> data, Iterable<String> warnings) {
    int number = 0;
    for (String warning : warnings) {
      data.put("warning-" + ++number, warning);
    }
  }
}

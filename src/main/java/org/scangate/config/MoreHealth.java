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

  MoreHealth(
      Settings start,
      Spool spool,
      Supplier<List<SweepStatus>> sweeps,
      MoodleConfig moodle,
      PureConfig pure) {
    this.start = start;
    this.spool = new SpoolTrial(spool);
    this.sweeps = sweeps;
    this.moodle = moodle;
    this.pure = pure;
  }

  @Override
  public List<HealthCheck> get() {
    return Stream.of(
            Stream.of(spool()), sweeps.get().stream().map(MoreHealth::sweep), Stream.of(keys()))
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

  /** Not named as what scans nothing because of a wrong key, {@code configuration}. */
  private HealthCheck keys() {
    Set<String> warnings = new LinkedHashSet<>();
    start.wrong().stream()
        .filter(wrong -> wrong.key().group().reading() == Reading.AT_START)
        .forEach(wrong -> warnings.add(wrong.toString()));
    warnings.addAll(moodle.problems());
    warnings.addAll(pure.problems());
    start.warnings().stream().filter(MoreHealth::isReadOnce).forEach(warnings::add);
    warnings.addAll(moodle.warnings());
    warnings.addAll(pure.warnings());
    Map<String, String> data = new LinkedHashMap<>();
    warn(data, warnings);
    return new HealthCheck("keys", true, data);
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

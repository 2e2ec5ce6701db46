package org.scangate.watch.check;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How full the heap was after the last collection.
 *
 * @param used bytes that a collection left
 * @param max bytes
 */
public record HeapCheck(LongSupplier used, LongSupplier max) implements Check {

  private static final int MUCH = 80;
  private static final int TOO_MUCH = 92;

  /** Of this process. */
  public static HeapCheck ofThisProcess() {
    return new HeapCheck(HeapCheck::leftByCollections, Runtime.getRuntime()::maxMemory);
  }

  private static long leftByCollections() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getCollectionUsage)
        .mapToLong(usage -> usage == null ? 0 : usage.getUsed())
        .sum();
  }

  @Override
  public String name() {
    return "heap";
  }

  @Override
  public CheckSchedule schedule() {
    return CheckSchedule.every(Duration.ofMinutes(1));
  }

  @Override
  public CheckResult look() {
    long percent = used.getAsLong() * 100 / max.getAsLong();
    String sentence = "After its last collection the heap was %s %% full.".formatted(percent);
    if (percent < MUCH) {
      return shown(CheckResult.ok(sentence));
    }
    String more = sentence + " Give the server more by -Xmx, and see who holds it by:";
    CheckResult result = percent < TOO_MUCH ? CheckResult.warning(more) : CheckResult.error(more);
    return shown(result)
        .mendedBy("jcmd " + ProcessHandle.current().pid() + " GC.class_histogram")
        .explainedBy("operate/capacity.html");
  }

  private CheckResult shown(CheckResult result) {
    return result.with("used", used.getAsLong()).with("max", max.getAsLong());
  }
}

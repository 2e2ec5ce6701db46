package org.scangate.watch.check;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Says what a test wants it to, every few milliseconds. */
final class ScriptedCheck implements Check {

  private final String name;
  private final Supplier<CheckResult> look;
  final AtomicInteger looks = new AtomicInteger();

  ScriptedCheck(String name, Supplier<CheckResult> look) {
    this.name = name;
    this.look = look;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public CheckSchedule schedule() {
    return CheckSchedule.every(Duration.ofMillis(20));
  }

  @Override
  public CheckResult look() {
    looks.incrementAndGet();
    return look.get();
  }
}

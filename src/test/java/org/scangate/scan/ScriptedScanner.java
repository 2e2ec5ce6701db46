package org.scangate.scan;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** A scanner that answers as a test wants, and counts. */
final class ScriptedScanner implements Scanner {

  static final Readiness READY = Readiness.ready(List.of(), "Test 1/2", OptionalLong.of(1000));

  final AtomicInteger scans = new AtomicInteger();
  final AtomicInteger inFlight = new AtomicInteger();
  final AtomicInteger mostInFlight = new AtomicInteger();
  final AtomicInteger probes = new AtomicInteger();
  final AtomicInteger closes = new AtomicInteger();
  volatile Readiness readiness = READY;
  volatile List<String> keys = List.of();

  private final String name;
  private final BiFunction<Sample, Deadline, Answer> act;

  ScriptedScanner(String name, BiFunction<Sample, Deadline, Answer> act) {
    this.name = name;
    this.act = act;
  }

  static ScriptedScanner saying(String name, Verdict verdict) {
    return new ScriptedScanner(name, (sample, deadline) -> answer(name, verdict));
  }

  static Answer answer(String name, Verdict verdict) {
    return Answer.of(verdict, new Engine(name, "", ""));
  }

  void notReady() {
    readiness = Readiness.not(Reason.UNREACHABLE, name + " is gone");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Readiness readiness() {
    return readiness;
  }

  @Override
  public Answer scan(Sample sample, Deadline deadline) {
    scans.incrementAndGet();
    int now = inFlight.incrementAndGet();
    mostInFlight.accumulateAndGet(now, Math::max);
    try {
      return act.apply(sample, deadline);
    } finally {
      inFlight.decrementAndGet();
    }
  }

  @Override
  public List<String> cacheKeys() {
    return keys;
  }

  @Override
  public boolean holds(String cacheKey, Deadline deadline) {
    return keys.contains(cacheKey);
  }

  @Override
  public void probeNow() {
    probes.incrementAndGet();
  }

  @Override
  public void close() {
    closes.incrementAndGet();
  }
}

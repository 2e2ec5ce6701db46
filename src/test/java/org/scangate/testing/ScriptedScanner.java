package org.scangate.testing;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.scangate.scan.Answer;
import org.scangate.scan.Deadline;
import org.scangate.scan.Engine;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Scanner;
import org.scangate.scan.Verdict;

/** A scanner that answers as a test wants, and counts. */
public final class ScriptedScanner implements Scanner {

  public static final Readiness READY =
      Readiness.ready(List.of(), "Test 1/2", OptionalLong.of(1000));

  public final AtomicInteger scans = new AtomicInteger();
  public final AtomicInteger inFlight = new AtomicInteger();
  public final AtomicInteger mostInFlight = new AtomicInteger();
  public final AtomicInteger probes = new AtomicInteger();
  public final AtomicInteger closes = new AtomicInteger();
  public volatile Readiness readiness = READY;
  public volatile List<String> keys = List.of();

  private final String name;
  private final BiFunction<Sample, Deadline, Answer> act;

  public ScriptedScanner(String name, BiFunction<Sample, Deadline, Answer> act) {
    this.name = name;
    this.act = act;
  }

  public static ScriptedScanner saying(String name, Verdict verdict) {
    return new ScriptedScanner(name, (sample, deadline) -> answer(name, verdict));
  }

  public static Answer answer(String name, Verdict verdict) {
    return Answer.of(verdict, new Engine(name, "", ""));
  }

  public void notReady() {
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

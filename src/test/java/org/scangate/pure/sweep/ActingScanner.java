package org.scangate.pure.sweep;

import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.scangate.scan.Answer;
import org.scangate.scan.Deadline;
import org.scangate.scan.Engine;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Scanner;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Unscanned;

/** A scanner that acts as a test wants; without more it finds everything clean. */
final class ActingScanner implements Scanner {

  static final String VERSION = "ClamAV 1.4.6/27811";

  /** Names of what it was given, in the order in which it came. */
  final List<String> given = Collections.synchronizedList(new java.util.ArrayList<>());

  final AtomicInteger inFlight = new AtomicInteger();
  final AtomicInteger mostInFlight = new AtomicInteger();

  volatile Consumer<Sample> onScan = sample -> {};
  volatile Function<String, Verdict> verdicts = name -> new Clean();

  /** Whether a scanner had the sample, and not only a queue. */
  volatile boolean reached = true;

  private final String name;
  private volatile Readiness readiness;

  ActingScanner(String name, String version) {
    this.name = name;
    readiness = Readiness.ready(List.of(), version, OptionalLong.empty());
  }

  static Verdict unscanned(Reason reason) {
    return new Unscanned(reason, "as the test wants it");
  }

  void ready(String version) {
    readiness = Readiness.ready(List.of(), version, OptionalLong.empty());
  }

  void notReady() {
    readiness = Readiness.not(Reason.UNREACHABLE, name + " is gone");
  }

  long timesGiven(String sample) {
    return List.copyOf(given).stream().filter(sample::equals).count();
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
    given.add(sample.name());
    String version = readiness.version();
    mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    try {
      onScan.accept(sample);
      Verdict verdict = verdicts.apply(sample.name());
      return Answer.of(verdict, new Engine(name, reached ? "unix:/" + name : "", version));
    } finally {
      inFlight.decrementAndGet();
    }
  }

  @Override
  public void probeNow() {
    // it is as ready as the test says
  }

  @Override
  public void close() {
    // owns nothing
  }
}

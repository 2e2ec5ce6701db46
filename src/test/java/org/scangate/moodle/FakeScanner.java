package org.scangate.moodle;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.scangate.scan.Answer;
import org.scangate.scan.Deadline;
import org.scangate.scan.Engine;
import org.scangate.scan.Readiness;
import org.scangate.scan.Sample;
import org.scangate.scan.Scanner;
import org.scangate.scan.Verdict;

/** Says what a test wants of each sample, and remembers what it was given. */
final class FakeScanner implements Scanner {

  final List<Sample> given = new CopyOnWriteArrayList<>();
  final List<Deadline> deadlines = new CopyOnWriteArrayList<>();
  volatile Function<Sample, Verdict> judge = sample -> new Verdict.Clean();
  volatile Readiness readiness = Readiness.ready(List.of(), "Fake 1.0", OptionalLong.empty());

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public Readiness readiness() {
    return readiness;
  }

  @Override
  public Answer scan(Sample sample, Deadline deadline) {
    given.add(sample);
    deadlines.add(deadline);
    return Answer.of(judge.apply(sample), new Engine("fake", "", "Fake 1.0"));
  }

  @Override
  public void probeNow() {}

  @Override
  public void close() {}
}

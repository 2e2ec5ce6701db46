package org.scangate.scan.pool;

import org.scangate.scan.Answer;
import org.scangate.scan.Deadline;
import org.scangate.scan.Engine;
import org.scangate.scan.Readiness;
import org.scangate.scan.Sample;
import org.scangate.scan.Scanner;
import org.scangate.scan.Verdict;

/** Stands where a scanner cannot be made from the configuration: it never scans, and says why. */
public record UnavailableScanner(String name, Verdict.Unscanned why) implements Scanner {

  @Override
  public Readiness readiness() {
    return Readiness.not(why.reason(), why.detail());
  }

  @Override
  public Answer scan(Sample sample, Deadline deadline) {
    return Answer.of(why, new Engine(name, "", ""));
  }

  @Override
  public void probeNow() {
    // Nothing changes before the next start.
  }

  @Override
  public void close() {
    // Owns nothing.
  }
}

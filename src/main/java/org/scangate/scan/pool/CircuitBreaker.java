package org.scangate.scan.pool;

import java.time.Duration;
import java.util.Optional;
import org.scangate.scan.Answer;
import org.scangate.scan.Deadline;
import org.scangate.scan.Outage;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;
import org.scangate.scan.Scanner;
import org.scangate.scan.Verdict;

/**
 * A circuit breaker: a scanner that broke off several times in a row is spared for a while. Then
 * one scan is let through to see. The pauses grow; who waits through them, and for how long, is a
 * matter of {@link Outages}.
 */
final class CircuitBreaker {

  /** One file that kills its scanner is no reason to give up on it. */
  private static final int MAX_IN_A_ROW = 5;

  private static final int MAX_FACTOR = 32;

  private final Duration pause;
  private int inARow;
  private int factor = 1;
  private Deadline until = Deadline.in(Duration.ZERO);
  private String why = "";
  private long failed;
  private long opened;

  /**
   * @param pause the first; the longest is 32 times that
   */
  CircuitBreaker(Duration pause) {
    this.pause = pause;
  }

  /** What a scan of it came to. */
  synchronized void heard(Answer answer) {
    if (answer.verdict() instanceof Verdict.Unscanned unscanned
        && unscanned.reason() == Reason.UNREACHABLE) {
      if (!answer.engine().address().isEmpty()) { // else nobody was asked
        brokeOff(unscanned.detail());
      }
    } else {
      inARow = 0;
      factor = 1;
    }
  }

  private void brokeOff(String detail) {
    inARow++;
    failed = System.nanoTime();
    why = detail;
    if (inARow == MAX_IN_A_ROW) {
      opened = failed;
    }
    if (inARow >= MAX_IN_A_ROW && until.passed()) {
      until = Deadline.in(pause.multipliedBy(factor));
      factor = Math.min(2 * factor, MAX_FACTOR);
    }
  }

  /**
   * A probe has shown that it gives true answers, so that what failed before was not its fault.
   *
   * @param begun of the probe, {@link Scanner#shown()}; 0 if there was none
   */
  synchronized void shown(long begun) {
    if (inARow > 0 && begun != 0 && begun - failed > 0) {
      inARow = 0;
      factor = 1;
    }
  }

  /** Whether one scan at a time is to show what it is worth. */
  synchronized boolean onTrial() {
    return inARow >= MAX_IN_A_ROW;
  }

  private boolean spares() {
    return onTrial() && !until.passed();
  }

  /** That it is spared now, since its first pause began. */
  synchronized Optional<Outage> outage() {
    return spares() ? Optional.of(new Outage(opened, false)) : Optional.empty();
  }

  /** The scanner's own, unless it is spared now. */
  synchronized Readiness readiness(Readiness own) {
    return !own.ready() || !spares()
        ? own
        : Readiness.not(
            Reason.UNREACHABLE,
            "it broke off %s times in a row and is tried again in %s ms: %s"
                .formatted(inARow, until.nanosLeft() / 1_000_000 + 1, why));
  }
}

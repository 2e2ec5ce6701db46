package org.scangate.scanner.clamd;

import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;

/** A probe that shows that clamd would give no true verdict now. */
final class ProbeFailed extends Exception {

  private static final long serialVersionUID = 1;

  private final Reason reason;

  ProbeFailed(Reason reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }

  Verdict.Unscanned verdict() {
    return new Verdict.Unscanned(reason, getMessage());
  }
}

package org.scangate.scanner.proof;

import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;

/** A probe that shows that an engine would give no true verdict now. */
public final class ProbeFailed extends Exception {

  private static final long serialVersionUID = 1;

  private final Reason reason;

  public ProbeFailed(Reason reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  public Verdict.Unscanned verdict() {
    return new Verdict.Unscanned(reason, getMessage());
  }
}

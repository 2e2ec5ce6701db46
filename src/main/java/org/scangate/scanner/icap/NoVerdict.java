package org.scangate.scanner.icap;

import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;

/** The sample stays unscanned, for a reason that is already put in words. */
final class NoVerdict extends Exception {

  private static final long serialVersionUID = 1;

  private final Reason reason;

  NoVerdict(Reason reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  NoVerdict(Reason reason, String detail, Throwable cause) {
    super(detail, cause);
    this.reason = reason;
  }

  Verdict.Unscanned verdict() {
    return new Verdict.Unscanned(reason, getMessage());
  }
}

package org.scangate.scanner;

import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;

/** No verdict, for a reason that is already put in an administrator's words. */
public final class UnscannedException extends Exception {

  private static final long serialVersionUID = 1;

  private final Reason reason;

  public UnscannedException(Reason reason, String detail) {
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

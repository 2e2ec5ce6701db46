package org.scangate.scan.spool;

import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;

/** An upload that could not be received: no sample came of it. */
public final class NotReceived extends Exception {

  private static final long serialVersionUID = 1;

  private final Reason reason;

  public NotReceived(Reason reason, String detail) {
    this(reason, detail, null);
  }

  public NotReceived(Reason reason, String detail, Throwable cause) {
    super(detail, cause);
    this.reason = reason;
  }

  public Verdict.Unscanned verdict() {
    return new Verdict.Unscanned(reason, getMessage());
  }
}

package org.scangate.scanner;

import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;

/**
 * An engine cannot come to a verdict, for a reason that is already put in words. Thrown inside the
 * backends and their proof alone, and translated once, at their edge.
 */
public final class UnscannedException extends Exception {

  private static final long serialVersionUID = 1;

  private final Reason reason;

  /**
   * @param detail as in {@link Verdict.Unscanned}
   */
  public UnscannedException(Reason reason, String detail) {
    this(reason, detail, null);
  }

  /**
   * @param detail as in {@link Verdict.Unscanned}
   * @param cause null when there is none
   */
  public UnscannedException(Reason reason, String detail, Throwable cause) {
    super(detail, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** What it comes to at the backend's edge. */
  public Verdict.Unscanned verdict() {
    return new Verdict.Unscanned(reason, getMessage());
  }
}

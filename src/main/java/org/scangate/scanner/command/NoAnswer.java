package org.scangate.scanner.command;

import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;

/** The command could not be asked, or gave no answer that means anything. */
final class NoAnswer extends Exception {

  private static final long serialVersionUID = 1;

  private final Reason reason;

  NoAnswer(Reason reason, String detail) {
    this(reason, detail, null);
  }

  NoAnswer(Reason reason, String detail, Exception cause) {
    super(detail, cause);
    this.reason = reason;
  }

  Verdict.Unscanned verdict() {
    return new Verdict.Unscanned(reason, getMessage());
  }
}

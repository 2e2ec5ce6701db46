package org.scangate.scanner.icap;

import java.io.IOException;

/** What came is no whole ICAP answer, or contradicts itself. */
final class TornAnswer extends IOException {

  private static final long serialVersionUID = 1;

  TornAnswer(String what) {
    super(what);
  }
}

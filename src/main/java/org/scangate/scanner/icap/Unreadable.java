package org.scangate.scanner.icap;

import java.io.IOException;

/** The sample, not the server, is at fault. */
final class Unreadable extends IOException {

  private static final long serialVersionUID = 1;

  Unreadable(String message, IOException cause) {
    super(message, cause);
  }
}

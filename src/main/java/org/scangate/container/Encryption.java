package org.scangate.container;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Tells whether a password is needed to open a file.
 *
 * <p>What is broken is not told as encrypted: the engine's word on it stands. What says that it is
 * encrypted and cannot be verified to open without a password is. Self-extracting archives are not
 * looked into.
 */
final class Encryption {

  /** Last those that may use up the pages that are read of one file. */
  private static final List<Format> FORMATS =
      List.of(
          SevenZipEncryption::of,
          OpenPgpEncryption::of,
          PdfEncryption::of,
          Ole2Encryption::of,
          RarEncryption::of);

  private Encryption() {}

  /**
   * What of a file needs a password, such as {@code a PDF with a user password}: PDF, OLE2 and
   * OOXML documents, 7z, RAR 4 and 5, OpenPGP. Zips are looked at by their directory elsewhere.
   *
   * @return empty when none is needed, as far as is seen
   * @throws IOException of the source alone
   */
  static Optional<String> of(ByteSource source) throws IOException {
    PagedBytes file = new PagedBytes(source);
    for (Format format : FORMATS) {
      Optional<String> encrypted = look(format, file);
      if (encrypted.isPresent()) {
        return encrypted;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> look(Format format, PagedBytes file) throws IOException {
    try {
      return format.encrypted(file);
    } catch (BrokenFileException itIsNoneOrBroken) {
      return Optional.empty();
    }
  }

  /** One format's look at a file; empty as well when the file is of another. */
  private interface Format {
    Optional<String> encrypted(PagedBytes file) throws IOException, BrokenFileException;
  }
}

package org.scangate.container;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Tells whether a password is needed to open a file.
 *
 * <p>What is broken is not told as encrypted: the engine's word on it stands. What says that it is
 * encrypted and cannot be verified to open without a password is. Self-extracting archives are not
 * looked into.
 */
final class Encryption {

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
   * @param enough whether the time is over
   * @param findings are told when not all was looked at, for its cost
   * @return empty when none is needed, as far as is seen
   * @throws IOException of the source alone
   */
  static Optional<String> of(ByteSource source, BooleanSupplier enough, Findings findings)
      throws IOException {
    PagedBytes file = new PagedBytes(source, enough);
    for (Format format : FORMATS) {
      Optional<String> encrypted = look(format, file, findings);
      if (encrypted.isPresent()) {
        return encrypted;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> look(Format format, PagedBytes file, Findings findings)
      throws IOException {
    file.refresh();
    try {
      return format.encrypted(file);
    } catch (BrokenFileException itIsNoneOrBroken) {
      return Optional.empty();
    } catch (EnoughException e) {
      findings.unread("too much to look through for what needs a password");
      return Optional.empty();
    }
  }

  /** One format's look at a file; empty as well when the file is of another. */
  private interface Format {
    Optional<String> encrypted(PagedBytes file) throws IOException, BrokenFileException;
  }
}

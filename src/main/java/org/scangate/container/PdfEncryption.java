package org.scangate.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Whether a PDF needs a password (ISO 32000-1 and -2, 7.6): its trailer has an encryption
 * dictionary, and the empty user password does not open it. With an owner password alone, as
 * publishers' PDFs have it, anybody may open it.
 */
final class PdfEncryption {

  private static final byte[] MAGIC = "%PDF-".getBytes(US_ASCII);

  /** Readers accept it that far from the beginning. */
  private static final int MAX_BEFORE_MAGIC = 1024;

  private static final Optional<String> PASSWORD = Optional.of("a PDF with a user password");
  private static final Optional<String> CERTIFICATES = Optional.of("a PDF for certain keys alone");
  private static final Optional<String> UNKNOWN = Optional.of("a PDF of an unknown encryption");

  private PdfEncryption() {}

  static Optional<String> of(PagedBytes file) throws IOException {
    long header = file.find(MAGIC, 0, MAX_BEFORE_MAGIC);
    if (header < 0) {
      return Optional.empty();
    }
    PdfXref xref = new PdfXref(file, header);
    List<PdfValue.Dictionary> trailers = xref.trailers();
    for (PdfValue.Dictionary trailer : trailers) {
      if (!trailer.get("Encrypt").equals(PdfValue.NULL)) {
        return encrypted(xref, trailer);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> encrypted(PdfXref xref, PdfValue.Dictionary trailer)
      throws IOException {
    try {
      if (!(xref.resolve(trailer.get("Encrypt")) instanceof PdfValue.Dictionary encrypt)) {
        return UNKNOWN;
      }
      if (!encrypt.is("Filter", "Standard")) {
        return encrypt.is("Filter", "Adobe.PubSec") ? CERTIFICATES : UNKNOWN;
      }
      return PdfEmptyPassword.opens(encrypt, id(xref, trailer)) ? Optional.empty() : PASSWORD;
    } catch (EnoughException | BrokenFileException saysSoButCannotBeRead) {
      return UNKNOWN;
    }
  }

  /** The first half of the file's identifier, which goes into the key. */
  private static byte[] id(PdfXref xref, PdfValue.Dictionary trailer)
      throws IOException, BrokenFileException {
    if (xref.resolve(trailer.get("ID")) instanceof PdfValue.Items items
        && !items.values().isEmpty()
        && xref.resolve(items.values().get(0)) instanceof PdfValue.Text text) {
      return text.latin1().getBytes(ISO_8859_1);
    }
    return new byte[0];
  }
}

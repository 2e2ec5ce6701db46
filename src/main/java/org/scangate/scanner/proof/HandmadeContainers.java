package org.scangate.scanner.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Writes containers of one member whose formats are a few lines. */
final class HandmadeContainers {

  private static final String NAME = "eicar.com";

  private HandmadeContainers() {}

  static byte[] tar(byte[] plain) {
    return joined(
        ProbeSamples.tarHeader(NAME, plain.length), ProbeSamples.padded(plain), new byte[1024]);
  }

  static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
    return packed.toByteArray();
  }

  /** As in {@code ar(5)}: a static library, or a Debian package. */
  static byte[] ar(byte[] plain) {
    String header =
        String.format(
            Locale.ROOT, "%-16s0           0     0     100644  %-10d`\n", NAME + "/", plain.length);
    return joined(ascii("!<arch>\n" + header), plain);
  }

  /** As {@code cpio -H newc} writes it. */
  static byte[] cpio(byte[] plain) {
    return joined(newc(NAME, 0100644, plain), newc("TRAILER!!!", 0, new byte[0]));
  }

  /** A message with the file as its attachment in base64. */
  static byte[] mail(byte[] plain) {
    return ascii(
        """
        From: scangate@example.org
        To: scangate@example.org
        Subject: probe
        Date: Wed, 1 Jan 2020 00:00:00 +0000
        Message-ID: <probe@example.org>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="probe"

        --probe
        Content-Type: text/plain

        Scangate asks: is an attachment looked into?

        --probe
        Content-Type: application/octet-stream; name="%1$s"
        Content-Disposition: attachment; filename="%1$s"
        Content-Transfer-Encoding: base64

        %2$s

        --probe--
        """
            .formatted(NAME, Base64.getMimeEncoder().encodeToString(plain))
            .replace("\r", "")
            .replace("\n", "\r\n"));
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] newc(String name, int mode, byte[] plain) {
    StringBuilder header = new StringBuilder("070701");
    int[] fields = {1, mode, 0, 0, 1, 0, plain.length, 0, 0, 0, 0, name.length() + 1, 0};
    for (int field : fields) {
      header.append(String.format(Locale.ROOT, "%08x", field));
    }
    header.append(name).append('\0');
    return joined(toFour(ascii(header.toString())), toFour(plain));
  }

  private static byte[] toFour(byte[] bytes) {
    return joined(bytes, new byte[-bytes.length & 3]);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}

package org.scangate.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * A {@code daily.cud}: what makes clamd's VERSION tell the number and date of its signatures. Of
 * the three forms of a versioned database ({@code .cvd}, {@code .cld}, {@code .cud}) it is the one
 * that clamd loads without a digital signature. It is a text header of 512 bytes, then a {@code
 * tar.gz}, whose first entry must be {@code daily.info} with the same header and the size and
 * digest of each other entry.
 */
final class VersionedDatabase {
  static final String FILE_NAME = "daily.cud";

  /** When it was built, as VERSION tells it (in local time). */
  private static final Instant BUILT = Instant.parse("2025-11-01T10:00:00Z");

  private static final int HEADER_SIZE = 512;
  private static final String ENTRY = "daily.hdb";

  private VersionedDatabase() {}

  /** The file's bytes. Its one signature matches nothing that anybody would send. */
  static byte[] withVersion(int version) {
    return withVersion(version, BUILT);
  }

  static byte[] withVersion(int version, Instant built) {
    String signature = "%032x:%d:Scangate-Daily-%d\n".formatted(1, version, version);
    byte[] signatures = signature.getBytes(StandardCharsets.US_ASCII);
    String header = header(version, built);
    String info =
        "%s\n%s:%d:%s\n".formatted(header, ENTRY, signatures.length, Fixtures.sha256(signatures));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(padded(header));
    try (OutputStream tar = new GZIPOutputStream(file)) {
      tar.write(Ustar.entry("daily.info", info.getBytes(StandardCharsets.US_ASCII)));
      tar.write(Ustar.entry(ENTRY, signatures));
      tar.write(new byte[2 * Ustar.BLOCK]);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
    return file.toByteArray();
  }

  private static String header(int version, Instant built) {
    String date =
        DateTimeFormatter.ofPattern("dd MMM yyyy HH-mm xx", Locale.ROOT)
            .format(built.atOffset(ZoneOffset.UTC));
    return String.join(
        ":",
        "ClamAV-VDB",
        date,
        Integer.toString(version),
        "1", // signatures
        "90", // functionality level
        "X", // checksum and digital signature: not looked at in a .cud
        "X",
        "scangate",
        Long.toString(built.getEpochSecond()));
  }

  private static byte[] padded(String header) {
    byte[] padded = new byte[HEADER_SIZE];
    Arrays.fill(padded, (byte) ' ');
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, padded, 0, text.length);
    return padded;
  }
}

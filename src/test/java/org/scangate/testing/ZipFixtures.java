package org.scangate.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small zips that show what a clamd says of what it can't look into. */
public final class ZipFixtures {
  /** Where a zip's first local header has its flags, of which bit 0 is "encrypted". */
  private static final int FLAGS_AT = 6;

  private static final int ENCRYPTED = 1;

  private ZipFixtures() {}

  /** A zip with one stored entry. */
  public static byte[] zip(String name, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(entry);
      zip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /**
   * A zip in a zip, so many of them. clamd gives up at one more than its MaxRecursion, which is 17
   * by default.
   */
  public static byte[] nested(int depth) {
    byte[] content = {'x'};
    for (int level = 0; level < depth; level++) {
      content = zip("z", content);
    }
    return content;
  }

  /**
   * A zip that says of its entry that it is encrypted, which is all that clamd looks at. The entry
   * is not, so there is no password.
   */
  public static byte[] encrypted() {
    byte[] zip = zip("note.txt", "Nothing to see here.\n".getBytes(StandardCharsets.US_ASCII));
    zip[FLAGS_AT] |= ENCRYPTED;
    return zip;
  }
}

package org.scangate.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/** Content to scan. Everything big is generated while it is read, never held in memory. */
public final class Fixtures {
  private static final String EICAR_NAME = "eicar.com";
  private static final String FILLER_NAME = "filler.bin";

  /** The end of an archive: two empty blocks. */
  private static final int TAR_END = 2 * Ustar.BLOCK;

  private static final long SEED = 20_240_229;

  private Fixtures() {}

  /**
   * The 68 bytes of the EICAR test file, which count only when they are alone. Put together at run
   * time: a virus scanner on a developer's machine must not take this repository away.
   */
  public static byte[] eicar() {
    String first = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-";
    String second = "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";
    return (first + second).getBytes(StandardCharsets.US_ASCII);
  }

  /** Content without structure or meaning; the same seed and size give the same bytes. */
  public static InputStream random(long seed, long size) {
    return new RandomContent(seed, size);
  }

  /** The same, as an array. */
  public static byte[] randomBytes(long seed, int size) {
    try (InputStream content = random(seed, size)) {
      return content.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError("Generated content can't fail to be read", e);
    }
  }

  /** Random content of the given size, with the given bytes at an offset of it. */
  public static InputStream randomWith(byte[] inside, long offset, long size) {
    long after = size - offset - inside.length;
    if (offset < 0 || after < 0) {
      throw new IllegalArgumentException(inside.length + " bytes at " + offset + " of " + size);
    }
    return concat(random(SEED, offset), stream(inside), random(SEED + 1, after));
  }

  /**
   * A tar of exactly this size whose first entry is the EICAR file: clamd finds it if, and only if,
   * it scans files of this size.
   *
   * @param size in bytes, 2,560 at least
   */
  public static InputStream tarWithEicarFirst(long size) {
    long filler = fillerSize(size);
    return concat(
        stream(Ustar.entry(EICAR_NAME, eicar())),
        stream(Ustar.header(FILLER_NAME, filler)),
        random(SEED, filler),
        zeros(tarEnd(size, filler)));
  }

  /** The same with EICAR as the last entry, behind all of the filler. */
  public static InputStream tarWithEicarLast(long size) {
    long filler = fillerSize(size);
    return concat(
        stream(Ustar.header(FILLER_NAME, filler)),
        random(SEED, filler),
        stream(Ustar.entry(EICAR_NAME, eicar())),
        zeros(tarEnd(size, filler)));
  }

  /** The SHA-256 of these bytes, 64 lower-case hexadecimal digits. */
  public static String sha256(byte[] content) {
    return HexFormat.of().formatHex(digest("SHA-256").digest(content));
  }

  /** The SHA-256 of all that is left in a stream. */
  public static String sha256(InputStream content) throws IOException {
    MessageDigest digest = digest("SHA-256");
    byte[] buffer = new byte[64 * 1024];
    int count = content.read(buffer);
    while (count >= 0) {
      digest.update(buffer, 0, count);
      count = content.read(buffer);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static String md5(byte[] content) {
    return HexFormat.of().formatHex(digest("MD5").digest(content));
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every JDK has " + algorithm, e);
    }
  }

  private static long fillerSize(long size) {
    long fixed = 3L * Ustar.BLOCK + TAR_END;
    if (size < fixed) {
      throw new IllegalArgumentException("A tar with two entries has " + fixed + " bytes at least");
    }
    return (size - fixed) / Ustar.BLOCK * Ustar.BLOCK;
  }

  private static long tarEnd(long size, long filler) {
    return size - 3L * Ustar.BLOCK - filler;
  }

  private static InputStream concat(InputStream... parts) {
    return new SequenceInputStream(Collections.enumeration(List.of(parts)));
  }

  private static InputStream stream(byte[] content) {
    return new ByteArrayInputStream(content);
  }

  /** At most {@link #TAR_END} and one block less a byte: the filler takes all whole blocks. */
  private static InputStream zeros(long count) {
    return stream(new byte[Math.toIntExact(count)]);
  }
}

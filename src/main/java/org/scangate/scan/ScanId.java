package org.scangate.scan;

import java.util.UUID;

/**
 * The ids of scans: UUIDs of version 8, which <a
 * href="https://www.rfc-editor.org/rfc/rfc9562#section-5.8">RFC 9562</a> leaves to each application
 * to fill. Of the 122 bits, those of a scan for nobody's store are random. Those of a scan whose
 * verdict lies beside its content tell which content that was:
 *
 * <pre>
 * ssssssmm-mmmm-8kkk-vkkk-ffffffrrrrrr (from v on not quite at the borders of digits)
 * s 24 bits of a hash of the size      f 24 bits of a hash of the file's number
 * m 24 bits of a hash of the date      r 26 random bits
 * k 24 bits, always the same: that it tells; one of 17 million random ids has them by chance
 * </pre>
 *
 * <p>A verdict in a store has four keys and no place for a mark of who wrote it. What others write
 * there has random (version 4) or time-based ids, so that the version tells whether it is ours. It
 * is a mark and no proof: whoever wants to can make one.
 */
public final class ScanId {

  private static final int VERSION = 8;
  private static final int RFC_VARIANT = 2;
  private static final long VERSION_BITS = 0xF000L;
  private static final long VARIANT_BIT = 1L << 63;

  /** Bits of each hash, and of the mark that says that there are some. */
  private static final int HASH = 24;

  private static final int RANDOM = 26;

  /** Of the mark, those in the upper half of the id. */
  private static final int MARK_UPPER = 12;

  private static final long MARK = 0x5CA_6A7L;

  private ScanId() {}

  public static UUID next() {
    UUID random = UUID.randomUUID();
    long otherBits = random.getMostSignificantBits() & ~VERSION_BITS;
    return new UUID(otherBits | VERSION << 12, random.getLeastSignificantBits());
  }

  /** One that tells of which content the scan was. */
  public static UUID bound(ContentBinding content) {
    long upper = hash(content.size()) << 40 | hash(content.modified()) << 16 | markUpper();
    long random = UUID.randomUUID().getLeastSignificantBits() & mask(RANDOM);
    return new UUID(
        upper | VERSION << 12,
        VARIANT_BIT | markLower() << (HASH + RANDOM) | hash(content.file()) << RANDOM | random);
  }

  /** Whether Scangate made it. */
  public static boolean isOurs(UUID id) {
    return id.version() == VERSION && id.variant() == RFC_VARIANT;
  }

  /** What it tells of this content. */
  public static ContentBinding.Match match(UUID id, ContentBinding content) {
    long upper = id.getMostSignificantBits();
    long lower = id.getLeastSignificantBits();
    boolean tells =
        isOurs(id)
            && (upper & mask(MARK_UPPER)) == markUpper()
            && (lower >>> (HASH + RANDOM) & mask(HASH - MARK_UPPER)) == markLower();
    if (!tells) {
      return ContentBinding.Match.UNKNOWN;
    }
    if (upper >>> 40 != hash(content.size())
        || (upper >>> 16 & mask(HASH)) != hash(content.modified())) {
      return ContentBinding.Match.OTHER_CONTENT;
    }
    return (lower >>> RANDOM & mask(HASH)) == hash(content.file())
        ? ContentBinding.Match.SAME
        : ContentBinding.Match.OTHER_FILE;
  }

  private static long markUpper() {
    return MARK >>> (HASH - MARK_UPPER);
  }

  private static long markLower() {
    return MARK & mask(HASH - MARK_UPPER);
  }

  /** Numbers that lie close together have nothing in common (the finalizer of MurmurHash3). */
  private static long hash(long number) {
    long mixed = (number ^ number >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    return (mixed ^ mixed >>> 33) >>> (Long.SIZE - HASH);
  }

  private static long mask(int bits) {
    return (1L << bits) - 1;
  }
}

package org.scangate.scan;

import java.util.UUID;

/**
 * The ids of scans: UUIDs of version 8, which <a
 * href="https://www.rfc-editor.org/rfc/rfc9562#section-5.8">RFC 9562</a> leaves to each application
 * to fill. Ours hold 122 random bits.
 *
 * <p>A verdict in a store has four keys and no place for a mark of who wrote it. What others write
 * there has random (version 4) or time-based ids, so that the version tells whether it is ours. It
 * is a mark and no proof: whoever wants to can make one.
 */
public final class ScanId {

  private static final int VERSION = 8;
  private static final int RFC_VARIANT = 2;
  private static final long VERSION_BITS = 0xF000L;

  private ScanId() {}

  public static UUID next() {
    UUID random = UUID.randomUUID();
    long otherBits = random.getMostSignificantBits() & ~VERSION_BITS;
    return new UUID(otherBits | VERSION << 12, random.getLeastSignificantBits());
  }

  /** Whether Scangate made it. */
  public static boolean isOurs(UUID id) {
    return id.version() == VERSION && id.variant() == RFC_VARIANT;
  }
}

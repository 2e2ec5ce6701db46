package org.scangate.journal;

import java.util.HexFormat;
import java.util.Locale;

/**
 * Names a content.
 *
 * @param hexadecimal lower-case: 64 digits of a SHA-256, or 40 of a SHA-1
 */
public record ContentHash(String hexadecimal) {

  /** What a right one is, for messages. */
  public static final String RIGHT =
      "a SHA-256 (64 hexadecimal digits) or a SHA-1 (40, Moodle's contenthash)";

  private static final int SHA256_DIGITS = 64;
  private static final int SHA1_DIGITS = 40;

  /**
   * @param hexadecimal in either case
   * @throws IllegalArgumentException it is no such hash
   */
  public ContentHash {
    hexadecimal = hexadecimal.toLowerCase(Locale.ROOT);
    boolean fits = hexadecimal.length() == SHA256_DIGITS || hexadecimal.length() == SHA1_DIGITS;
    if (!fits || !hexadecimal.chars().allMatch(HexFormat::isHexDigit)) {
      throw new IllegalArgumentException("not " + RIGHT);
    }
  }

  public boolean isSha256() {
    return hexadecimal.length() == SHA256_DIGITS;
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hexadecimal);
  }

  /** The column that has it. */
  String column() {
    return isSha256() ? "sha256" : "sha1";
  }
}

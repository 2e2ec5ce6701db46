package org.scangate.scanner.hashlist;

/**
 * What {@code sha256sum --tag} and BSD's {@code sha256} write: {@code SHA256 (name) = digest}. Used
 * again for each line.
 */
final class BsdLine {

  private static final String BEFORE_DIGEST = ") = ";

  private final HexDigest digest;
  private int nameFrom;
  private int nameTo;

  BsdLine(HexDigest digest) {
    this.digest = digest;
  }

  /** Takes the digest on; false when the line is no such line. */
  boolean read(byte[] bytes, int from, int to) {
    int open = from;
    while (open < to && isAlgorithm(bytes[open])) {
      open++;
    }
    int end = endWithoutBlanks(bytes, from, to);
    int digestFrom = end;
    while (digestFrom > open && HexDigest.digits(bytes, digestFrom - 1, digestFrom) == 1) {
      digestFrom--;
    }
    nameFrom = open + 2;
    nameTo = digestFrom - BEFORE_DIGEST.length();
    return open > from
        && nameFrom <= nameTo
        && bytes[open] == ' '
        && bytes[open + 1] == '('
        && isBeforeDigest(bytes, nameTo)
        && digest.take(bytes, digestFrom, end);
  }

  private static boolean isAlgorithm(byte b) {
    return (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '-';
  }

  private static int endWithoutBlanks(byte[] bytes, int from, int to) {
    int end = to;
    while (end > from && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t')) {
      end--;
    }
    return end;
  }

  private static boolean isBeforeDigest(byte[] bytes, int at) {
    for (int i = 0; i < BEFORE_DIGEST.length(); i++) {
      if (bytes[at + i] != BEFORE_DIGEST.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  int nameFrom() {
    return nameFrom;
  }

  int nameTo() {
    return nameTo;
  }
}

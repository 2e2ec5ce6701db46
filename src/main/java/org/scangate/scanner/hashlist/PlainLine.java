package org.scangate.scanner.hashlist;

/**
 * A digest a line, perhaps with a name: {@code digest name}, what sha256sum writes, or ClamAV's
 * {@code digest:size:name[:levels]}. Used again for each line.
 */
final class PlainLine {

  private final HexDigest digest;
  private byte[] text = {};
  private int end;
  private int nameFrom;
  private int nameTo;

  PlainLine(HexDigest digest) {
    this.digest = digest;
  }

  /** Takes the digest on; false when the line is no such line. */
  boolean read(byte[] bytes, int from, int to) {
    text = bytes;
    end = to;
    int start = is(from, '\\') ? from + 1 : from; // sha256sum's mark of an escaped file name
    boolean quoted = is(start, '"');
    start += quoted ? 1 : 0;
    int behind = start + HexDigest.digits(text, start, end);
    if (!digest.take(text, start, behind) || (quoted && !is(behind, '"'))) {
      return false;
    }
    behind += quoted ? 1 : 0;
    return is(behind, ':') ? clamavName(behind + 1) : name(behind);
  }

  private boolean is(int at, char expected) {
    return at < end && text[at] == expected;
  }

  private boolean name(int behind) {
    int at = behind;
    while (at < end && isSeparator(text[at])) {
      at++;
    }
    if (at == behind && at < end) {
      return false;
    }
    boolean quoted = is(at, '"');
    nameFrom = quoted ? at + 1 : at;
    nameTo = quoted ? until('"', nameFrom) : end;
    return true;
  }

  private static boolean isSeparator(byte b) {
    return switch (b) {
      case ' ', '\t', ',', ';', '*' -> true;
      default -> false;
    };
  }

  /** The size narrows nothing: a digest says more. */
  private boolean clamavName(int sizeFrom) {
    int sizeTo = until(':', sizeFrom);
    nameFrom = Math.min(sizeTo + 1, end);
    nameTo = until(':', nameFrom);
    return isSize(sizeFrom, sizeTo) && nameFrom < nameTo;
  }

  private boolean isSize(int from, int to) {
    int at = from;
    while (at < to && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    return from < to && (at == to || (to == from + 1 && text[from] == '*'));
  }

  private int until(char stop, int from) {
    int at = from;
    while (at < end && text[at] != stop) {
      at++;
    }
    return at;
  }

  int nameFrom() {
    return nameFrom;
  }

  int nameTo() {
    return nameTo;
  }
}

package org.scangate.journal;

/**
 * A text as a database can hold it. NUL, which PostgreSQL refuses, and half a surrogate pair, which
 * no encoding knows, are written as <code>&#92;u0000</code> is in Java; a text that is too long is
 * cut and ends with {@code …}. What is searched for goes through the same.
 */
final class StoredText {

  /** As long as a path may be on Linux. */
  static final int PLACE = 4096;

  static final int OTHER = 1000;

  /** Short enough for a database's index. */
  static final int SUBJECT = 300;

  private StoredText() {}

  static String subject(String text) {
    return of(text, SUBJECT);
  }

  static String place(String text) {
    return of(text, PLACE);
  }

  static String of(String text) {
    return of(text, OTHER);
  }

  private static String of(String text, int max) {
    return text.length() <= max && isFit(text) ? text : fit(text, max);
  }

  private static boolean isFit(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  private static String fit(String text, int max) {
    StringBuilder fit = new StringBuilder(Math.min(text.length(), max) + 8);
    int point;
    for (int i = 0; i < text.length(); i += Character.charCount(point)) {
      point = text.codePointAt(i);
      int before = fit.length();
      if (point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
        fit.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          fit.append(Character.forDigit((point >> shift) & 0xf, 16));
        }
      } else {
        fit.appendCodePoint(point);
      }
      if (fit.length() > max) {
        fit.setLength(before);
        return fit.append('…').toString();
      }
    }
    return fit.toString();
  }
}

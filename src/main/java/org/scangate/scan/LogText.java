package org.scangate.scan;

/**
 * Foreign text made fit for one log line: control characters, line breaks, quotes, backslashes and
 * whatever changes the direction of writing are escaped, and it is cut at a bound. Nobody forges a
 * log line with a file's name.
 */
public final class LogText {

  private static final int MAX_LENGTH = 255;

  private LogText() {}

  /** The text itself where there is nothing to escape. */
  public static String of(String text) {
    if (text.length() <= MAX_LENGTH && text.chars().allMatch(LogText::isHarmless)) {
      return text;
    }
    StringBuilder printable = new StringBuilder(Math.min(text.length(), MAX_LENGTH) + 8);
    text.codePoints().limit(MAX_LENGTH).forEach(point -> append(printable, point));
    if (text.codePointCount(0, text.length()) > MAX_LENGTH) {
      printable.append('…');
    }
    return printable.toString();
  }

  private static boolean isHarmless(int c) {
    return c >= ' ' && c <= '~' && c != '"' && c != '\\';
  }

  private static void append(StringBuilder printable, int point) {
    if (point == '"' || point == '\\') {
      printable.append('\\').appendCodePoint(point);
    } else if (isPlain(point)) {
      printable.appendCodePoint(point);
    } else {
      printable.append(String.format("\\u%04x", point));
    }
  }

  private static boolean isPlain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}

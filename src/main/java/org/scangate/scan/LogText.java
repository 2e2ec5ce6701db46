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
    return isHarmless(text)
        ? text
        : escaped(new StringBuilder(Math.min(text.length(), MAX_LENGTH) + 8), text).toString();
  }

  /** The same behind what a line has already: each scan writes one. */
  public static StringBuilder append(StringBuilder line, String text) {
    return isHarmless(text) ? line.append(text) : escaped(line, text);
  }

  private static boolean isHarmless(String text) {
    if (text.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isHarmless(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static StringBuilder escaped(StringBuilder line, String text) {
    int point;
    int points = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(point)) {
      if (points++ == MAX_LENGTH) {
        return line.append('…');
      }
      point = text.codePointAt(i);
      append(line, point);
    }
    return line;
  }

  private static boolean isHarmless(int c) {
    return c >= ' ' && c <= '~' && c != '"' && c != '\\';
  }

  private static void append(StringBuilder printable, int point) {
    if (isHarmless(point)) {
      printable.append((char) point);
    } else if (point == '"' || point == '\\') {
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

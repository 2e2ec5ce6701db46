package org.scangate.console;

/**
 * A line as RFC 4180 has it: cells apart by commas, each text between quotes, CR LF at its end.
 *
 * <p>A spreadsheet takes a cell for a formula that begins with one of {@code = + - @}, and whoever
 * names a file chooses how a cell begins. So an apostrophe goes before each such character, wide
 * ones too, that is the first of a cell: after blanks and characters that are not seen as well, and
 * after each semicolon, tab and line end within a text, since a spreadsheet may be set to begin a
 * cell there. NDJSON has the texts as they are.
 */
final class CsvLine {

  private static final char APOSTROPHE = '\'';
  private static final char QUOTE = '"';
  private static final String FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20";
  private static final String NEW_CELL = ";|\t\r\n";

  private final StringBuilder line = new StringBuilder(512);

  CsvLine text(String text) {
    separate();
    line.append(QUOTE);
    boolean first = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((first && FORMULA.indexOf(c) >= 0) || (i == 0 && isControl(c))) {
        line.append(APOSTROPHE);
      }
      first = NEW_CELL.indexOf(c) >= 0 || (first && isPassedOver(c));
      line.append(c);
      if (c == QUOTE) {
        line.append(QUOTE);
      }
    }
    line.append(QUOTE);
    return this;
  }

  /** Of ours: a number, a time, an id. */
  CsvLine plain(Object value) {
    separate();
    line.append(value);
    return this;
  }

  private void separate() {
    if (!line.isEmpty()) {
      line.append(',');
    }
  }

  private static boolean isControl(char c) {
    return c == '\t' || c == '\r' || c == '\n';
  }

  private static boolean isPassedOver(char c) {
    return c == QUOTE
        || c <= ' '
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT;
  }

  String end() {
    return line.append("\r\n").toString();
  }
}

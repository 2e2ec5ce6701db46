package org.scangate.scanner.hashlist;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Set;

/**
 * A CSV row cut into its fields as RFC 4180 has it; blanks around quotes are allowed, as
 * MalwareBazaar writes them. Used again for each row.
 */
final class CsvFields {

  /** How the cutting ended. */
  enum Cut {
    WHOLE,
    /** In a field in quotes that has no end here; the fields before it are there. */
    OPEN,
    /** Behind a closing quote that no separator follows; the fields before it are there. */
    BROKEN
  }

  private byte[] bytes = {};
  private int end;
  private byte separator;
  private int[] bounds = new int[64];
  private int count;

  Cut cut(byte[] text, int from, int to, byte between) {
    bytes = text;
    end = to;
    separator = between;
    count = 0;
    int at = from;
    while (true) {
      at = blanks(at);
      boolean quoted = at < end && bytes[at] == '"';
      int close = quoted ? closingQuote(at + 1) : separator(at);
      if (quoted && close == end) {
        return Cut.OPEN;
      }
      int behind = quoted ? blanks(close + 1) : close;
      if (behind < end && bytes[behind] != separator) {
        return Cut.BROKEN;
      }
      add(quoted ? at + 1 : at, close);
      if (behind == end) {
        return Cut.WHOLE;
      }
      at = behind + 1;
    }
  }

  private int blanks(int from) {
    int at = from;
    while (at < end && (bytes[at] == ' ' || bytes[at] == '\t') && bytes[at] != separator) {
      at++;
    }
    return at;
  }

  /** A quote that is doubled closes nothing. */
  private int closingQuote(int from) {
    int at = from;
    while (at < end && (bytes[at] != '"' || (at + 1 < end && bytes[at + 1] == '"'))) {
      at += bytes[at] == '"' ? 2 : 1;
    }
    return at;
  }

  private int separator(int from) {
    int at = from;
    while (at < end && bytes[at] != separator) {
      at++;
    }
    return at;
  }

  private void add(int from, int to) {
    int last = to;
    while (last > from && (bytes[last - 1] == ' ' || bytes[last - 1] == '\t')) {
      last--;
    }
    if (2 * count == bounds.length) {
      bounds = Arrays.copyOf(bounds, 4 * count);
    }
    bounds[2 * count] = from;
    bounds[2 * count + 1] = last;
    count++;
  }

  int count() {
    return count;
  }

  int from(int field) {
    return bounds[2 * field];
  }

  int to(int field) {
    return bounds[2 * field + 1];
  }

  byte[] bytes() {
    return bytes;
  }

  String text(int field) {
    return new String(bytes, from(field), to(field) - from(field), UTF_8);
  }

  /** Whether there is nothing in it, or what stands for nothing. */
  boolean blank(int field) {
    int length = to(field) - from(field);
    return length == 0
        || (length <= 4 && Set.of("n/a", "N/A", "-", "null", "NULL", "None").contains(text(field)));
  }
}

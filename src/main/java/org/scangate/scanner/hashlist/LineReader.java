package org.scangate.scanner.hashlist;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;

/**
 * A list's bytes line by line, whatever their encoding, in one buffer that always reaches {@link
 * #MAX_LINE} bytes ahead. A line ends with LF or CR LF; a byte order mark is no part of the first.
 */
final class LineReader {

  /** In bytes; a longer line is passed over without being kept. */
  static final int MAX_LINE = 64 * 1024;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InputStream content;
  private final byte[] buffer = new byte[4 * MAX_LINE];
  private int filled;
  private boolean ended;

  private int from;
  private int to;
  private int next;
  private int ofTheFirst;
  private long number;
  private int joined;
  private boolean tooLong;

  LineReader(InputStream content) throws IOException {
    this.content = content;
    fill();
    if (filled >= 3 && Arrays.equals(buffer, 0, 3, BYTE_ORDER_MARK, 0, 3)) {
      next = 3;
    }
  }

  /** Goes to the next line, if there is one. */
  boolean next() throws IOException {
    if (tooLong) {
      passOver();
    }
    fill();
    number += joined;
    if (next >= filled) {
      return false;
    }
    from = next;
    joined = 1;
    int end = newline(from);
    tooLong = end - from > MAX_LINE;
    to = tooLong ? from + MAX_LINE : end;
    next = tooLong ? to : end + 1;
    ofTheFirst = to;
    return true;
  }

  /** Adds the line that follows: the other half of a field in quotes. False if there is none. */
  boolean join() {
    int end = newline(next);
    if (tooLong || next >= filled || end - from > MAX_LINE) {
      return false;
    }
    to = end;
    next = end + 1;
    joined++;
    return true;
  }

  /** Gives all joined lines back. */
  void split() {
    to = ofTheFirst;
    next = to + 1;
    joined = 1;
  }

  /** Where the line that begins here ends, no more than one byte over the longest from here. */
  private int newline(int start) {
    int most = Math.min(filled, start + MAX_LINE + 1);
    int at = start;
    while (at < most && buffer[at] != '\n') {
      at++;
    }
    return at;
  }

  private void passOver() throws IOException {
    fill();
    while (next < filled && buffer[next] != '\n') {
      next = newline(next);
      fill();
    }
    next++;
    tooLong = false;
  }

  private void fill() throws IOException {
    if (ended || filled - next > 2 * MAX_LINE) {
      return;
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted while the list was read");
    }
    System.arraycopy(buffer, next, buffer, 0, filled - next);
    filled -= next;
    next = 0;
    int count = content.readNBytes(buffer, filled, buffer.length - filled);
    filled += count;
    ended = filled < buffer.length;
  }

  byte[] bytes() {
    return buffer;
  }

  int from() {
    return from;
  }

  /** Behind the last byte of the line, without its end. */
  int to() {
    return to > from && buffer[to - 1] == '\r' ? to - 1 : to;
  }

  /** Of the line, from 1; of the first of joined ones. */
  long number() {
    return number + 1;
  }

  boolean tooLong() {
    return tooLong;
  }
}

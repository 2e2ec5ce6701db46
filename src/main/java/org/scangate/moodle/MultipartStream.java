package org.scangate.moodle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * The parts of a form, one after the other. Written by hand for its search, which leaps
 * (Horspool's) where a library looks at each byte: 0.4 to 1.5 ms a mebibyte in place of 8 to 12,
 * which is more than all the rest of an upload.
 *
 * <p>Only {@code CRLF--boundary}, followed by {@code CRLF} or {@code --}, delimits (the first may
 * begin the body); blanks between are padding by mail gateways (RFC 2046, 5.1.1). What some readers
 * would take for a delimiter and others for content is refused: one after a line feed alone, one
 * that goes on in its line, and anything after the last but line ends. Within a line of a content
 * the same text is content, for all readers.
 */
final class MultipartStream {

  /** Also the bound on a part's header. */
  private static final int BUFFER = 16 << 10;

  private static final byte[] LINE_END = {'\r', '\n'};
  private static final byte[] LAST = {'-', '-'};
  private static final Mark HEADER_END = new Mark("\r\n\r\n");

  private final InputStream in;
  private final Mark delimiter;
  private final byte[] buffer = new byte[BUFFER];
  private int head;
  private int tail;
  private Content current;

  /**
   * @param boundary much shorter than the buffer
   */
  MultipartStream(InputStream in, String boundary) {
    this.in = in;
    delimiter = new Mark("--" + boundary);
    tail = LINE_END.length; // as if a line had ended before the body
    System.arraycopy(LINE_END, 0, buffer, 0, tail);
    current = new Content(true);
  }

  /**
   * Goes on behind the next delimiter, past what was not read of the content before it.
   *
   * @return false when that was the last
   */
  boolean next() throws IOException {
    current.transferTo(OutputStream.nullOutputStream());
    head += LINE_END.length + delimiter.length();
    need(LINE_END.length);
    if (startsWith(LAST)) {
      head += LAST.length;
      skipPadding();
      readEnd();
      return false;
    }
    skipPadding();
    need(LINE_END.length);
    if (!startsWith(LINE_END)) {
      throw ambiguous();
    }
    current = null;
    return true;
  }

  /** The lines before a part's content, without the end of the last; once for each part. */
  String header() throws IOException {
    int end = HEADER_END.in(buffer, head, tail); // from the end of the delimiter's line on
    while (end < 0) {
      need(tail - head + 1);
      end = HEADER_END.in(buffer, head, tail);
    }
    int begin = Math.min(head + LINE_END.length, end);
    String lines = new String(buffer, begin, end - begin, ISO_8859_1);
    head = end + HEADER_END.length();
    current = new Content(false);
    return lines;
  }

  /** What follows the header, up to the next delimiter. */
  InputStream content() {
    return current;
  }

  private void skipPadding() throws IOException {
    while (head < tail || fill()) {
      if (head < tail && buffer[head] != ' ' && buffer[head] != '\t') {
        return;
      }
      head = Math.min(head + 1, tail);
    }
  }

  private void readEnd() throws IOException {
    do {
      for (; head < tail; head++) {
        if (!isLineBreak(buffer[head])) {
          throw new MalformedForm("something follows the form's last delimiter");
        }
      }
    } while (fill());
  }

  /** Has so many bytes in the buffer. */
  private void need(int bytes) throws IOException {
    if (bytes > buffer.length) {
      throw new MalformedForm("the header of a part is longer than " + buffer.length + " bytes");
    }
    while (tail - head < bytes) {
      if (!fill()) {
        throw new MalformedForm("the form is cut off");
      }
    }
  }

  private boolean fill() throws IOException {
    System.arraycopy(buffer, head, buffer, 0, tail - head);
    tail -= head;
    head = 0;
    int n = in.read(buffer, tail, buffer.length - tail);
    tail += Math.max(n, 0);
    return n >= 0;
  }

  private boolean startsWith(byte[] bytes) {
    return Arrays.equals(buffer, head, head + bytes.length, bytes, 0, bytes.length);
  }

  private static boolean isLineBreak(byte b) {
    return b == '\r' || b == '\n';
  }

  private static MalformedForm ambiguous() {
    return new MalformedForm("the form's delimiters are ambiguous");
  }

  /** What to look for, and how far to leap when this byte stands where its last one should. */
  private static final class Mark {
    private final byte[] bytes;
    private final int[] leaps = new int[256];

    Mark(String text) {
      bytes = text.getBytes(ISO_8859_1);
      Arrays.fill(leaps, bytes.length);
      for (int i = 0; i < bytes.length - 1; i++) {
        leaps[bytes[i] & 0xff] = bytes.length - 1 - i;
      }
    }

    int length() {
      return bytes.length;
    }

    /** Where it begins, or -1. */
    int in(byte[] buffer, int head, int tail) {
      int length = bytes.length;
      byte last = bytes[length - 1];
      for (int end = head + length; end <= tail; end += leaps[buffer[end - 1] & 0xff]) {
        if (buffer[end - 1] == last && Arrays.equals(buffer, end - length, end, bytes, 0, length)) {
          return end - length;
        }
      }
      return -1;
    }
  }

  /** Ends before the next delimiter's line end; a body that ends without one was cut off. */
  private final class Content extends InputStream {
    private final boolean preamble;
    private boolean begun;
    private boolean ended;
    private int sure;

    /**
     * @param preamble before the first delimiter: some readers find that within a line, too
     */
    Content(boolean preamble) {
      this.preamble = preamble;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      while (sure == 0 && !ended) {
        look();
      }
      if (sure == 0) {
        return -1;
      }
      int n = Math.min(length, sure);
      System.arraycopy(buffer, head, target, offset, n);
      head += n;
      sure -= n;
      begun = true;
      return n;
    }

    /**
     * The last bytes that are there may be the beginning of a delimiter, or the line end before.
     */
    private void look() throws IOException {
      int at = delimiter.in(buffer, head, tail);
      if (at < 0) {
        sure = Math.max(0, tail - head - LINE_END.length - delimiter.length() + 1);
        if (sure == 0 && !fill()) {
          throw new MalformedForm("the form is cut off");
        }
      } else if (at - head >= LINE_END.length && buffer[at - 2] == '\r' && buffer[at - 1] == '\n') {
        sure = at - LINE_END.length - head;
        ended = true;
      } else if (preamble || beginsALine(at)) {
        throw ambiguous();
      } else {
        sure = at + delimiter.length() - head;
      }
    }

    /** Where one was taken for content just before, its last byte is no line break. */
    private boolean beginsALine(int at) {
      return at > head ? isLineBreak(buffer[at - 1]) : !begun;
    }
  }
}

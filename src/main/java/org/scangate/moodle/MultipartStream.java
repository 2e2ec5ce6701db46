package org.scangate.moodle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.commons.fileupload2.core.MultipartInput.MalformedStreamException;

/**
 * A form's body on its way to the parser. The parser looks for delimiters byte by byte, which costs
 * 4 ms a megabyte, more than all the rest of an upload; so the contents of the parts are taken past
 * it, by a search that leaps (Horspool's), and it is given what lies between them.
 *
 * <p>It gets one line at most for each read, so that it never holds anything of the content that
 * follows a header.
 */
final class MultipartStream extends InputStream {

  private static final int BUFFER = 16 << 10;

  private final InputStream in;
  private final Mark first;
  private final Mark next;
  private final byte[] buffer = new byte[BUFFER];
  private int head;
  private int tail;

  /**
   * @param boundary much shorter than the buffer
   */
  MultipartStream(InputStream in, byte[] boundary) {
    this.in = in;
    String dashed = "--" + new String(boundary, ISO_8859_1);
    first = new Mark(dashed.getBytes(ISO_8859_1));
    next = new Mark(("\r\n" + dashed).getBytes(ISO_8859_1));
  }

  /** What comes before the first delimiter, and means nothing. */
  InputStream preamble() {
    return new Content(first);
  }

  /** What comes before the next delimiter: a part's content, once its header was read. */
  InputStream content() {
    return new Content(next);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** To the end of the line, if it is there and fits. */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (head == tail && !fill()) {
      return -1;
    }
    int most = Math.min(tail, head + length);
    int end = head;
    while (end < most && buffer[end++] != '\n') {
      // on to the end of the line
    }
    return take(target, offset, end - head);
  }

  private int take(byte[] target, int offset, int length) {
    System.arraycopy(buffer, head, target, offset, length);
    head += length;
    return length;
  }

  private boolean fill() throws IOException {
    System.arraycopy(buffer, head, buffer, 0, tail - head);
    tail -= head;
    head = 0;
    int n = in.read(buffer, tail, buffer.length - tail);
    tail += Math.max(n, 0);
    return n >= 0;
  }

  /** What to look for, and how far to leap when this byte stands where its last one should. */
  private static final class Mark {
    private final byte[] bytes;
    private final int[] leaps = new int[256];

    Mark(byte[] bytes) {
      this.bytes = bytes;
      Arrays.fill(leaps, bytes.length);
      for (int i = 0; i < bytes.length - 1; i++) {
        leaps[bytes[i] & 0xff] = bytes.length - 1 - i;
      }
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

  /** Ends before the mark; a body that ends without it was cut off. */
  private final class Content extends InputStream {
    private final Mark mark;
    private int sure;
    private boolean marked;

    Content(Mark mark) {
      this.mark = mark;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      while (sure == 0 && !marked) {
        look();
      }
      if (sure == 0) {
        return -1;
      }
      int n = take(target, offset, Math.min(length, sure));
      sure -= n;
      return n;
    }

    /** The last bytes that are there may be the beginning of the mark. */
    private void look() throws IOException {
      int at = mark.in(buffer, head, tail);
      marked = at >= 0;
      sure = marked ? at - head : Math.max(0, tail - head - (mark.bytes.length - 1));
      if (!marked && sure == 0 && !fill()) {
        throw new MalformedStreamException("it ended before a delimiter");
      }
    }
  }
}

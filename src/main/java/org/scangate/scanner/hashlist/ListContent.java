package org.scangate.scanner.hashlist;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens a list: in UTF-16, as PowerShell's {@code >} writes it, it is turned into UTF-8. */
final class ListContent extends InputStream {

  private static final int BLOCK = 8 << 10;

  private final Reader text;
  private final char[] chars = new char[BLOCK];
  private byte[] bytes = {};
  private int next;

  private ListContent(Reader text) {
    this.text = text;
  }

  static InputStream open(Path list) throws IOException {
    InputStream content = new BufferedInputStream(Files.newInputStream(list), 2 * BLOCK);
    content.mark(2);
    int first = content.read();
    int second = content.read();
    if (first == 0xff && second == 0xfe) {
      return new ListContent(reader(content, UTF_16LE));
    }
    if (first == 0xfe && second == 0xff) {
      return new ListContent(reader(content, UTF_16BE));
    }
    content.reset();
    return content;
  }

  private static Reader reader(InputStream content, Charset charset) {
    return new InputStreamReader(content, charset);
  }

  private boolean filled() throws IOException {
    while (next == bytes.length) {
      int n = text.read(chars);
      if (n < 0) {
        return false;
      }
      bytes = new String(chars, 0, n).getBytes(UTF_8);
      next = 0;
    }
    return true;
  }

  @Override
  public int read() throws IOException {
    return filled() ? bytes[next++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0 || !filled()) {
      return length == 0 ? 0 : -1;
    }
    int n = Math.min(length, bytes.length - next);
    System.arraycopy(bytes, next, into, offset, n);
    next += n;
    return n;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}

package org.scangate.scanner.clamd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;

/**
 * A path as the system has it. Java's text of it has lost what is no character in the server's
 * locale (under {@code LANG=C} every é); in its URI each byte is kept, in hexadecimal.
 */
final class PathBytes {

  private PathBytes() {}

  /** The bytes of the absolute path. */
  static byte[] of(Path path) {
    Path absolute = path.toAbsolutePath();
    String text = absolute.toString();
    // To make the URI the system is asked whether it is a folder: only where there is need.
    return isAscii(text) ? text.getBytes(ISO_8859_1) : unescaped(absolute.toUri().getRawPath());
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static byte[] unescaped(String rawPath) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(rawPath.length());
    for (int i = 0; i < rawPath.length(); i++) {
      char c = rawPath.charAt(i);
      if (c == '%') {
        bytes.write(Integer.parseInt(rawPath, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toByteArray();
  }
}

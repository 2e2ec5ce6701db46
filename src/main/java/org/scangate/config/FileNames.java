package org.scangate.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * File names and the server's locale. Java takes the encoding of names from the locale that the
 * server was started with; services are often started with none (LANG=C), which is ASCII.
 */
final class FileNames {

  private FileNames() {}

  /**
   * @throws IllegalArgumentException with what would be right
   */
  static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      String encoding = encoding();
      boolean ascii = text.chars().allMatch(c -> c < 0x80);
      throw new IllegalArgumentException(
          ascii || isUtf8(encoding)
              ? "that is no path: " + e.getReason()
              : "the server's locale ("
                  + encoding
                  + ") has no such letters; start the server with a UTF-8 locale in LC_ALL or LANG,"
                  + " such as LC_ALL=C.UTF-8",
          e);
    }
  }

  /**
   * What is odd about sweeping these folders under a locale.
   *
   * @param encoding that Java uses for names
   */
  static Optional<String> warning(List<Path> roots, String encoding) {
    if (roots.isEmpty() || isUtf8(encoding)) {
      return Optional.empty();
    }
    return Optional.of(
        "the server's locale ("
            + encoding
            + ") is not UTF-8: the files in scangate.pure.local.roots are scanned, but names beyond"
            + " ASCII are shown escaped in the log; start the server with LC_ALL=C.UTF-8");
  }

  /** The encoding of names in this Java. */
  static String encoding() {
    return System.getProperty("sun.jnu.encoding", "unknown");
  }

  private static boolean isUtf8(String encoding) {
    return encoding.equalsIgnoreCase("UTF-8") || encoding.equalsIgnoreCase("UTF8");
  }
}

package org.scangate.pure.local;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the names in a store say, and how one is made of another without losing a byte. A name comes
 * from the file system as bytes and need not be text in the process's locale: such a one is never
 * turned into a {@code String} and back, but into a URI, which writes each byte as {@code %ff}.
 */
final class StoreFileNames {

  static final String FILE = ".bin";
  static final String VERDICT = ".av";

  private static final String TEMPORARY = ".scangate-";
  private static final String TEMPORARY_END = ".tmp";

  /** Pure's own, beside each file. */
  private static final String STATUS = ".status";

  /** What a name says of its entry. */
  enum Kind {
    FILE,
    VERDICT,
    /** Of a {@code .av} that was being written. */
    TEMPORARY,
    /** Of no interest, and no folder. */
    KNOWN,
    /** May be a folder. */
    OTHER
  }

  private StoreFileNames() {}

  static Kind kind(Path name) {
    String text = name.toString();
    if (text.endsWith(FILE)) {
      return text.length() > FILE.length() ? Kind.FILE : Kind.KNOWN;
    }
    if (text.endsWith(VERDICT)) {
      return text.length() > VERDICT.length() ? Kind.VERDICT : Kind.KNOWN;
    }
    if (text.endsWith(TEMPORARY_END) && text.startsWith(TEMPORARY)) {
      return Kind.TEMPORARY;
    }
    return text.endsWith(STATUS) ? Kind.KNOWN : Kind.OTHER;
  }

  /**
   * @param folder absolute
   * @param file {@code NAME.bin}
   * @return {@code NAME.av}
   */
  static Path verdictOf(Path folder, Path file) {
    return withEnding(folder, file, FILE.length(), VERDICT);
  }

  /** The other way round. */
  static Path fileOf(Path folder, Path verdict) {
    return withEnding(folder, verdict, VERDICT.length(), FILE);
  }

  /** The beginning of the names of one instance's temporary files. */
  static String temporaries(String instance) {
    return TEMPORARY + instance + "-";
  }

  static String temporary(String instance, long number) {
    return temporaries(instance) + number + TEMPORARY_END;
  }

  /**
   * As text that no other path has: as it is, or percent-encoded where the locale has no letters
   * for it.
   */
  static String place(Path path) {
    String text = path.toString();
    return isPlain(path, text) ? text : encoded(path);
  }

  /**
   * The path that has this place, with or without a slash at its end.
   *
   * @return empty when none has: it is not absolute, say, or has {@code ..} in it
   */
  static Optional<Path> pathOf(String place) {
    boolean slash = place.length() > 1 && place.endsWith("/");
    String text = slash ? place.substring(0, place.length() - 1) : place;
    try {
      Path path = text.indexOf('%') < 0 ? Path.of(text) : Path.of(URI.create("file://" + text));
      boolean same = path.isAbsolute() && path.normalize().equals(path) && place(path).equals(text);
      return same ? Optional.of(path) : Optional.empty();
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty(); // an InvalidPathException is one too
    }
  }

  private static boolean isPlain(Path path, String text) {
    if (text.indexOf('%') >= 0 || text.chars().anyMatch(Character::isISOControl)) {
      return false;
    }
    try {
      return path.getFileSystem().getPath(text).equals(path);
    } catch (InvalidPathException e) {
      return false; // has letters that the locale cannot write
    }
  }

  private static Path withEnding(Path folder, Path name, int length, String ending) {
    String text = name.toString();
    if (isAscii(text)) {
      return name.getFileSystem().getPath(text.substring(0, text.length() - length) + ending);
    }
    String encoded = encoded(folder.resolve(name));
    String other = encoded.substring(0, encoded.length() - length) + ending;
    return Path.of(URI.create("file://" + other)).getFileName();
  }

  private static String encoded(Path path) {
    String encoded = path.toUri().getRawPath();
    boolean folder = encoded.length() > 1 && encoded.endsWith("/");
    return folder ? encoded.substring(0, encoded.length() - 1) : encoded;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }
}

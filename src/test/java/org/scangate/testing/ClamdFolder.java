package org.scangate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** All that a {@link ClamdServer} has on disk. */
final class ClamdFolder {
  /** What the system's structure for a Unix socket's address can hold. */
  private static final int MAX_SOCKET_PATH = 107;

  private final Path folder;

  ClamdFolder() {
    try {
      folder = create();
      Files.createDirectory(database());
      Files.createDirectory(temporary());
    } catch (IOException e) {
      throw new UncheckedIOException("No folder for clamd", e);
    }
  }

  Path configuration() {
    return folder.resolve("clamd.conf");
  }

  Path freshclamConfiguration() {
    return folder.resolve("freshclam.conf");
  }

  /** Where the signatures are that freshclam gets. */
  Path mirror() {
    return folder.resolve("mirror");
  }

  Path socket() {
    return folder.resolve("clamd.sock");
  }

  Path database() {
    return folder.resolve("database");
  }

  Path temporary() {
    return folder.resolve("tmp");
  }

  Path log() {
    return folder.resolve("clamd.log");
  }

  Path output() {
    return folder.resolve("clamd.out");
  }

  void writeConfiguration(ClamdConf conf) {
    try {
      Files.writeString(configuration(), conf.text());
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write " + configuration(), e);
    }
  }

  void delete() {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(ClamdFolder::delete);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't delete " + folder, e);
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't delete " + path, e);
    }
  }

  private static Path create() throws IOException {
    Path folder = Files.createTempDirectory("clamd");
    if (folder.resolve("clamd.sock").toString().length() <= MAX_SOCKET_PATH) {
      return folder;
    }
    Files.delete(folder);
    return Files.createTempDirectory(Path.of("/tmp"), "clamd");
  }
}

package org.scangate.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.scangate.pure.Status;
import org.scangate.pure.VerdictDocument;
import org.scangate.scan.ScanId;

/** A store in a temporary folder that goes with it. */
final class StoreFolder implements AutoCloseable {

  private static final int IN_A_FOLDER = 100;

  private final Path root;
  private int files;

  private StoreFolder() throws IOException {
    root = Files.createTempDirectory("scangate-store");
  }

  /** Files of different sizes and content, without verdicts. */
  static StoreFolder filled(int files, int least, int most) throws IOException {
    StoreFolder store = new StoreFolder();
    Random random = new Random(1);
    for (int i = 0; i < files; i++) {
      try (InputStream content = Content.fresh(least + random.nextInt(most - least))) {
        Files.copy(content, store.next());
      }
    }
    return store;
  }

  /** Small files, each with its verdict. */
  static StoreFolder current(int folders, int inEach) throws IOException {
    StoreFolder store = new StoreFolder();
    int files = folders * inEach;
    for (int i = 0; i < files; i++) {
      Files.write(store.next(), new byte[] {1, 2, 3});
    }
    VerdictDocument ok =
        new VerdictDocument(
            "ClamAV 1.4.6/27811",
            Optional.of(Instant.now()),
            Optional.of(ScanId.next()),
            Status.OK);
    byte[] document = ok.texts().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    for (int i = 0; i < files; i++) {
      Files.write(av(store.path(i)), document);
    }
    return store;
  }

  Path root() {
    return root;
  }

  long files() {
    return files;
  }

  /** One more file, somewhere. */
  Path add() throws IOException {
    Path folder = path(files / 2).getParent();
    return Files.write(folder.resolve("new-" + files++ + ".bin"), new byte[] {4, 5, 6});
  }

  static Path av(Path bin) {
    String name = bin.getFileName().toString();
    return bin.resolveSibling(name.substring(0, name.length() - 4) + ".av");
  }

  /** Takes all verdicts away. */
  long deleteVerdicts() throws IOException {
    long deleted = 0;
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        if (path.toString().endsWith(".av")) {
          Files.delete(path);
          deleted++;
        }
      }
    }
    return deleted;
  }

  private Path next() throws IOException {
    Path path = path(files);
    if (files % IN_A_FOLDER == 0) {
      Files.createDirectories(path.getParent());
    }
    files++;
    return path;
  }

  private Path path(int number) {
    int folder = number / IN_A_FOLDER;
    return root.resolve("%02x/%02x/%d.bin".formatted(folder >> 8, folder & 0xff, number));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
  }
}

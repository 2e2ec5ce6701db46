package org.scangate.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.scangate.pure.Status;
import org.scangate.pure.VerdictDocument;
import org.scangate.scan.ScanId;

/** A store in a temporary folder that goes with it. */
final class StoreFolder implements AutoCloseable {

  private static final int IN_A_FOLDER = 100;

  private final Path root;
  private final Path old;
  private int files;

  private StoreFolder() throws IOException {
    root = Files.createTempDirectory("scangate-store");
    old = root.resolveSibling(root.getFileName() + "-old");
  }

  /** Files of different sizes and content, without verdicts. */
  static StoreFolder filled(int files, int least, int most) throws IOException {
    StoreFolder store = new StoreFolder();
    store.fill(files, least, most);
    return store;
  }

  private void fill(int count, int least, int most) throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < count; i++) {
      try (InputStream content = Content.fresh(least + random.nextInt(most - least))) {
        Files.copy(content, next());
      }
    }
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
      published(store.path(i), document);
    }
    return store;
  }

  /** With the date that tells on which state of the file it is, else a walk reads each of them. */
  private static void published(Path bin, byte[] document) throws IOException {
    Path verdict = Files.write(av(bin), document);
    FileTime changed = (FileTime) Files.getAttribute(bin, "unix:ctime");
    Files.setLastModifiedTime(
        verdict, FileTime.from(changed.to(TimeUnit.MICROSECONDS) + 1, TimeUnit.MICROSECONDS));
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

  /** The first file of all. */
  Path addFirst() throws IOException {
    return Files.write(next(), new byte[] {7, 8, 9});
  }

  /** How many verdicts lie below a folder in which others write. */
  static long verdicts(Path folder) throws IOException {
    AtomicLong count = new AtomicLong();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".av")) {
              count.incrementAndGet();
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // a temporary one that has its name now
          }
        });
    return count.get();
  }

  static Path av(Path bin) {
    String name = bin.getFileName().toString();
    return bin.resolveSibling(name.substring(0, name.length() - 4) + ".av");
  }

  /** Seconds in which a plain program writes the same verdicts: new name, rights, rename. */
  double writeVerdicts() throws IOException {
    VerdictDocument ok =
        new VerdictDocument(
            "ClamAV 1.4.6/27811",
            Optional.of(Instant.now()),
            Optional.of(ScanId.next()),
            Status.OK);
    byte[] document = ok.texts().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    long begun = System.nanoTime();
    for (int i = 0; i < files; i++) {
      Path verdict = av(path(i));
      Path temporary = verdict.resolveSibling(".av-" + i);
      Files.write(temporary, document);
      Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(temporary, verdict, StandardCopyOption.ATOMIC_MOVE);
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  /**
   * The same files anew, without verdicts. The old ones stay elsewhere: an inode that was just
   * given back makes the next ones slow.
   */
  void renew(int least, int most) throws IOException {
    Files.createDirectories(old);
    try (Stream<Path> all = Files.list(root)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Files.move(path, old.resolve(System.nanoTime() + "-" + path.getFileName()));
      }
    }
    int count = files;
    files = 0;
    fill(count, least, most);
  }

  /** All of it moved to where somebody watches, as one folder. */
  void moveTo(Path there) throws IOException {
    Files.move(root, there);
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
    for (Path folder : new Path[] {root, old}) {
      if (Files.exists(folder)) {
        delete(folder);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
  }
}

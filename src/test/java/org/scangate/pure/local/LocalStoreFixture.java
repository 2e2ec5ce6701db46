package org.scangate.pure.local;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.scangate.pure.Scope;
import org.scangate.pure.Status;
import org.scangate.pure.VerdictDocument;
import org.scangate.testing.Await;

/** A store in a folder of the test's own. */
final class LocalStoreFixture implements AutoCloseable {

  private static final Duration LONG_AGO = Duration.ofHours(3);

  private final Path root;
  private final LocalStore store;
  private Duration clockAhead = Duration.ZERO;
  private List<Path> roots;
  private String permissions = "rw-r--r--";
  private Optional<String> group = Optional.empty();

  /**
   * @param byPath as where the system cannot hold folders open
   */
  LocalStoreFixture(Path root, boolean byPath) {
    this.root = root;
    this.roots = List.of(root);
    InstantSource source = () -> Instant.now().plus(clockAhead);
    this.store = new LocalStore(this::settings, source.withZone(ZoneOffset.UTC), byPath);
  }

  static VerdictDocument verdict(Status status) {
    return new VerdictDocument(
        "ClamAV 1.4.6/27811",
        Optional.of(Instant.parse("2022-08-26T08:31:31.105473Z")),
        Optional.of(UUID.fromString("31f67e27-b78f-45d7-ae8b-d5ed1d0740c7")),
        status);
  }

  LocalStore store() {
    return store;
  }

  LocalStoreFixture roots(Path... paths) {
    roots = List.of(paths);
    return this;
  }

  LocalStoreFixture permissions(String text) {
    permissions = text;
    return this;
  }

  LocalStoreFixture group(String name) {
    group = Optional.of(name);
    return this;
  }

  /** Our clock goes wrong. */
  void clockAhead(Duration by) {
    clockAhead = by;
  }

  Recorder walk(Scope scope) throws InterruptedException {
    return walk(scope, new Recorder());
  }

  Recorder walk(Scope scope, Recorder.Act act) throws InterruptedException {
    return walk(scope, new Recorder(act));
  }

  Recorder walk(Scope scope, Recorder recorder) throws InterruptedException {
    store.walk(scope, recorder);
    return recorder;
  }

  /** Everything gets this verdict. */
  Recorder publishAll(Status status) throws IOException, InterruptedException {
    tick();
    return walk(Scope.ALL, file -> file.publish(verdict(status)));
  }

  Path path(String relative) {
    return root.resolve(relative);
  }

  /** Writes a file, and the folders that it needs. */
  Path write(String relative, String content) throws IOException {
    Path path = path(relative);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, content);
  }

  /** The file system's clock moves on, so that nothing from now on has the date of what was. */
  void tick() throws IOException {
    Path probe = root.resolve("tick.status");
    Files.deleteIfExists(probe);
    Files.createFile(probe);
    FileTime before = Files.getLastModifiedTime(probe);
    Await.until(
        "the file system's clock ticks",
        Duration.ofSeconds(10),
        () -> {
          Files.setLastModifiedTime(probe, FileTime.from(Instant.EPOCH));
          Files.writeString(probe, "x");
          return Files.getLastModifiedTime(probe).compareTo(before) > 0;
        });
    Files.delete(probe);
  }

  /** All folders look as if nothing had changed in them for long. */
  void quiet() throws IOException {
    FileTime date = FileTime.from(Instant.now().minus(LONG_AGO));
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
            Files.setLastModifiedTime(folder, date);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Dates relative to now. */
  void date(String relative, Duration ahead) throws IOException {
    Files.setLastModifiedTime(path(relative), FileTime.from(Instant.now().plus(ahead)));
  }

  /** The names in a folder. */
  List<String> names(String relative) throws IOException {
    try (Stream<Path> entries = Files.list(path(relative))) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  /** Files below the root that this process has open. */
  List<String> open() throws IOException {
    String real = root.toRealPath().toString();
    try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
      return handles
          .map(LocalStoreFixture::target)
          .filter(target -> target.startsWith(real))
          .toList();
    }
  }

  static List<String> listers() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter("scangate-list-local"::equals)
        .toList();
  }

  static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void close() {
    store.close();
  }

  private LocalSettings settings() {
    return new LocalSettings(roots, PosixFilePermissions.fromString(permissions), group);
  }

  private static String target(Path handle) {
    try {
      return Files.readSymbolicLink(handle).toString();
    } catch (IOException e) {
      return ""; // closed since it was listed: its own listing's
    }
  }
}

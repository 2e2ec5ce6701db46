package org.scangate.scanner.hashlist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.scan.Reason;

/** Lists that are looked at when a test says so, at its own time; a test of them extends it. */
abstract class LookedAt {

  static final KnownBad ONE = new KnownBad("one");
  static final KnownBad TWO = new KnownBad("two");
  static final KnownBad THREE = new KnownBad("three");
  private static final Duration SETTLE = Duration.ofSeconds(2);

  @TempDir Path folder;

  Path file;
  ListsInForce lists;
  Runnable whileItIsRead = () -> {};
  long now = Long.MAX_VALUE; // a clock that runs over
  private int written;

  @BeforeEach
  void nothingIsReadYet() {
    file = folder.resolve("bad.txt");
    lists = inForce(file);
  }

  /** A time of its own for each writing: two of them may fall into one tick of the file system. */
  void write(String content) {
    try {
      Files.writeString(file, content);
      written++;
      Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(written)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ListsInForce inForce(Path... files) {
    return new ListsInForce(
        new HashlistSettings("list", List.of(files)),
        SETTLE,
        (paths, newest) -> {
          try {
            Lists read = Lists.read(paths, newest);
            whileItIsRead.run();
            return read;
          } catch (UncheckedIOException e) {
            throw e.getCause();
          }
        });
  }

  void look() {
    now += SETTLE.toNanos();
    lists.look(now);
  }

  void settle() {
    look();
    look();
  }

  boolean has(KnownBad bad) {
    return bad.nameIn(lists.state().lists().orElseThrow()).isPresent();
  }

  List<String> advice() {
    return lists.state().readiness().advice();
  }

  Reason obstacle() {
    return lists.state().readiness().obstacle().orElseThrow().reason();
  }
}

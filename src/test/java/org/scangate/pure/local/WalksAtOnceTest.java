package org.scangate.pure.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scangate.pure.Scope;
import org.scangate.pure.StoredFile;
import org.scangate.scan.Deadline;

/**
 * Walks of all scopes on threads of their own, some of them broken off, while files come, change
 * and go with their folders: at the end nothing was missed.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WalksAtOnceTest extends StoreTest {

  private static final Duration LASTS = Duration.ofSeconds(2);
  private static final int FOLDERS = 6;
  private static final int FILES = 5;
  private static final int BREAKS_OFF = 40;
  private static final int WISHES = 15;
  private static final int MOVES = 10;

  /** Long ago, so that a folder counts as quiet, and each time another. */
  private final AtomicLong date = new AtomicLong(1_000_000_000);

  private final AtomicLong moment = new AtomicLong();

  /** By place: as what it was shown last, by a walk that remembers. */
  private final Map<String, BinFileState> shown = new ConcurrentHashMap<>();

  /** By place: when it was shown last by a walk through changes. */
  private final Map<String, Long> revisited = new ConcurrentHashMap<>();

  /** By place: when somebody wanted that last. What was deleted meanwhile has none. */
  private final Map<String, Long> wishes = new ConcurrentHashMap<>();

  private Deadline end;

  @Test
  void nothingIsMissed() throws Exception {
    for (int i = 0; i < FOLDERS; i++) {
      for (int j = 0; j < FILES; j++) {
        rig.write(i % 2 + "/" + i + "/x" + j + ".bin", "");
      }
    }
    end = Deadline.in(LASTS);
    ExecutorService threads = Executors.newCachedThreadPool();
    List<Future<?>> all = new ArrayList<>();
    for (Scope scope : List.of(Scope.ALL, Scope.CHANGES, Scope.VERDICTS)) {
      all.add(threads.submit(walking(scope)));
    }
    all.add(threads.submit(changing()));
    for (Future<?> one : all) {
      one.get();
    }
    threads.shutdown();
    walk(Scope.CHANGES, new Random(0));
    everythingWasShown();
  }

  private void everythingWasShown() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".bin")).toList()) {
        String place = file.toRealPath().toString();
        assertEquals(BinFileState.of(file), shown.get(place), place + " was not shown as it is");
        long wish = wishes.getOrDefault(place, 0L);
        long answer = revisited.getOrDefault(place, 0L);
        assertTrue(answer >= wish, place + ": wish " + wish + ", shown " + answer);
      }
    }
    assertTrue(wishes.size() > FILES, "there must have been some");
  }

  private Callable<Void> walking(Scope scope) {
    return () -> {
      Random random = new Random(scope.name().length());
      int walks = 0;
      while (!end.passed()) {
        try {
          walk(scope, random);
        } catch (InterruptedException brokenOff) {
          assertEquals("enough", brokenOff.getMessage());
        }
        walks++;
      }
      assertTrue(walks > FILES, scope + ": " + walks);
      return null;
    };
  }

  private void walk(Scope scope, Random random) throws InterruptedException {
    List<StoredFile> held = new ArrayList<>();
    try {
      rig.walk(
          scope,
          new Recorder() {
            @Override
            public void visit(StoredFile file) throws InterruptedException {
              visited(scope, file, random, held);
            }
          });
    } finally {
      for (StoredFile file : held) { // as by one who has scanned it meanwhile
        wish(file);
        file.release();
      }
    }
  }

  private void visited(Scope scope, StoredFile file, Random random, List<StoredFile> held)
      throws InterruptedException {
    if (!end.passed() && random.nextInt(BREAKS_OFF) == 0) {
      throw new InterruptedException("enough");
    }
    if (scope != Scope.VERDICTS) {
      shown.put(file.place(), ((LocalFile) file).listed());
    }
    if (scope == Scope.CHANGES) {
      revisited.put(file.place(), moment.incrementAndGet());
    }
    if (!end.passed() && random.nextInt(WISHES) == 0) {
      wish(file);
    } else if (!end.passed() && random.nextInt(WISHES) == 0) {
      file.hold();
      held.add(file);
    }
  }

  private void wish(StoredFile file) {
    if (file.place().contains("/x")) {
      wishes.put(file.place(), moment.incrementAndGet());
    }
    file.revisit();
  }

  private Callable<Void> changing() {
    return () -> {
      Random random = new Random(1);
      while (!end.passed()) {
        change(random);
      }
      return null;
    };
  }

  private void change(Random random) throws IOException {
    int number = random.nextInt(FOLDERS);
    Path above = rig.path("" + number % 2);
    Path folder = above.resolve("" + number);
    boolean comesAndGoes = random.nextBoolean();
    Path file = folder.resolve((comesAndGoes ? "y" : "x") + random.nextInt(FILES) + ".bin");
    if (random.nextInt(MOVES) == 0) {
      boolean far = random.nextBoolean();
      Path moves = far ? above : folder;
      Path away = outside.resolve("away");
      Files.move(moves, away);
      settle(far ? root : above);
      Files.move(away, moves);
      settle(far ? root : above);
    } else if (comesAndGoes && random.nextBoolean()) {
      Files.deleteIfExists(file);
      settle(folder);
    } else {
      Path other = Files.writeString(folder.resolve("new"), "");
      Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
      settle(folder);
    }
  }

  /** As if the last change in it were long ago, and at another moment than those before. */
  private void settle(Path folder) throws IOException {
    Files.setLastModifiedTime(folder, FileTime.from(Instant.ofEpochSecond(date.incrementAndGet())));
  }
}

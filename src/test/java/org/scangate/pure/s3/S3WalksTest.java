package org.scangate.pure.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scangate.pure.Scope;
import org.scangate.pure.Status;
import org.scangate.pure.StoredFile;
import org.scangate.pure.VerdictDocument;
import org.scangate.pure.VerdictFreshness;
import org.scangate.pure.Visitor;
import org.scangate.scan.ScanId;
import org.scangate.testing.Await;
import org.scangate.testing.s3.LocalS3;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Walks through one store side by side, each on a thread of its own. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class S3WalksTest {

  private static final String BUCKET = "pure";
  private static final int OBJECTS = 60;

  private final LocalS3 server = LocalS3.inMemory();
  private final S3Store store =
      new S3Store(() -> S3Site.settings(server, server.endpoint(), BUCKET), Clock.systemUTC());

  /** Held around walks of changes, and around each {@code ended}: so the sweep promises. */
  private final Object changes = new Object();

  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean allGoesOn;
  private volatile boolean over;
  private boolean leftBeside;

  @BeforeEach
  void aBucket() {
    server.createBucket(BUCKET, true); // without versions each would have to settle first
  }

  @AfterEach
  void close() {
    store.close();
    server.close();
  }

  /** Writes each verdict, but for what chance wills otherwise. */
  private static final class Publisher implements Visitor {
    private final boolean whole;
    private boolean complete = true;

    /**
     * @param whole nothing is left to chance
     */
    Publisher(boolean whole) {
      this.whole = whole;
    }

    private boolean chance(int of) {
      return !whole && ThreadLocalRandom.current().nextInt(of) == 0;
    }

    @Override
    public void visit(StoredFile file) throws InterruptedException {
      goesOn();
      if (file.freshness() == VerdictFreshness.CURRENT) {
        return;
      }
      if (chance(100)) {
        complete = false; // as no scanner is ready
      } else if (chance(4) || !written(file)) {
        file.revisit();
      }
    }

    private static boolean written(StoredFile file) {
      try {
        return file.publish(
            new VerdictDocument(
                "test", Optional.of(Instant.now()), Optional.of(ScanId.next()), Status.OK));
      } catch (IOException e) {
        return false;
      }
    }

    @Override
    public void goesOn() throws InterruptedException {
      if (chance(50)) {
        throw new InterruptedException("as chance wills");
      }
    }

    @Override
    public boolean enough() {
      return chance(2);
    }

    @Override
    public void failed(String what, String why) {
      throw new IllegalStateException(what + ": " + why);
    }

    @Override
    public boolean orphan(String what, Instant since) {
      return false;
    }

    @Override
    public boolean mayWrite() {
      return true;
    }
  }

  /** Whether nothing was left. */
  private boolean walked(Scope scope, boolean whole) {
    Publisher publisher = new Publisher(whole);
    try {
      store.walk(scope, publisher);
      return publisher.complete;
    } catch (InterruptedException e) {
      return scope == Scope.CHANGES && publisher.complete; // the next one goes on there
    }
  }

  private void changes(boolean whole) {
    synchronized (changes) {
      boolean complete = walked(Scope.CHANGES, whole);
      if (allGoesOn) {
        leftBeside |= !complete;
      } else {
        store.ended(Scope.CHANGES, complete);
      }
    }
  }

  private void all() {
    allGoesOn = true;
    boolean complete = walked(Scope.ALL, false);
    synchronized (changes) {
      store.ended(Scope.ALL, complete && !leftBeside);
      leftBeside = false;
      allGoesOn = false;
    }
  }

  private void check() {
    walked(Scope.BLOCKED, false);
    boolean complete = walked(Scope.VERDICTS, false);
    synchronized (changes) {
      store.ended(Scope.VERDICTS, complete);
    }
  }

  private Thread again(Runnable walk) {
    return started(
        () -> {
          while (!over) {
            walk.run();
          }
        });
  }

  private Thread started(Runnable work) {
    Thread thread = new Thread(work, "walk");
    thread.setUncaughtExceptionHandler((one, e) -> failure.compareAndSet(null, e));
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void put(String key) {
    server
        .client()
        .putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromString("content"));
  }

  private List<String> withoutVerdict() {
    return server.client().listObjectsV2(request -> request.bucket(BUCKET)).contents().stream()
        .map(S3Object::key)
        .filter(this::hasNone)
        .toList();
  }

  private boolean hasNone(String key) {
    return server
        .client()
        .getObjectTagging(request -> request.bucket(BUCKET).key(key))
        .tagSet()
        .stream()
        .noneMatch(tag -> tag.key().equals("ANTIVIRUS_STATUS"));
  }

  @Test
  void noObjectIsLostWhateverWalksGoOnAndHoweverTheyEnd() throws InterruptedException {
    List<Thread> walks = List.of(again(() -> changes(false)), again(this::all), again(this::check));
    for (int i = 0; i < OBJECTS; i++) {
      put("k" + i);
    }
    over = true;
    for (Thread walk : walks) {
      walk.join();
    }
    assertNull(failure.get(), () -> String.valueOf(failure.get()));
    changes(true);
    changes(true); // a round that was in its middle has ended
    assertEquals(List.of(), withoutVerdict());
  }

  /** The wait of a sweep for its scanner, and a check that ends meanwhile. */
  @Test
  void whatAWalkOfChangesHasTakenIsShownAgainThoughACheckEndsMeanwhile()
      throws InterruptedException {
    put("k0");
    Instant put = Instant.now();
    Await.until(
        "two seconds", Duration.ofSeconds(9), () -> put.plusSeconds(2).isBefore(Instant.now()));
    store.walk(Scope.ALL, new Each(StoredFile::revisit));
    store.ended(Scope.ALL, true);
    store.walk(Scope.CHANGES, new Each(file -> store.ended(Scope.VERDICTS, true)));
    store.ended(Scope.CHANGES, false);
    changes(true);
    assertEquals(List.of(), withoutVerdict());
  }

  @Test
  void aWalkBelowAPlaceShowsAllThatLiesThereAndMovesNothing() throws InterruptedException {
    List.of("a/1", "a/2", "ab", "b/1").forEach(this::put);
    List<String> shown = new ArrayList<>();
    Each noting = new Each(file -> shown.add(file.place()));
    assertTrue(store.walkBelow(BUCKET + "/a/", noting));
    assertEquals(List.of("s3://pure/a/1", "s3://pure/a/2"), shown);
    assertTrue(store.walkBelow(shown.get(1), noting), "as its place was shown");
    assertEquals("s3://pure/a/2", shown.get(2));
    assertTrue(store.walkBelow(BUCKET, noting));
    assertEquals(7, shown.size());
    assertTrue(store.walkBelow(BUCKET + "/nothing", noting));
    assertFalse(store.walkBelow("pur/a/", noting));
    assertFalse(store.walkBelow("/mnt/pure", noting));
    assertEquals(7, shown.size());
    changes(true);
    assertEquals(List.of(), withoutVerdict(), "all was new still");
  }

  @Test
  void whatAWalkBelowAPlaceLeavesIsVisitedByTheNextOfChanges() throws InterruptedException {
    put("a/1");
    changes(true);
    List<String> shown = new ArrayList<>();
    store.walkBelow(BUCKET + "/a", new Each(file -> {}, StoredFile::revisit));
    store.walk(Scope.CHANGES, new Each(file -> {}, file -> shown.add(file.place())));
    assertEquals(2, Collections.frequency(shown, "s3://pure/a/1"), "listed, and asked for");
  }

  /** Does the same with each that has no verdict, and with each that has one. */
  private record Each(Consumer<StoredFile> what, Consumer<StoredFile> current) implements Visitor {
    Each(Consumer<StoredFile> what) {
      this(what, file -> {});
    }

    @Override
    public void visit(StoredFile file) {
      if (file.freshness() != VerdictFreshness.CURRENT) {
        what.accept(file);
      } else {
        current.accept(file);
      }
    }

    @Override
    public void goesOn() {
      // it takes all the time it needs
    }

    @Override
    public void failed(String what, String why) {
      throw new IllegalStateException(what + ": " + why);
    }

    @Override
    public boolean orphan(String what, Instant since) {
      return false;
    }

    @Override
    public boolean mayWrite() {
      return true;
    }
  }
}

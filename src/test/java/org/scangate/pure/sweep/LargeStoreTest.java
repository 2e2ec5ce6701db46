package org.scangate.pure.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.scangate.testing.Await;
import org.scangate.testing.BreakingRelay;
import org.scangate.testing.Campaign;
import org.scangate.testing.ClamdServer;

/**
 * What the first sweep of a large store survives, in a JVM of its own with 256 MB and with a real
 * clamd. That it survives SIGKILL is shown by {@code PureCrashIT}; what runs at full length alone
 * here is in {@link SweepSurvivalTest} with a scanner that does as it is told.
 */
@Timeout(value = 3, unit = TimeUnit.HOURS)
class LargeStoreTest {

  private static final Duration INTERVAL = Duration.ofSeconds(Campaign.count(1, 5));
  private static final Duration SETTLE = Duration.ofSeconds(2);

  /** A walk for changes takes what is older as what the walk of everything will meet. */
  private static final Duration OLD = Duration.ofSeconds(Campaign.count(0, 65));

  /** From the file to its verdict. The short test shares its machine with others. */
  private static final Duration IN_TIME = INTERVAL.plus(SETTLE).plusSeconds(Campaign.count(10, 2));

  private static final Duration NEW_FILE_EVERY = Duration.ofMillis(Campaign.count(300, 1_000));
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(Campaign.count(2, 150));

  /** Of all settings: how often they change, and for how long. */
  private static final Duration CHANGE_EVERY = Duration.ofMillis(Campaign.count(300, 2_000));

  private static final List<String> CHANGES =
      List.of("parallel 1", "settle PT1S", "parallel 7", "rescan-after P1D", "settle PT0S");

  private static ClamdServer clamd;

  private SweptFolder store;
  private SweepProcess sweep;
  private long begun;

  /** A file that has no verdict yet, and when it came, by {@link System#nanoTime()}. */
  private record NewFile(int number, long since) {}

  private final Deque<NewFile> waiting = new ArrayDeque<>();
  private long slowest;

  @BeforeAll
  static void start() {
    clamd =
        ClamdServer.builder()
            .option("DisableCache", "yes")
            .option("MaxThreads", "12")
            .option("MaxQueue", "100")
            .option("StreamMaxLength", "64M")
            .option("MaxFileSize", "64M")
            .option("MaxScanSize", "256M")
            .start();
  }

  @AfterAll
  static void stop() {
    clamd.close();
  }

  @BeforeEach
  void make() throws IOException {
    store = new SweptFolder();
  }

  @AfterEach
  void close() throws IOException {
    if (sweep != null) {
      sweep.close();
    }
    store.close();
  }

  private void begin(int parallel, String address, String... settings) throws IOException {
    sweep =
        new SweepProcess(
            SweepProgram.class,
            store.root().toString(),
            address,
            "false",
            Integer.toString(parallel),
            INTERVAL.toString(),
            SETTLE.toString());
    for (String setting : settings) {
      sweep.have("SET " + setting);
    }
    begun = System.nanoTime();
    sweep.tell("BEAT");
  }

  private SweepProgram.Shown shown() throws IOException {
    return SweepProgram.Shown.parse(sweep.ask("SHOW", "shown "));
  }

  private void awaitScanned(int count) {
    await(count + " are scanned", () -> shown().scanned() >= count);
  }

  private static void await(String what, Await.Condition condition) {
    long[] next = {System.nanoTime()};
    Await.until(
        what,
        PATIENCE,
        () -> {
          if (System.nanoTime() - next[0] < 0) {
            return false;
          }
          boolean holds = condition.holds();
          next[0] = System.nanoTime() + LOOK_EVERY.toNanos();
          return holds;
        });
  }

  private static Await.Condition passed(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    return () -> System.nanoTime() - until > 0;
  }

  private void addOne() throws IOException {
    long now = System.nanoTime();
    waiting.add(new NewFile(store.add(" new"), now));
  }

  /** Whether those that came have their verdicts. */
  private boolean noneWaits() throws IOException {
    for (NewFile file = waiting.peek(); file != null; file = waiting.peek()) {
      if (!store.isRight(file.number)) {
        Duration since = Duration.ofNanos(System.nanoTime() - file.since);
        assertTrue(since.compareTo(PATIENCE) < 0, file.number + " has none for " + since);
        return false;
      }
      slowest = Math.max(slowest, System.nanoTime() - file.since);
      waiting.remove();
    }
    return true;
  }

  private void assertInTime() {
    assertTrue(slowest <= IN_TIME.toNanos(), seconds(slowest) + " s to a new file's verdict");
  }

  private void assertNoneTwice() throws IOException {
    assertEquals(store.files(), shown().scanned());
  }

  private void tell(String what) throws IOException {
    System.out.printf(
        "%s: %s files in %s s; slowest new file %s s; %s MB resident at most, heap -Xmx256m%n",
        what,
        store.files(),
        seconds(System.nanoTime() - begun),
        seconds(slowest),
        sweep.peakMemory() / 1024);
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f", nanos / 1e9);
  }

  @Test
  void newFilesDoNotWaitForAFirstSweep() throws Exception {
    store.fill(Campaign.count(1_500, Integer.getInteger("campaign.files", 1_000_000)));
    int old = store.files();
    Await.until("they are old", PATIENCE, passed(OLD));
    begin(Campaign.count(1, 8), clamd.unixAddress());
    awaitScanned(1);
    long[] next = {System.nanoTime()};
    Await.until(
        "the end of the first sweep",
        PATIENCE,
        () -> {
          noneWaits();
          if (System.nanoTime() - next[0] < 0) {
            return false;
          }
          next[0] = System.nanoTime() + NEW_FILE_EVERY.toNanos();
          addOne();
          return shown().fullWalk().isPresent();
        });
    await("the last new file's verdict", this::noneWaits);
    tell("a new file each " + NEW_FILE_EVERY);
    assertTrue(store.files() - old >= 3, "some came while it went on");
    if (!OLD.isZero()) { // else all are new, and each has to wait for those before it
      assertInTime();
    }
    store.assertAllRight();
    assertNoneTwice();
  }

  @Test
  @EnabledIfSystemProperty(named = "scangate.long", matches = "true")
  void whereEveryFileBreaksItsScanTheSweepDoesNotStall() throws Exception {
    int bad = Integer.getInteger("campaign.suspects", 20_000);
    for (int i = 0; i < bad; i++) {
      store.add(" " + BreakingRelay.MARKER);
    }
    try (BreakingRelay relay = new BreakingRelay(clamd.port())) {
      begin(4, relay.address(), "full-walk PT5S");
      await("they break off", () -> relay.broken() >= bad);
      addOne();
      List<String> refused = new ArrayList<>();
      await("an upload's verdict", () -> isUploaded(refused));
      await("a good file's verdict", this::noneWaits);
      tell("each breaks its scan, " + relay.broken() + " have; uploads refused " + refused);
      int[] next = {0};
      await(
          "all are given up",
          () -> {
            while (next[0] < bad && store.isUnscanned(next[0])) {
              next[0]++;
            }
            return next[0] == bad;
          });
      tell("each breaks its scan, all " + relay.broken());
      store.assertNothingElse();
    }
  }

  /** Who waits through a pause of the circuit breaker in vain is refused, and comes again. */
  private boolean isUploaded(List<String> refused) throws IOException {
    String answer = sweep.ask("UPLOAD clean", "uploaded ");
    if (answer.contains("Clean")) {
      return true;
    }
    assertTrue(answer.contains("reason=UNREACHABLE"), answer);
    refused.add(answer);
    return false;
  }

  @Test
  void pausedInTheMiddleItLosesNothingAndScansNothingTwice() throws Exception {
    store.fill(Campaign.count(2_000, Integer.getInteger("campaign.files", 100_000)));
    int old = store.files();
    begin(Campaign.count(1, 2), clamd.unixAddress());
    awaitScanned(old / 5);
    sweep.have("PAUSE");
    await("nothing is at work", () -> shown().inHand() == 0);
    long scanned = shown().scanned();
    assertTrue(scanned < old, "it was in the middle");
    Duration pause =
        Duration.ofSeconds(Campaign.count(1, Integer.getInteger("campaign.pause", 3_600)));
    Await.until("a long pause", PATIENCE, passed(pause));
    store.fill(10);
    assertEquals(scanned, shown().scanned());
    sweep.have("RESUME");
    addOne();
    await("what came last", this::noneWaits);
    await("the rest", () -> shown().scanned() >= store.files());
    await("its end", () -> shown().inHand() == 0);
    tell("paused for " + pause);
    if (!OLD.isZero()) {
      assertInTime();
    }
    store.assertAllRight();
    assertNoneTwice();
  }

  /** Nothing is deleted, though the folder that is there meanwhile is an empty one. */
  @Test
  void aRootThatVanishesInTheMiddleKeepsItsVerdictsAndGetsTheOthers() throws Exception {
    store.fill(Campaign.count(2_000, Integer.getInteger("campaign.files", 100_000)));
    begin(Campaign.count(1, 2), clamd.unixAddress(), "full-walk PT1S", "delete-orphans true");
    awaitScanned(store.files() / 5);
    store.vanish();
    await("it is told", () -> shown().problem().contains("cannot be read"));
    await("nothing is at work", () -> shown().inHand() == 0);
    Map<Integer, String> before = store.verdictsAway();
    assertTrue(before.size() < store.files(), "it was in the middle");
    store.showEmpty();
    Instant empty = Instant.now();
    await(
        "a walk of the empty folder",
        () -> shown().fullWalk().filter(last -> last.isAfter(empty.plusSeconds(1))).isPresent());
    assertEquals(before, store.verdictsAway());
    store.comeBack();
    addOne();
    await("what came last", this::noneWaits);
    await("the rest", () -> shown().scanned() >= store.files());
    await("its end", () -> shown().inHand() == 0);
    tell("a root vanished with " + before.size() + " verdicts");
    store.assertAllRight();
    for (Map.Entry<Integer, String> one : before.entrySet()) {
      assertEquals(one.getValue(), store.verdict(one.getKey()).orElseThrow());
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "scangate.long", matches = "true")
  void settingsThatChangeAllTheTimeDoNotKeepItFromItsEnd() throws Exception {
    store.fill(Campaign.count(1_000, Integer.getInteger("campaign.files", 100_000)));
    begin(2, clamd.unixAddress());
    awaitScanned(1);
    int changes = 0;
    long next = System.nanoTime();
    while (shown().scanned() < store.files() || changes < 2 * CHANGES.size()) {
      if (System.nanoTime() - next > 0) {
        sweep.have("SET " + CHANGES.get(changes++ % CHANGES.size()));
        next = System.nanoTime() + CHANGE_EVERY.toNanos();
      }
      Await.until("a moment", PATIENCE, passed(LOOK_EVERY));
      assertTrue(System.nanoTime() - begun < PATIENCE.toNanos(), "it comes to no end");
    }
    await("its end", () -> shown().inHand() == 0);
    tell(changes + " changes of settings");
    store.assertAllRight();
    assertNoneTwice();
  }
}

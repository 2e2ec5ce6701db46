package org.scangate.pure.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.pure.Scope;
import org.scangate.pure.Status;
import org.scangate.pure.VerdictFreshness;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.testing.Await;
import org.scangate.testing.ScriptedScanner;

/** The sweep on its own thread, pass after pass. */
@Timeout(30)
class SweepTest {

  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration OLD = Duration.ofDays(40);
  private static final Verdict CLEAN = new Clean();

  private final SweepSite site = new SweepSite();
  private final MemoryStore store = site.store;
  private final ScriptedScanner scanner = site.scanner;
  private final Semaphore gate = new Semaphore(0);

  @AfterEach
  void nothingIsLeftBehind() {
    gate.release(1_000_000);
    site.close();
    site.await("no thread is left", () -> threads() == 0);
    assertEquals(0, store.held());
    assertEquals(0, store.overlaps.get());
    assertTrue(store.closed);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("scangate-sweep-memory"))
        .count();
  }

  @Test
  void oneBeatIsEnoughAndNewFilesAreScannedSoon() {
    site.settings.interval(SHORT);
    store.add("a");
    site.begin();
    awaitStatus("a", Status.OK);
    store.add("b");
    awaitStatus("b", Status.OK);
    MemoryFile file = store.files.get("a");
    scanner.says(new Verdict.Infected("Eicar-Test"));
    file.change();
    file.aged(HOUR);
    awaitStatus("a", Status.FOUND);
    assertTrue(store.events.contains("PENDING a"));
  }

  @Test
  void passesComeAtTheirIntervalHoweverRareTheBeats() {
    site.settings.interval(Duration.ofMillis(500));
    site.begin();
    site.await("four quick passes", () -> store.walks(Scope.CHANGES) == 4);
    List<MemoryStore.Walk> walks =
        store.walks.stream().filter(walk -> walk.scope() == Scope.CHANGES).toList();
    for (int i = 1; i < 4; i++) {
      long millis = (walks.get(i).at() - walks.get(i - 1).at()) / 1_000_000;
      assertTrue(millis >= 499 && millis < 1500, "one came after " + millis + " ms");
    }
  }

  @Test
  void withALongIntervalNoThreadWaitsForTheNextPass() {
    store.add("a");
    site.begin();
    awaitStatus("a", Status.OK);
    site.await("the thread has ended", () -> threads() == 0);
    site.begin();
    assertEquals(0, threads());
  }

  @Test
  void nothingHappensWithoutAStore() {
    store.configured = false;
    site.sweep.beat();
    assertEquals(0, threads());
    site.begin();
    site.await("it is walked", () -> store.walks(Scope.ALL) > 0);
  }

  @Test
  void whenTheScannerIsBackAFullWalkResumesByItself() {
    site.settings.interval(SHORT);
    scanner.notReady();
    store.addMany("a", 1000);
    site.begin();
    site.await("some passes went by", () -> store.walks.size() > 4);
    assertEquals(1, store.walks(Scope.ALL), "without a scanner there is no use in another");
    assertEquals(List.of(), scanner.given);
    assertEquals(List.of(), store.events);
    scanner.ready(ScriptedScanner.VERSION);
    awaitAll(Status.OK);
  }

  @Test
  void aFileThatCameWhileThereWasNoScannerIsNotForgotten() {
    site.settings.interval(SHORT);
    site.begin();
    site.await("a quick pass", () -> store.walks(Scope.CHANGES) > 0);
    scanner.notReady();
    store.add("a");
    site.await("it was visited", () -> !store.isChanged("a"));
    scanner.ready(ScriptedScanner.VERSION);
    awaitStatus("a", Status.OK);
  }

  @Test
  void whenTheScannerDiesInTheMiddleTheRestIsScannedWhenItIsBack() {
    site.settings.interval(SHORT);
    store.addMany("a", 500);
    scanner.onScan =
        sample -> {
          if (scanner.given.size() == 100) {
            scanner.reached = false;
            scanner.notReady();
          }
        };
    scanner.says(sample -> scanner.reached ? CLEAN : ScriptedScanner.unscanned(Reason.UNREACHABLE));
    site.begin();
    site.await("a quick pass later", () -> store.walks(Scope.CHANGES) > 1);
    assertTrue(store.with(Status.OK) < 100);
    scanner.reached = true;
    scanner.ready(ScriptedScanner.VERSION);
    awaitAll(Status.OK);
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"TIMED_OUT", "UNREACHABLE"})
  void whatBreaksItsScanThriceIsUnscannedAndHoldsUpNobody(Reason reason) {
    site.settings.interval(Duration.ofMillis(100));
    store.addMany("a", 100);
    store.add("bomb");
    List<Long> tries = new ArrayList<>();
    scanner.onScan =
        sample -> {
          if (sample.name().equals("bomb")) {
            tries.add(System.nanoTime() / 1_000_000);
          }
        };
    scanner.says(
        sample -> sample.name().equals("bomb") ? ScriptedScanner.unscanned(reason) : CLEAN);
    site.begin();
    site.await("the others are scanned", () -> store.with(Status.OK) == 100);
    store.add("new");
    awaitStatus("new", Status.OK);
    awaitStatus("bomb", Status.UNSCANNED);
    assertEquals(3, tries.size());
    assertTrue(tries.get(1) - tries.get(0) >= 100, "pauses: " + tries);
    assertTrue(tries.get(2) - tries.get(1) >= 400, "pauses: " + tries);
    assertEquals(1, site.log.count("\"bomb\" could not be scanned 3 times"));
    assertEquals(102, scanner.given.size() - 2, "each of the others once");
    assertFalse(site.sweep.swept().tries().knows("bomb"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"BUSY", "SPOOL_FULL", "UNREACHABLE", "TIMED_OUT"})
  void aScannerWithoutRoomIsNobodysFault(Reason reason) {
    site.settings.interval(Duration.ofMillis(10));
    store.add("a");
    scanner.reached = false;
    scanner.says(ScriptedScanner.unscanned(reason));
    site.begin();
    site.await("it was tried often", () -> scanner.timesGiven("a") > 6);
    assertEquals(List.of(), store.files.get("a").document().stream().toList());
    scanner.says(CLEAN);
    awaitStatus("a", Status.OK);
  }

  @Test
  void whatChangedWhileItWasScannedIsScannedAgain() {
    site.settings.interval(SHORT);
    MemoryFile file = store.add("a");
    file.writing = MemoryFile.Writing.FINDS_IT_CHANGED;
    site.begin();
    site.await("it was tried twice", () -> scanner.timesGiven("a") >= 2);
    file.writing = MemoryFile.Writing.WORKS;
    awaitStatus("a", Status.OK);
  }

  @Test
  void aNewFileNeverWaitsForOldOnes() {
    withoutChecks().interval(SHORT);
    manyOldOnesAtTheGate();
    store.add("0-new").aged(Duration.ofSeconds(20));
    site.await("it is held for the crew", () -> store.files.get("0-new").held.get() == 1);
    long walks = store.walks(Scope.CHANGES);
    site.await("that pass is over, so it waits", () -> store.walks(Scope.CHANGES) > walks);
    long before = scanner.given.size();
    gate.release(1);
    awaitStatus("0-new", Status.OK);
    assertTrue(scanner.given.size() - before <= 2, scanner.given.toString());
    assertEquals(1, store.walks(Scope.ALL), "within one full walk");
  }

  /** The full walk will come to it, or waits for it already. */
  @Test
  void whatTheLongPassWillMeetIsLeftToIt() {
    withoutChecks().interval(SHORT);
    manyOldOnesAtTheGate();
    site.await("quick passes within", () -> store.walks(Scope.CHANGES) > 2);
    store.changed("old-400");
    site.await("it was visited", () -> !store.isChanged("old-400"));
    long walks = store.walks(Scope.CHANGES);
    site.await("that pass is over", () -> store.walks(Scope.CHANGES) > walks);
    assertEquals(0, store.files.get("old-400").holds.get());
    gate.release(1000);
    awaitAll(Status.OK);
    assertEquals(500, scanner.given.size(), "none was scanned twice");
    assertEquals(1, store.walks(Scope.ALL));
  }

  @Test
  void whatChangedIsNotLeftToTheLongPass() {
    withoutChecks().interval(SHORT);
    store.add("0").verdict(VerdictFreshness.CURRENT, site.ours(Status.OK, HOUR));
    manyOldOnesAtTheGate();
    store.files.get("0").change();
    site.await("nobody believes the OK", () -> store.statusOf("0") == Status.PENDING);
    store.files.get("0").aged(HOUR);
    gate.release(1000);
    awaitAll(Status.OK);
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"BUSY", "TIMED_OUT"})
  void whatFailedInALongPassIsTriedAgain(Reason reason) {
    withoutChecks().interval(SHORT);
    AtomicInteger tries = new AtomicInteger();
    scanner.says(
        sample ->
            sample.name().equals("0-fails") && tries.incrementAndGet() == 1
                ? ScriptedScanner.unscanned(reason)
                : CLEAN);
    store.add("0-fails");
    manyOldOnesAtTheGate();
    site.await("it has failed", () -> tries.get() > 0);
    long walks = store.walks(Scope.CHANGES);
    site.await("quick passes went by", () -> store.walks(Scope.CHANGES) > walks + 3);
    gate.release(1000);
    awaitAll(Status.OK);
  }

  @Test
  void whatCouldNotBeWrittenInALongPassIsTriedAgainWithinIt() {
    withoutChecks().interval(SHORT);
    MemoryFile file = store.add("0");
    file.writing = MemoryFile.Writing.FAILS;
    manyOldOnesAtTheGate();
    file.writing = MemoryFile.Writing.WORKS;
    site.await("it is with the crew again", () -> file.holds.get() > 1);
    gate.release(1000);
    awaitAll(Status.OK);
    assertEquals(1, store.walks(Scope.ALL));
  }

  @Test
  void aFileThatTwoWalksMeetIsScannedOnce() {
    withoutChecks().interval(SHORT);
    manyOldOnesAtTheGate();
    MemoryFile file = store.add("z-new").aged(Duration.ofSeconds(20));
    scanner.onScan =
        sample -> {
          if (sample.name().equals("z-new")) {
            site.await("it is met again", () -> file.revisits.get() > 0 || file.holds.get() > 1);
          }
        };
    site.await("a walk within has met it", () -> file.held.get() == 1);
    gate.release(1000);
    awaitAll(Status.OK);
    assertEquals(1, scanner.timesGiven("z-new"));
  }

  /** The folder of one walk was listed before the other was done with the file. */
  @Test
  void whatAnotherWalkHadScannedSinceItWasListedIsNotScannedAgain() {
    withoutChecks().interval(SHORT);
    manyOldOnesAtTheGate();
    MemoryFile file = store.add("z-new").aged(Duration.ofSeconds(20));
    site.await("a walk within has met it", () -> file.held.get() == 1);
    AtomicBoolean listed = new AtomicBoolean();
    store.onListed =
        place -> {
          if (place.equals("z-new") && !listed.getAndSet(true)) {
            gate.release(1000);
            site.await("it is done with", () -> file.held.get() == 0);
          }
        };
    store.changed("z-new");
    awaitAll(Status.OK);
    site.await("it was listed again", listed::get);
    site.await("it is as it should be", () -> !store.isChanged("z-new"));
    assertEquals(1, scanner.timesGiven("z-new"));
  }

  @Test
  void howLongALongPassWillTakeIsTold() {
    withoutChecks().interval(SHORT);
    manyOldOnesAtTheGate();
    assertEquals("full walk", site.sweep.bean().getState());
    gate.release(10);
    site.await("some are done", () -> site.sweep.bean().getScanned() > 8);
    site.await("it is told", () -> site.sweep.bean().getSecondsLeft() > -1);
    assertTrue(site.sweep.bean().getFilesPerSecond() > 0);
    assertTrue(site.sweep.bean().getBytesPerSecond() > 0);
  }

  /** Its files wait; the next look is not held up by them. */
  @Test
  void aLookForChangesBesideALongWalkEndsAfterAnInterval() {
    withoutChecks().interval(Duration.ofMillis(200));
    manyOldOnesAtTheGate();
    store.addMany("new-", 100);
    store.files.forEach((place, file) -> file.aged(Duration.ofSeconds(20)));
    site.await("there is no room for the rest", () -> store.held() == 19 + 19);
    long walks = store.walks(Scope.CHANGES);
    site.await("others came after it", () -> store.walks(Scope.CHANGES) > walks + 2);
    assertTrue(store.held() <= 19 + 19, "and have no more room: " + store.held());
    assertEquals(1, store.walks(Scope.ALL));
    gate.release(1000);
    awaitAll(Status.OK);
    assertEquals(600, scanner.given.size(), "none was scanned twice");
    assertEquals(0, site.log.count("ends early"), "the full walk went on to its end");
  }

  @Test
  void aFullWalkThatIsDueWhileOneGoesOnScansNothingAndTellsWhereToLook() {
    withoutChecks();
    store.add("0").verdict(VerdictFreshness.CURRENT, site.ours(Status.OK, HOUR));
    store.add("1").verdict(VerdictFreshness.CURRENT, site.ours(Status.FOUND, HOUR));
    manyOldOnesAtTheGate();
    store.files.get("0").verdict(VerdictFreshness.CHANGED, site.ours(Status.OK, HOUR));
    store.files.get("1").verdict(VerdictFreshness.CHANGED, site.ours(Status.FOUND, HOUR));
    store.add("z").verdict(VerdictFreshness.CHANGED, site.ours(Status.OK, HOUR));
    site.sweep.bean().sweepNow();
    awaitStatus("z", Status.PENDING);
    site.await("it is visited again", () -> store.files.get("z").revisits.get() == 1);
    assertEquals(1, store.walks(Scope.ALL));
    assertEquals(1, store.walks(Scope.LOOK));
    assertEquals(Status.PENDING, store.statusOf("0"));
    for (String place : List.of("0", "1", "z")) {
      assertTrue(store.isChanged(place), place);
      assertEquals(0, store.files.get(place).holds.get(), place);
    }
  }

  @Test
  void aPassBeginsAnewWhenTheSettingsChange() {
    withoutChecks();
    manyOldOnesAtTheGate();
    site.settings.parallel(3);
    site.begin();
    assertBeginsAnew();
    site.await("three are at work", () -> scanner.inFlight.get() == 3);
    gate.release(1000);
    awaitAll(Status.OK);
  }

  @Test
  void aPassBeginsAnewWhenTheStoreIsAnother() {
    withoutChecks();
    manyOldOnesAtTheGate();
    site.begin();
    store.configuration = "another";
    assertBeginsAnew();
    gate.release(1000);
    awaitAll(Status.OK);
    assertEquals(1, site.log.count("ends early"));
  }

  private void assertBeginsAnew() {
    site.await("what waited was dropped", () -> store.held() == 2);
    gate.release(2);
    site.await("a full walk", () -> store.walks(Scope.ALL) == 2);
    assertEquals(1, site.log.count("full walk ends early: the settings have changed"));
  }

  @Test
  void everythingIsVisitedAfterTheSettingsChanged() {
    withoutChecks();
    store.add("a");
    site.begin();
    awaitStatus("a", Status.OK);
    site.await("it is idle", () -> threads() == 0);
    store.add("b");
    site.begin();
    assertEquals(0, threads(), "nothing has changed");
    site.settings.settle(Duration.ofSeconds(5));
    site.begin();
    awaitStatus("b", Status.OK);
    assertEquals(2, store.walks(Scope.ALL));
  }

  /** 500 files of which the crew has as many as it takes; two are at the gate. */
  private void manyOldOnesAtTheGate() {
    IntStream.range(100, 600).forEach(i -> store.add("old-" + i));
    scanner.onScan =
        sample -> {
          if (sample.name().startsWith("old-") || sample.name().startsWith("new-")) {
            gate.acquireUninterruptibly();
          }
        };
    site.begin();
    site.await("the crew is full", () -> store.held() == 19 && scanner.inFlight.get() == 2);
  }

  /** What it has handed over stays where it is: the workers have no pause. */
  @Test
  void aLookForChangesWithTooMuchWorkIsFollowedByAFullWalk() {
    withoutChecks().interval(Duration.ofMillis(400));
    site.begin();
    site.await("a quick pass", () -> store.walks(Scope.CHANGES) > 0);
    scanner.onScan = sample -> gate.acquireUninterruptibly();
    store.addMany("a", 500);
    site.await("work was found", () -> site.log.count("the quick pass has found work") > 0);
    site.await("a full walk", () -> store.walks(Scope.ALL) == 2);
    site.await("both have their room", () -> store.held() == 18 + 19);
    gate.release(1000);
    awaitAll(Status.OK);
    assertEquals(1, site.log.count("quick pass ends: there is much to do"));
    assertEquals(500, scanner.given.size(), "none was scanned twice");
  }

  /** The walk that has handed them over is long through. */
  @Test
  void whatWaitsSinceAnEarlierWalkIsNotScannedWhilePaused() {
    withoutChecks().interval(Duration.ofMillis(200));
    site.begin();
    site.await("a quick pass", () -> store.walks(Scope.CHANGES) > 0);
    scanner.onScan = sample -> gate.acquireUninterruptibly();
    store.addMany("a", 500);
    site.await("both have their room", () -> store.held() == 18 + 19);
    site.await("that walk is through", () -> site.log.count("quick pass ends") == 1);
    site.sweep.bean().pause();
    site.await("the full walk has dropped its own", () -> store.held() <= 18);
    gate.release(1000);
    site.await("nothing waits", () -> store.held() == 0);
    assertEquals(2, store.with(Status.OK), "what was at work was not in vain");
    site.sweep.bean().resume();
    awaitAll(Status.OK);
  }

  @Test
  void aCheckEndsWithItsWindowAndGoesOnAtTheNextOpening() {
    withoutChecks().interval(SHORT).parallel(1);
    IntStream.range(100, 200)
        .forEach(
            i -> store.add("a" + i).verdict(VerdictFreshness.CURRENT, site.ours(Status.OK, OLD)));
    scanner.onScan = sample -> gate.acquireUninterruptibly();
    site.begin();
    site.await("quick passes", () -> store.walks(Scope.CHANGES) > 2);
    assertEquals(List.of(), scanner.given);
    site.clock.forwardTo(LocalTime.of(22, 0));
    gate.release(3);
    site.await("the check has begun", () -> scanner.given.size() == 4);
    assertEquals("check of verdicts", site.sweep.bean().getState());
    site.clock.forwardTo(LocalTime.of(6, 0));
    site.await("the rest was dropped", () -> store.held() == 1);
    gate.release(1000);
    site.await("it is over", () -> site.log.count("ends early: scangate.pure.rescan-window") == 1);
    long walks = store.walks(Scope.CHANGES);
    site.await("quick passes", () -> store.walks(Scope.CHANGES) > walks + 2);
    assertEquals(4, scanner.given.size());
    site.clock.forwardTo(LocalTime.of(22, 0));
    site.await("the others were scanned", () -> scanner.given.size() == 100);
    assertEquals(100, scanner.given.stream().distinct().count(), "none was scanned twice");
  }

  @Test
  void aNewFileThatWaitsWhenACheckEndsIsNotForgotten() {
    site.settings.interval(SHORT).window("22:00-06:00").parallel(1);
    site.clock.forwardTo(LocalTime.of(22, 0));
    IntStream.range(100, 200)
        .forEach(
            i -> store.add("a" + i).verdict(VerdictFreshness.CURRENT, site.ours(Status.OK, OLD)));
    scanner.onScan = sample -> gate.acquireUninterruptibly();
    site.begin();
    site.await("the check has begun", () -> scanner.given.size() == 1);
    store.add("new").aged(Duration.ofSeconds(20));
    site.await("it is with the crew", () -> store.files.get("new").held.get() == 1);
    site.clock.forwardTo(LocalTime.of(6, 0));
    site.await("what waited for the check was dropped", () -> store.held() == 2);
    gate.release(1000);
    awaitStatus("new", Status.OK);
  }

  /** A walk of verdicts and one of everything go on side by side. */
  @Test
  void aFullWalkDoesNotWaitForACheck() {
    site.settings.interval(SHORT).parallel(1);
    IntStream.range(100, 200)
        .forEach(
            i -> store.add("a" + i).verdict(VerdictFreshness.CURRENT, site.ours(Status.OK, OLD)));
    scanner.onScan =
        sample -> {
          if (sample.name().startsWith("a")) {
            gate.acquireUninterruptibly();
          }
        };
    site.begin();
    site.await("the check has begun", () -> scanner.given.size() == 1);
    MemoryFile file = store.files.get("a150");
    file.verdict(VerdictFreshness.CHANGED, site.ours(Status.OK, HOUR));
    long full = store.walks(Scope.ALL);
    site.sweep.bean().sweepNow();
    site.await("a full walk", () -> store.walks(Scope.ALL) > full);
    awaitStatus("a150", Status.PENDING);
    assertEquals(1, store.walks(Scope.VERDICTS));
    gate.release(1000);
    awaitStatus("a150", Status.OK);
  }

  @Test
  void whatIsToBeScannedAgainIsScannedWhateverItHas() {
    withoutChecks().interval(SHORT);
    for (String place : List.of("b/1", "b/2", "c/1")) {
      store.add(place).verdict(VerdictFreshness.CURRENT, site.ours(Status.OK, HOUR));
    }
    site.begin();
    site.await("it has walked", () -> store.walks(Scope.CHANGES) > 0);
    assertEquals(List.of(), scanner.given);
    scanner.says(new Verdict.Infected("Eicar-Test"));
    site.sweep.bean().rescan("anna\n", "b/", "first");
    site.await("the end", () -> site.sweep.bean().getRescans().contains("has ended"));
    assertEquals(List.of("b/1", "b/2"), scanner.given.stream().sorted().toList());
    assertEquals(2, store.with(Status.FOUND));
    String told = site.sweep.bean().getRescans();
    assertTrue(told.startsWith("rescan of b/ by anna\\u000a has ended; files: 2 seen"), told);
    site.sweep.bean().rescan("anna", "nowhere", "last");
    site.await("it is told", () -> site.log.count("nowhere: is no place in this store") == 1);
  }

  @Test
  void aRescanWaitsForAScannerAndBeginsAnewAfterAPause() {
    withoutChecks().interval(SHORT);
    store.add("a").verdict(VerdictFreshness.CURRENT, site.ours(Status.OK, HOUR));
    site.begin();
    site.await("it has walked", () -> store.walks(Scope.CHANGES) > 0);
    scanner.notReady();
    site.sweep.bean().rescan("anna", "a", "");
    site.await(
        "it goes on",
        () ->
            site.sweep.bean().getWalks().stream().anyMatch(one -> one.getWalk().equals("rescan")));
    site.sweep.bean().pause();
    site.await("it waits", () -> site.sweep.bean().getRescans().contains("waits to begin anew"));
    scanner.ready(ScriptedScanner.VERSION);
    assertEquals(List.of(), scanner.given);
    site.sweep.bean().resume();
    site.await("the end", () -> site.sweep.bean().getRescans().contains("has ended"));
    assertEquals(List.of("a"), scanner.given);
  }

  @Test
  void aWrongPriorityIsSaid() {
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class, () -> site.sweep.bean().rescan("anna", "", "soon"));
    assertTrue(thrown.getMessage().contains("first, normal or last"), thrown.getMessage());
  }

  @Test
  void howFarEachWalkIsAndWhatWaitsIsShown() {
    withoutChecks().interval(SHORT);
    manyOldOnesAtTheGate();
    WalkProgress full =
        site.sweep.bean().getWalks().stream()
            .filter(one -> one.getWalk().equals("full walk"))
            .findFirst()
            .orElseThrow();
    assertEquals(2, full.getInHand());
    assertEquals(16, full.getQueued());
    assertEquals(16, site.sweep.bean().getWaiting().get("all"));
    site.await("the oldest has waited", () -> site.sweep.bean().getOldestWaitingSeconds() > 0.1);
    gate.release(10);
    site.await("its time is told", () -> full.getSecondsLeft() > -1);
    assertTrue(full.getBasis().startsWith("a count of what is due"), full.getBasis());
    site.await("its rate", () -> full.getFilesPerSecond() > 0);
    gate.release(1000);
    awaitAll(Status.OK);
    site.await("nothing waits", () -> site.sweep.bean().getOldestWaitingSeconds() == 0);
  }

  /** It does not wait for the end of the walk of everything, which may be days away. */
  @Test
  void whatWasNewWhileThereWasNoScannerIsScannedBesideALongWalk() {
    withoutChecks().interval(SHORT);
    manyOldOnesAtTheGate();
    scanner.notReady();
    store.add("0-new").aged(Duration.ofSeconds(20));
    site.await("it was met", () -> store.files.get("0-new").revisits.get() > 1);
    scanner.ready(ScriptedScanner.VERSION);
    site.await("it waits for its turn", () -> store.files.get("0-new").held.get() == 1);
    gate.release(2);
    awaitStatus("0-new", Status.OK);
    assertEquals(List.of(), List.copyOf(store.ends), "the walk of everything still goes on");
    gate.release(1000);
    awaitAll(Status.OK);
    site.await("a walk for changes alone", () -> store.ends.contains("CHANGES true"));
    assertEquals("ALL true", store.ends.peek());
  }

  @Test
  void aLookForChangesThatFailsMakesTheWalkOfEverythingIncomplete() {
    withoutChecks().interval(SHORT);
    AtomicInteger failures = new AtomicInteger();
    store.onWalk =
        scope -> {
          if (scope == Scope.CHANGES && failures.incrementAndGet() == 1) {
            throw new IllegalStateException("as the test wants it");
          }
        };
    manyOldOnesAtTheGate();
    site.await("others came after it", () -> failures.get() > 2);
    gate.release(1000);
    awaitAll(Status.OK);
    site.await("the full walk has ended", () -> store.ends.contains("ALL false"));
    site.await("another has", () -> store.ends.contains("ALL true"));
  }

  @Test
  void pausedItEndsItsPassAndResumedItVisitsEverything() {
    withoutChecks().interval(SHORT);
    manyOldOnesAtTheGate();
    site.sweep.bean().pause();
    site.await("what waited was dropped", () -> store.held() == 2);
    gate.release(2);
    site.await("it stands still", () -> threads() == 0);
    assertEquals("paused", site.sweep.bean().getState());
    assertEquals(2, store.with(Status.OK), "what was at work was not in vain");
    assertEquals(1, site.log.count("full walk ends early: paused"));
    site.begin();
    site.sweep.bean().sweepNow();
    assertEquals(0, threads(), "a beat and a wish change nothing");
    gate.release(1000);
    site.sweep.bean().resume();
    awaitAll(Status.OK);
    assertEquals(500, scanner.given.size());
  }

  @Test
  void sweepNowVisitsEverythingWithoutABeat() {
    withoutChecks();
    store.add("a");
    site.begin();
    awaitStatus("a", Status.OK);
    site.await("it is idle", () -> threads() == 0);
    store.add("b");
    site.sweep.bean().sweepNow();
    awaitStatus("b", Status.OK);
    assertEquals(2, store.walks(Scope.ALL));
  }

  @Test
  void sweepNowWakesWhoeverWaitsForTheInterval() {
    withoutChecks().interval(Duration.ofSeconds(9));
    store.add("a");
    site.begin();
    awaitStatus("a", Status.OK);
    site.await("it is over", () -> site.sweep.bean().getState().equals("idle"));
    store.add("b");
    long begun = System.nanoTime();
    site.sweep.bean().sweepNow();
    awaitStatus("b", Status.OK);
    assertTrue(System.nanoTime() - begun < Duration.ofSeconds(5).toNanos());
  }

  @Test
  void sweepNowBeforeTheFirstBeatDoesNoHarm() {
    store.add("a");
    site.sweep.bean().sweepNow();
    site.begin();
    awaitStatus("a", Status.OK);
  }

  @Test
  void sweepsNeverOverlapHoweverManyBeatsThereAre() throws InterruptedException {
    site.settings.interval(Duration.ofMillis(1)).fullWalk(Duration.ofMillis(3));
    store.addMany("a", 50);
    CountDownLatch done = new CountDownLatch(6);
    for (int i = 0; i < 6; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int beat = 0; beat < 2000; beat++) {
                  site.begin();
                  if (beat % 100 == 0) {
                    site.sweep.bean().sweepNow();
                  }
                  if (beat % 250 == 0) {
                    site.sweep.bean().pause();
                    site.sweep.bean().resume();
                  }
                }
                done.countDown();
              });
      thread.setDaemon(true);
      thread.start();
    }
    done.await();
    awaitAll(Status.OK);
    long walks = store.walks.size();
    site.await("it goes on", () -> store.walks.size() > walks + 10);
    assertEquals(0, store.overlaps.get());
  }

  @Test
  void noFailureOfAPassEndsTheSweep() {
    site.settings.interval(SHORT);
    AtomicInteger failures = new AtomicInteger();
    store.onWalk =
        scope -> {
          switch (failures.incrementAndGet()) {
            case 1 -> throw new IllegalStateException("as the test wants it");
            case 2 -> throw new StackOverflowError("as the test wants it");
            case 3 -> throw new AssertionError("as the test wants it");
            default -> {}
          }
        };
    store.add("a");
    site.begin();
    awaitStatus("a", Status.OK);
    assertEquals(3, site.log.lines(Level.SEVERE).size());
    assertTrue(site.log.lines(Level.SEVERE).get(0).contains("memory: the full walk failed"));
  }

  /** A fault that stays must not fill the log. */
  @Test
  void aPassThatFailsEachTimeIsTriedAtIntervals() {
    site.settings.interval(Duration.ofMillis(200));
    store.onWalk =
        scope -> {
          if (scope == Scope.ALL) {
            throw new IllegalStateException("as the test wants it");
          }
        };
    site.begin();
    site.await("two quick passes", () -> store.walks(Scope.CHANGES) > 1 || fails() > 20);
    site.await("more failures", () -> fails() > 4);
    assertFailuresAreRare();
  }

  @Test
  void aCheckThatFailsEachTimeIsTriedAtIntervals() {
    site.settings.interval(Duration.ofMillis(200));
    store
        .add("a")
        .verdict(VerdictFreshness.CURRENT, site.ours(Status.OK, HOUR))
        .unreadableFor(new IllegalStateException("as the test wants it"));
    site.begin();
    site.await("it failed some times", () -> fails() > 2);
    assertFailuresAreRare();
  }

  private long fails() {
    return site.log.lines(Level.SEVERE).size();
  }

  private void assertFailuresAreRare() {
    long failed = fails();
    long begun = System.nanoTime();
    site.await("one more", () -> fails() > failed + 2);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    assertTrue(took.compareTo(Duration.ofMillis(300)) > 0, "three within " + took);
  }

  @Test
  void aDryRunScansEachFileOnce() {
    site.settings.interval(SHORT).fullWalk(SHORT).dryRun(true);
    IntStream.range(0, 20).forEach(i -> store.add("a" + i));
    site.begin();
    site.await("it is through", () -> site.log.count("a dry run: nothing was written") == 1);
    for (int i = 0; i < 20; i++) {
      site.sweep.beat();
    }
    site.sweep.fullNow();
    site.await("once more", () -> site.log.count("a dry run: nothing was written") == 2);
    assertEquals(40, scanner.given.size());
  }

  @Test
  void anotherDryRunThatIsAskedForBeforeTheFirstHasEndedFollowsIt() {
    site.settings.interval(SHORT).fullWalk(HOUR).dryRun(true);
    store.add("a");
    scanner.onScan = sample -> gate.acquireUninterruptibly();
    site.begin();
    site.await("it is at work", () -> scanner.inFlight.get() == 1);
    site.sweep.fullNow();
    gate.release(1000);
    site.await("once more", () -> site.log.count("a dry run: nothing was written") == 2);
    assertEquals(2, scanner.given.size());
  }

  @Test
  void settingsAreReadAnewAtEachBeat() {
    site.settings.interval(SHORT).dryRun(true);
    store.add("a");
    site.begin();
    site.await("it was scanned", () -> scanner.given.contains("a"));
    assertEquals(List.of(), store.events.stream().filter(it -> it.startsWith("OK")).toList());
    assertEquals(0, store.with(Status.OK));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void itIsClosedSoonWhateverHangs(boolean interruptible) {
    site.settings.interval(SHORT).parallel(4);
    IntStream.range(0, 100)
        .forEach(
            i ->
                store
                    .add("a" + i)
                    .verdict(VerdictFreshness.CHANGED, site.ours(Status.FOUND, HOUR)));
    scanner.onScan =
        sample -> {
          if (interruptible) {
            acquireUnlessInterrupted();
          } else {
            gate.acquireUninterruptibly();
          }
        };
    site.begin();
    site.await("all are at work", () -> scanner.inFlight.get() == 4 && store.held() == 37);
    long begun = System.nanoTime();
    site.sweep.close();
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    assertTrue(took.compareTo(Duration.ofSeconds(interruptible ? 2 : 5)) < 0, "it took " + took);
    if (interruptible) {
      assertEquals(0, store.held());
      site.await("no thread is left", () -> threads() == 0);
    }
    gate.release(1000);
    site.await("all is given back", () -> store.held() == 0);
    assertEquals(List.of(), store.events, "torn verdicts are none");
    site.begin();
    site.sweep.bean().resume();
    assertEquals(0, threads(), "closed for good");
  }

  private void acquireUnlessInterrupted() {
    try {
      gate.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void itIsClosedSoonInTheMiddleOfAWalk() {
    store.onWalk =
        scope ->
            Await.until("never", Duration.ofSeconds(20), Thread.currentThread()::isInterrupted);
    site.begin();
    site.await("it walks", () -> store.walks.size() == 1);
    long begun = System.nanoTime();
    site.sweep.close();
    assertTrue(System.nanoTime() - begun < Duration.ofSeconds(2).toNanos());
  }

  @Test
  void aSweepThatNeverBeganCanBeClosed() {
    site.sweep.close();
    assertTrue(store.closed);
  }

  /** It is noon, and verdicts are checked at night. */
  private PureSettingsBuilder withoutChecks() {
    site.clock.forwardTo(LocalTime.NOON);
    return site.settings.window("22:00-06:00");
  }

  private void awaitStatus(String place, Status status) {
    site.await(place + " is " + status, () -> store.statusOf(place) == status);
  }

  private void awaitAll(Status status) {
    site.await(
        "all are " + status, () -> store.with(status) == store.files.size() && store.held() == 0);
  }
}

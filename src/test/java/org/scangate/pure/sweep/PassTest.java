package org.scangate.pure.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.pure.Status;
import org.scangate.pure.VerdictDocument;
import org.scangate.pure.VerdictFreshness;
import org.scangate.scan.Reason;
import org.scangate.scan.ScanReport;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.testing.ScriptedScanner;

/** One pass on the thread of the test. */
@Timeout(30)
class PassTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration OLD = Duration.ofDays(40);
  private static final Verdict CLEAN = new Clean();
  private static final Verdict INFECTED = new Infected("Eicar-Test");
  private static final Verdict STAYS = ScriptedScanner.unscanned(Reason.ENCRYPTED);
  private static final Verdict PASSES = ScriptedScanner.unscanned(Reason.BUSY);

  private final SweepSite site = new SweepSite();
  private final MemoryStore store = site.store;
  private final ScriptedScanner scanner = site.scanner;

  @AfterEach
  void nothingIsHeldAnyMore() {
    site.close();
    assertEquals(0, store.held());
  }

  @ParameterizedTest
  @EnumSource(
      value = WalkKind.class,
      names = {"QUICK", "FULL"})
  void whatIsCurrentIsNeitherReadNorScanned(WalkKind kind) throws InterruptedException {
    store.add("damaged").texts(VerdictFreshness.CURRENT, Map.of("STATUS", "OK"));
    store.add("foreign").verdict(VerdictFreshness.CURRENT, site.foreign(Status.OK, OLD));
    store.add("old").verdict(VerdictFreshness.CURRENT, site.ours(Status.OK, OLD));
    store.add("pending").verdict(VerdictFreshness.CURRENT, site.ours(Status.PENDING, OLD));
    store.add("unscanned").verdict(VerdictFreshness.CURRENT, site.ours(Status.UNSCANNED, OLD));
    site.pass(kind);
    store.files.forEach((place, file) -> assertEquals(0, file.verdictsRead.get(), place));
    store.files.forEach((place, file) -> assertEquals(0, file.holds.get(), place));
    assertEquals(List.of(), scanner.given);
    assertEquals(List.of(), store.events);
  }

  @ParameterizedTest
  @EnumSource(
      value = WalkKind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"VOUCH", "WITHDRAW", "LOOK", "RESCAN"})
  void aNewFileGetsItsVerdict(WalkKind kind) throws InterruptedException {
    store.add("a");
    site.pass(kind);
    VerdictDocument document = store.files.get("a").document().orElseThrow();
    assertEquals(Status.OK, document.status());
    assertEquals(ScriptedScanner.VERSION, document.provider());
    ScanReport last = site.reports.get(site.reports.size() - 1);
    assertEquals(last.id(), document.id().orElseThrow());
    assertEquals(last.ended().truncatedTo(ChronoUnit.MICROS), document.timestamp().orElseThrow());
    assertTrue(document.ours());
  }

  /** The table of the contract, from the file to the verdict beside it. */
  static Stream<Arguments> table() {
    Stream.Builder<Arguments> cells = Stream.builder();
    cells.add(Arguments.of("none", "OK", "FOUND", "UNSCANNED", "-"));
    cells.add(Arguments.of("OK, unchanged", "OK", "FOUND", "OK", "OK"));
    cells.add(Arguments.of("OK, touched", "OK", "FOUND", "UNSCANNED", "PENDING"));
    for (String before : List.of("OK, changed", "damaged, changed")) {
      cells.add(
          Arguments.of(
              before,
              "PENDING then OK",
              "PENDING then FOUND",
              "PENDING then UNSCANNED",
              "PENDING"));
    }
    cells.add(Arguments.of("FOUND", "OK", "FOUND", "FOUND", "FOUND"));
    cells.add(Arguments.of("UNSCANNED", "OK", "FOUND", "UNSCANNED", "UNSCANNED"));
    cells.add(Arguments.of("PENDING", "OK", "FOUND", "UNSCANNED", "PENDING"));
    return cells.build();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void whatAScanDoesToTheVerdict(
      String before, String clean, String infected, String stays, String passes)
      throws InterruptedException {
    assertBecomes(clean, before, CLEAN);
    assertBecomes(infected, before, INFECTED);
    assertBecomes(stays, before, STAYS);
    assertBecomes(passes, before, PASSES);
  }

  private void assertBecomes(String after, String before, Verdict verdict)
      throws InterruptedException {
    MemoryFile file = store.add("a");
    switch (before) {
      case "none" -> {}
      case "OK, unchanged" -> file.verdict(VerdictFreshness.CURRENT, site.ours(Status.OK, OLD));
      case "OK, touched" -> file.verdict(VerdictFreshness.TOUCHED, site.ours(Status.OK, HOUR));
      case "damaged, changed" -> file.texts(VerdictFreshness.CHANGED, Map.of("STATUS", "OK"));
      case "OK, changed" -> file.verdict(VerdictFreshness.CHANGED, site.ours(Status.OK, HOUR));
      default -> file.verdict(VerdictFreshness.CHANGED, site.ours(Status.valueOf(before), HOUR));
    }
    Optional<VerdictDocument> earlier = file.document();
    scanner.says(verdict);
    store.events.clear();
    site.pass(before.equals("OK, unchanged") ? WalkKind.CHECK : WalkKind.FULL);
    assertTrue(store.events.remove("scan a"), "it was scanned");
    assertEquals(verdict == PASSES, store.isChanged("a"), "it is visited again");
    assertFalse(site.sweep.swept().tries().knows("a"));
    String written = String.join(" then ", store.events).replace(" a", "");
    String kept = earlier.map(document -> document.status().name()).orElse("-");
    assertEquals(after, written.isEmpty() ? kept : written, verdict.toString());
    if (written.isEmpty()) {
      assertEquals(earlier, file.document(), "the very same");
    }
  }

  @Test
  void whatIsKeptIsReported() throws InterruptedException {
    store.add("a\nb").verdict(VerdictFreshness.TOUCHED, site.ours(Status.FOUND, HOUR));
    scanner.says(STAYS);
    site.pass(WalkKind.FULL);
    List<String> warnings = site.log.lines(Level.WARNING);
    assertEquals(1, warnings.size(), warnings.toString());
    assertTrue(
        warnings
            .get(0)
            .startsWith(
                "\"a\\u000ab\" could not be scanned again (encrypted); its earlier FOUND is kept"),
        warnings.get(0));
    assertTrue(warnings.get(0).contains(site.reports.get(0).id().toString()), warnings.get(0));
  }

  @Test
  void anOkThatNoLongerHoldsIsTakenBackBeforeTheScan() throws InterruptedException {
    VerdictDocument earlier = site.ours(Status.OK, HOUR);
    store.add("a").verdict(VerdictFreshness.CHANGED, earlier);
    scanner.onScan =
        sample -> {
          store.events.add("scan a");
          VerdictDocument now = store.files.get("a").document().orElseThrow();
          assertEquals(
              new VerdictDocument(earlier.provider(), micros(earlier), earlier.id(), now.status()),
              now);
        };
    site.pass(WalkKind.FULL);
    assertEquals(List.of("PENDING a", "scan a", "OK a"), store.events);
    assertEquals(CLEAN, site.reports.get(0).verdict());
  }

  @Test
  void whatCannotBeUnderstoodIsPendingBeforeTheScanOfWhatChanged() throws InterruptedException {
    store.add("a").texts(VerdictFreshness.CHANGED, Map.of("STATUS", "OK"));
    scanner.onScan =
        sample -> {
          VerdictDocument now = store.files.get("a").document().orElseThrow();
          assertEquals(Status.PENDING, now.status());
          assertEquals(ScriptedScanner.VERSION, now.provider());
          assertTrue(now.ours());
          Duration age = Duration.between(now.timestamp().orElseThrow(), site.clock.instant());
          assertTrue(age.abs().compareTo(Duration.ofMinutes(1)) < 0, "dated " + age + " ago");
        };
    site.pass(WalkKind.FULL);
    assertEquals(List.of("PENDING a", "OK a"), store.events);
  }

  private static Optional<Instant> micros(VerdictDocument document) {
    return document.timestamp().map(instant -> instant.truncatedTo(ChronoUnit.MICROS));
  }

  @Test
  void whoeverIsStillWritingAFileHasTimeToFinish() throws InterruptedException {
    store.add("new").aged(Duration.ofSeconds(1));
    store
        .add("rewritten")
        .aged(Duration.ofSeconds(1))
        .verdict(VerdictFreshness.CHANGED, site.ours(Status.OK, HOUR));
    store.add("settled").aged(Duration.ofSeconds(11));
    site.pass(WalkKind.FULL);
    assertEquals(List.of("settled"), scanner.given);
    assertTrue(store.isChanged("new") && store.isChanged("rewritten"), "they are visited again");
    assertFalse(store.isChanged("settled"));
    assertEquals(Status.PENDING, store.statusOf("rewritten"), "but nobody believes the old OK");
    store.files.values().forEach(file -> file.aged(Duration.ofSeconds(11)));
    site.pass(WalkKind.QUICK);
    assertEquals(3, store.with(Status.OK));
  }

  @Test
  void withoutAScannerAPassOverManyEndsAtOnce() throws InterruptedException {
    for (int i = 0; i < 100_000; i++) {
      store.add("a" + i);
    }
    store.add("changed").verdict(VerdictFreshness.CHANGED, site.ours(Status.OK, HOUR));
    store.add("found").verdict(VerdictFreshness.CHANGED, site.ours(Status.FOUND, HOUR));
    scanner.notReady();
    long begun = System.nanoTime();
    site.pass(WalkKind.FULL);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    assertTrue(took.compareTo(Duration.ofSeconds(10)) < 0, "it took " + took);
    assertEquals(List.of(), scanner.given);
    assertEquals(List.of("PENDING changed"), store.events);
  }

  @Test
  void whenTheScannerDiesTheRestIsLeft() throws InterruptedException {
    site.settings.interval(SHORT);
    for (int i = 0; i < 10_000; i++) {
      store.add("a" + i);
    }
    scanner.onScan =
        sample -> {
          if (scanner.given.size() >= 100) {
            scanner.notReady();
            scanner.reached = false;
          }
        };
    scanner.says(sample -> scanner.reached ? CLEAN : ScriptedScanner.unscanned(Reason.UNREACHABLE));
    site.pass(WalkKind.FULL);
    assertTrue(scanner.given.size() < 100 + 20, "it was given " + scanner.given.size());
    assertEquals(store.with(Status.OK), site.store.events.size());
    assertTrue(store.with(Status.OK) >= 97, "written: " + store.with(Status.OK));
    store
        .files
        .keySet()
        .forEach(place -> assertFalse(site.sweep.swept().tries().knows(place), place));
    awaitThatAFullWalkIsDue();
  }

  private void awaitThatAFullWalkIsDue() {
    Agenda agenda = site.sweep.swept().agenda();
    site.await("everything is to be visited again", () -> agenda.fullDue(true));
    assertFalse(agenda.fullDue(false), "and that when the scanner is there");
  }

  @ParameterizedTest
  @EnumSource(
      value = WalkKind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"EVENTS", "VOUCH", "WITHDRAW", "LOOK", "RESCAN"})
  void aPassThatFoundNoScannerIsFollowedByAFullWalk(WalkKind kind) throws InterruptedException {
    site.settings.interval(SHORT);
    site.pass(WalkKind.FULL);
    store.add("a");
    scanner.notReady();
    site.pass(kind);
    awaitThatAFullWalkIsDue();
    scanner.ready(ScriptedScanner.VERSION);
    site.pass(WalkKind.FULL);
    assertEquals(Status.OK, store.statusOf("a"));
    Duration untilFull = site.sweep.swept().agenda().untilFull(site.settings.build());
    assertTrue(untilFull.compareTo(HOUR) > 0, "and nothing is left: " + untilFull);
  }

  @ParameterizedTest(name = "{0}, scanner reached: {1}")
  @CsvSource({
    "TIMED_OUT,   true,  true",
    "UNREACHABLE, true,  true",
    "TIMED_OUT,   false, false",
    "UNREACHABLE, false, false",
    "BUSY,        true,  false",
    "BUSY,        false, false",
    "SPOOL_FULL,  true,  false"
  })
  void onlyWhoBreaksItsScanIsUnderSuspicion(Reason reason, boolean reached, boolean suspect)
      throws InterruptedException {
    store.add("a");
    scanner.reached = reached;
    scanner.says(ScriptedScanner.unscanned(reason));
    site.pass(WalkKind.FULL);
    assertEquals(suspect, site.sweep.swept().tries().knows("a"));
    assertTrue(store.isChanged("a"), "it is visited again");
    assertEquals(Optional.empty(), store.files.get("a").document());
  }

  @Test
  void whoWasScannedIsUnderSuspicionNoMore() throws InterruptedException {
    site.settings.interval(SHORT);
    store.add("a");
    scanner.says(ScriptedScanner.unscanned(Reason.TIMED_OUT));
    site.pass(WalkKind.FULL);
    site.await("its pause is over", () -> !site.sweep.swept().tries().mustWait("a"));
    scanner.says(STAYS);
    site.pass(WalkKind.QUICK);
    assertFalse(site.sweep.swept().tries().knows("a"));
    assertEquals(Status.UNSCANNED, store.statusOf("a"));
  }

  /** One is at work, 64 wait, and the rest is left; others do not wait for them. */
  @Test
  void suspectsAreScannedOneAtATime() throws InterruptedException {
    site.settings.interval(SHORT).parallel(4);
    for (int i = 0; i < 70; i++) {
      store.add("suspect-" + i);
    }
    scanner.says(ScriptedScanner.unscanned(Reason.TIMED_OUT));
    site.pass(WalkKind.FULL);
    site.await(
        "their pauses are over",
        () -> store.files.keySet().stream().noneMatch(site.sweep.swept().tries()::mustWait));
    store.add("another");
    scanner.says(CLEAN);
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    scanner.onScan =
        sample -> {
          if (sample.name().startsWith("suspect")) {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            site.await("the others are left", () -> site.sweep.bean().getLeftForLater() == 5);
            site.await("another is scanned", () -> store.statusOf("another") == Status.OK);
            inFlight.decrementAndGet();
          }
        };
    site.settings.interval(HOUR);
    site.pass(WalkKind.FULL);
    assertEquals(1, most.get());
    assertEquals(65 + 1, store.with(Status.OK), "the pass waits for them");
    assertEquals(5, store.files.keySet().stream().filter(store::isChanged).count());
    assertEquals(66, site.sweep.bean().getDue());
  }

  /** It is nobody's fault, and nothing is known of what was scanned. */
  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"TIMED_OUT", "ENCRYPTED"})
  void whatChangedMeanwhileIsNotEvenUnscanned(Reason reason) throws InterruptedException {
    MemoryFile file =
        store.add("a").verdict(VerdictFreshness.TOUCHED, site.ours(Status.FOUND, HOUR));
    scanner.onScan = sample -> file.change();
    scanner.says(ScriptedScanner.unscanned(reason));
    site.pass(WalkKind.FULL);
    assertFalse(site.sweep.swept().tries().knows("a"));
    assertTrue(store.isChanged("a"));
    assertEquals(Status.FOUND, file.status());
    assertEquals(1, site.sweep.bean().getChanged());
    assertEquals(1, site.sweep.bean().getScanned());
    assertEquals(0, site.sweep.bean().getUnscanned());
    assertEquals(List.of(), site.log.lines(Level.WARNING));
  }

  @ParameterizedTest(name = "{0}, scanner reached: {1}, ready then: {2}")
  @CsvSource({
    "REFUSED,       false, false, ",
    "MISCONFIGURED, false, false, ",
    "UNREACHABLE,   false, false, ",
    "TOO_LARGE,     false, false, UNSCANNED",
    "REFUSED,       true,  false, UNSCANNED",
    "REFUSED,       false, true,  UNSCANNED"
  })
  void aScannerThatIsLostMeanwhileIsNobodysFault(
      Reason reason, boolean reached, boolean ready, Status status) throws InterruptedException {
    store.add("a");
    scanner.reached = reached;
    scanner.says(ScriptedScanner.unscanned(reason));
    scanner.onScan =
        sample -> {
          if (!ready) {
            scanner.notReady();
          }
        };
    site.pass(WalkKind.FULL);
    assertEquals(List.of("a"), scanner.given);
    assertEquals(status, store.statusOf("a"));
    assertEquals(status == null, store.isChanged("a"), "it is visited again");
    assertFalse(site.sweep.swept().tries().knows("a"));
  }

  @Test
  void whatChangedMeanwhileGetsNoVerdictAndIsVisitedAgain() throws InterruptedException {
    MemoryFile file = store.add("a");
    scanner.onScan = sample -> file.change();
    site.pass(WalkKind.FULL);
    assertEquals(Optional.empty(), file.document());
    assertTrue(store.isChanged("a"));
    assertEquals(1, site.sweep.bean().getChanged());
    assertEquals(0, site.sweep.bean().getFailed());
  }

  @Test
  void whatChangedBeforeItsTurnIsNotScanned() throws InterruptedException {
    site.settings.parallel(1);
    MemoryFile last = store.add("b");
    store.add("a");
    scanner.onScan = sample -> changeWhenHeld(last);
    site.pass(WalkKind.FULL);
    assertEquals(List.of("a"), scanner.given);
    assertTrue(store.isChanged("b"));
    assertEquals(1, site.sweep.bean().getChanged());
  }

  private void changeWhenHeld(MemoryFile file) {
    site.await("it waits for its scan", () -> file.held.get() == 1);
    file.change();
  }

  @Test
  void aVerdictThatCannotBeWrittenIsTriedAgainAfterAPause() throws InterruptedException {
    site.settings.interval(SHORT);
    MemoryFile file = store.add("a");
    file.writing = MemoryFile.Writing.FAILS;
    site.pass(WalkKind.FULL);
    assertEquals(1, site.sweep.bean().getFailed());
    assertTrue(site.sweep.bean().getProblem().contains("no space left"));
    assertTrue(store.isChanged("a"));
    file.writing = MemoryFile.Writing.WORKS;
    site.pass(WalkKind.QUICK);
    assertEquals(1, scanner.given.size(), "its pause is not over");
    assertTrue(store.isChanged("a"), "and it is not forgotten");
    site.await("its pause is over", () -> !site.sweep.swept().outOfReach().mustWait("a"));
    site.pass(WalkKind.QUICK);
    assertEquals(Status.OK, file.status());
    assertFalse(site.sweep.swept().outOfReach().knows("a"));
  }

  @Test
  void whereNotEvenPendingCanBeWrittenNothingIsScanned() throws InterruptedException {
    MemoryFile file = store.add("a").verdict(VerdictFreshness.CHANGED, site.ours(Status.OK, HOUR));
    file.writing = MemoryFile.Writing.FAILS;
    site.pass(WalkKind.FULL);
    assertEquals(List.of(), scanner.given);
    assertTrue(store.isChanged("a"));
    assertEquals(1, site.log.count("no space left"));
  }

  @Test
  void aFullDiskIsTwentyWarningsAndNotAThousand() throws InterruptedException {
    for (int i = 0; i < 1000; i++) {
      store.add("a" + i).writing = MemoryFile.Writing.FAILS;
    }
    site.pass(WalkKind.FULL);
    assertEquals(20, site.log.count("no space left on device"));
    assertEquals(1, site.log.count("more such files are only counted"));
    assertEquals(1000, site.sweep.bean().getFailed());
  }

  @Test
  void aVerdictThatCannotBeReadIsSaidAndCountsAsNone() throws InterruptedException {
    store
            .add("a")
            .verdict(VerdictFreshness.CHANGED, site.ours(Status.FOUND, HOUR))
            .verdictUnreadable =
        true;
    scanner.says(STAYS);
    site.pass(WalkKind.FULL);
    assertEquals(List.of("PENDING a", "scan a", "UNSCANNED a"), store.events);
    assertEquals(1, site.log.count("its verdict cannot be read"));
  }

  @Test
  void aFaultOfOursWithOneFileIsNoneOfTheOthers() throws InterruptedException {
    store.add("a").fault = new IllegalStateException("as the test wants it");
    store.add("b");
    store.add("c");
    scanner.onScan =
        sample -> {
          if (sample.name().equals("b")) {
            throw new StackOverflowError("as the test wants it");
          }
        };
    site.pass(WalkKind.FULL);
    assertEquals(Status.OK, store.statusOf("c"));
    assertEquals(1, store.with(Status.OK));
    assertEquals(Status.UNSCANNED, store.statusOf("b"));
    assertEquals(1, site.sweep.bean().getFailed());
    assertEquals(1, site.log.lines(Level.SEVERE).size());
  }

  @Test
  void theCheckScansWhatIsDueAgainAndNothingElse() throws InterruptedException {
    store.add("damaged").texts(VerdictFreshness.CURRENT, Map.of("STATUS", "OK"));
    store.add("foreign").verdict(VerdictFreshness.CURRENT, site.foreign(Status.OK, HOUR));
    store.add("fresh").verdict(VerdictFreshness.CURRENT, site.ours(Status.OK, HOUR));
    store.add("missing");
    store.add("old").verdict(VerdictFreshness.CURRENT, site.ours(Status.OK, OLD));
    store.add("unscanned").verdict(VerdictFreshness.CURRENT, site.ours(Status.UNSCANNED, OLD));
    site.pass(WalkKind.CHECK);
    assertEquals(
        List.of("damaged", "foreign", "missing", "old", "unscanned"),
        scanner.given.stream().sorted().toList());
    assertEquals(0, store.events.stream().filter(event -> event.startsWith("PENDING")).count());
    scanner.given.clear();
    site.pass(WalkKind.CHECK);
    assertEquals(List.of(), scanner.given, "all are fresh now");
  }

  @Test
  void theCheckTakesFirstWhatPureBlocks() throws InterruptedException {
    site.settings.parallel(1);
    store.add("a-old").verdict(VerdictFreshness.CURRENT, site.ours(Status.OK, OLD));
    store.add("b-found").verdict(VerdictFreshness.CURRENT, site.ours(Status.FOUND, OLD));
    store.add("c-foreign").verdict(VerdictFreshness.CURRENT, site.foreign(Status.OK, HOUR));
    store.add("d-unscanned").verdict(VerdictFreshness.CURRENT, site.ours(Status.UNSCANNED, OLD));
    store.add("e-damaged").texts(VerdictFreshness.CURRENT, Map.of());
    site.pass(WalkKind.CHECK);
    assertEquals(
        List.of("b-found", "d-unscanned", "e-damaged", "a-old", "c-foreign"), scanner.given);
  }

  @Test
  void theCheckCountsEachFileOnce() throws InterruptedException {
    store.add("a").verdict(VerdictFreshness.CURRENT, site.ours(Status.OK, OLD));
    store.add("b").verdict(VerdictFreshness.CURRENT, site.ours(Status.FOUND, OLD));
    site.pass(WalkKind.CHECK);
    assertEquals(2, site.sweep.bean().getSeen());
    assertEquals(2, site.sweep.bean().getDue());
  }

  @Test
  void newSignaturesAreAReasonToScanAgainWhereThatIsWanted() throws InterruptedException {
    store.add("a").verdict(VerdictFreshness.CURRENT, site.ours(Status.OK, HOUR));
    scanner.ready("ClamAV 1.4.6/27812");
    site.pass(WalkKind.CHECK);
    assertEquals(List.of(), scanner.given);
    site.settings.rescanOnNewSignatures();
    site.pass(WalkKind.CHECK);
    assertEquals(List.of("a"), scanner.given);
    site.pass(WalkKind.CHECK);
    assertEquals(List.of("a"), scanner.given, "it has today's now");
  }

  @Test
  void aDryRunWritesNothingAndSaysWhatItWould() throws InterruptedException {
    java.util.logging.Logger.getLogger("org.scangate.pure").setLevel(java.util.logging.Level.FINE);
    site.settings.dryRun(true).deleteOrphans();
    store.add("changed").verdict(VerdictFreshness.CHANGED, site.ours(Status.OK, HOUR));
    store.add("infected");
    store.orphans.put("gone", site.clock.instant().minus(OLD));
    scanner.says(sample -> sample.name().equals("infected") ? INFECTED : CLEAN);
    site.pass(WalkKind.FULL);
    assertEquals(List.of("changed", "infected"), scanner.given.stream().sorted().toList());
    assertEquals(0, store.with(Status.PENDING) + store.with(Status.FOUND));
    assertEquals(1, site.log.count("dry run: \"changed\" would get PENDING"));
    assertEquals(1, site.log.count("dry run: \"changed\" would get OK"));
    assertEquals(1, site.log.count("dry run: \"infected\" would get FOUND"));
    java.util.logging.Logger.getLogger("org.scangate.pure").setLevel(null);
    assertEquals(1, site.log.count("a dry run: nothing was written; files: 2 seen, 2 due"));
    site.pass(WalkKind.FULL); // which knows that there are few
    assertEquals(List.of(), List.copyOf(store.deleted));
    assertEquals(1, site.sweep.bean().getOrphans());
  }

  @Test
  void orphansAreReportedAndKept() throws InterruptedException {
    store.orphans.put("gone", site.clock.instant().minus(OLD));
    site.pass(WalkKind.FULL);
    assertEquals(List.of(), List.copyOf(store.deleted));
    assertEquals(1, site.log.count("gone has no file"));
    assertEquals(1, site.sweep.bean().getOrphans());
  }

  @Test
  void orphansAreDeletedAfterADayWhereThatIsWanted() throws InterruptedException {
    site.settings.deleteOrphans();
    store.orphans.put("gone", site.clock.instant().minus(Duration.ofHours(25)));
    store.orphans.put("just-gone", site.clock.instant().minus(Duration.ofHours(23)));
    store.orphans.put("in-the-future", site.clock.instant().plus(OLD));
    site.pass(WalkKind.FULL);
    assertEquals(List.of(), List.copyOf(store.deleted), "nobody knows how many there are");
    site.pass(WalkKind.FULL);
    assertEquals(List.of("gone"), List.copyOf(store.deleted));
    assertEquals(3, site.sweep.bean().getOrphans());
  }

  @Test
  void suspiciouslyManyOrphansAreNotDeleted() throws InterruptedException {
    site.settings.deleteOrphans().orphansMax(2);
    for (String name : List.of("a", "b", "c")) {
      store.orphans.put(name, site.clock.instant().minus(OLD));
    }
    site.pass(WalkKind.FULL);
    site.pass(WalkKind.FULL);
    assertEquals(List.of(), List.copyOf(store.deleted));
    assertTrue(site.sweep.bean().getProblem().contains("scangate.pure.orphans-max=2"));
    store.orphans.remove("c");
    site.pass(WalkKind.FULL);
    assertEquals(List.of(), List.copyOf(store.deleted), "the walk before found too many");
    store.orphans.put("d", site.clock.instant().minus(OLD));
    store.orphans.put("e", site.clock.instant().minus(OLD));
    site.pass(WalkKind.FULL);
    assertEquals(List.of("a", "b"), List.copyOf(store.deleted), "and no more than the bound");
  }

  @Test
  void manyOrphansAreTwentyLines() throws InterruptedException {
    for (int i = 0; i < 1000; i++) {
      store.orphans.put("gone-" + i, site.clock.instant());
    }
    site.pass(WalkKind.FULL);
    assertEquals(20, site.log.count("has no file"));
    assertEquals(1000, site.sweep.bean().getOrphans());
  }

  @Test
  void theProviderIsWhatEachScannerTells() throws InterruptedException {
    ScriptedScanner second = ScriptedScanner.clean("hashlist", "0");
    try (SweepSite two = new SweepSite(List.of(second))) {
      two.store.add("a");
      two.pass(WalkKind.FULL);
      assertEquals(
          ScriptedScanner.VERSION + ", hashlist 0",
          two.store.files.get("a").document().orElseThrow().provider());
    }
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "ClamAV 1.4.6/27811, ClamAV 1.4.6/27811",
    "0,                  clamd 0",
    "'',                 clamd"
  })
  void theProviderNamesTheProduct(String version, String provider) throws InterruptedException {
    scanner.ready(version);
    store.add("a");
    site.pass(WalkKind.FULL);
    assertEquals(provider, store.files.get("a").document().orElseThrow().provider());
  }

  @Test
  void whenNobodyWasAskedTheProviderIsWhoWouldHaveBeen() throws InterruptedException {
    store.add("large").size = 10_001;
    site.pass(WalkKind.FULL);
    assertEquals(List.of(), scanner.given);
    VerdictDocument document = store.files.get("large").document().orElseThrow();
    assertEquals(Status.UNSCANNED, document.status());
    assertEquals(ScriptedScanner.VERSION, document.provider());
  }

  @Test
  void theFiguresAreTheOnesOfThePass() throws InterruptedException {
    scanner.says(
        sample ->
            sample.name().startsWith("c")
                ? CLEAN
                : sample.name().startsWith("f") ? INFECTED : PASSES);
    for (String name : List.of("c1", "c2", "c3", "f1", "f2", "u1")) {
      store.add(name);
    }
    store.add("current").verdict(VerdictFreshness.CURRENT, site.ours(Status.OK, HOUR));
    store.add("new").aged(Duration.ZERO);
    site.pass(WalkKind.FULL);
    SweepMXBean bean = site.sweep.bean();
    assertEquals(8, bean.getSeen());
    assertEquals(6, bean.getDue());
    assertEquals(6, bean.getScanned());
    assertEquals(3, bean.getClean());
    assertEquals(2, bean.getFound());
    assertEquals(1, bean.getUnscanned());
    assertEquals(1, bean.getLeftForLater());
    assertEquals(6000, bean.getBytes());
    assertEquals(0, bean.getSecondsLeft());
    assertEquals("idle", bean.getState());
    scanner.says(INFECTED);
    site.pass(WalkKind.QUICK);
    assertEquals(1, bean.getDue(), "the one that passed");
    assertEquals(7, bean.getTotalScanned());
    assertEquals(3, bean.getTotalFound());
    assertEquals(1, bean.getTotalUnscanned());
    assertEquals(0, bean.getTotalFailed());
  }

  @Test
  void aPassIsToldWhenItFoundWorkAndElseNot() throws InterruptedException {
    store.add("a");
    site.pass(WalkKind.FULL);
    assertEquals(1, site.log.count("memory: the full walk has found work"));
    assertEquals(1, site.log.count("memory: full walk has ended; files: 1 seen, 1 due"));
    site.pass(WalkKind.QUICK);
    site.pass(WalkKind.FULL);
    assertEquals(2, site.log.lines(Level.INFO).size(), site.log.lines(Level.INFO).toString());
    assertEquals(1, site.sweep.bean().getDue(), "figures are the last that had work");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void asManyAreScannedAtOnceAsIsSaid(int parallel) throws InterruptedException {
    site.settings.parallel(parallel);
    for (int i = 0; i < 20; i++) {
      store.add("a" + i);
    }
    scanner.onScan =
        sample -> site.await("all were at work", () -> scanner.mostInFlight.get() == parallel);
    site.pass(WalkKind.FULL);
    assertEquals(parallel, scanner.mostInFlight.get());
    assertEquals(20, store.with(Status.OK));
  }
}

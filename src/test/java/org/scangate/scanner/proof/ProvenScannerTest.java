package org.scangate.scanner.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.container.ContainerKind;
import org.scangate.scan.Answer;
import org.scangate.scan.DataSize;
import org.scangate.scan.Deadline;
import org.scangate.scan.Opened;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.scanner.EngineClient;
import org.scangate.scanner.EngineSource;
import org.scangate.scanner.Weakness;
import org.scangate.testing.Await;
import org.scangate.testing.Fixtures;
import org.scangate.testing.TestSample;
import org.scangate.testing.Warnings;

class ProvenScannerTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  /** Less than the pause between two looks at an engine that gives no reason for one. */
  private static final Duration BEFORE_IT_IS_DUE = Duration.ofSeconds(7);

  private static final long MAX_SIZE = 1 << 20;

  private final ScriptedEngine engine = new ScriptedEngine();
  private ProvenScanner scanner;

  @AfterEach
  void close() {
    if (scanner != null) {
      scanner.close();
      assertTrue(engine.closed);
    }
  }

  @Test
  void anEngineIsProvenBeforeItIsAskedAndThenTellsItsVersionAndLimit() {
    start(MAX_SIZE);
    awaitReady();
    assertEquals("Engine 1/100", scanner.readiness().version());
    assertEquals(MAX_SIZE, scanner.readiness().limit().orElseThrow());
    assertEquals(new Clean(), scan(10).verdict());
    assertEquals(new Infected("Eicar"), scan(TestSample.of(Fixtures.eicar())).verdict());
    assertEquals("engine:1", scan(10).engine().address());
  }

  @Test
  void anEngineThatSaysCleanToEverythingIsNeverBelieved() {
    engine.script = sample -> Optional.of(new Clean());
    start(MAX_SIZE);
    assertNotReady("does not find EICAR");
    assertInstanceOf(Unscanned.class, scan(10).verdict());
    assertFalse(engine.asked.contains("test 10"), "nobody has asked it");
  }

  @Test
  void anEngineThatFindsEverythingIsNeverBelieved() {
    engine.script = sample -> Optional.of(new Infected("all"));
    start(MAX_SIZE);
    assertNotReady("does not call a clean sample clean");
  }

  @Test
  void anEngineThatLooksIntoNoArchiveCanBeProvenToScanNothing() {
    engine.script =
        sample ->
            sample.size() > Fixtures.eicar().length ? Optional.of(new Clean()) : Optional.empty();
    start(MAX_SIZE);
    assertNotReady("does not look into archives; mend NO_ARCHIVES");
    assertEquals(Reason.MISCONFIGURED, obstacle().reason());
  }

  @Test
  void whatIsBeyondTheProvenLimitIsNotScannedAndTheAdministratorIsTold() {
    engine.limit = 100 << 10;
    start(MAX_SIZE);
    awaitReady();
    assertEquals(engine.limit, scanner.readiness().limit().orElseThrow());
    assertTrue(advice("files only up to 100K; larger ones are not scanned. mend LIMIT"));
    assertEquals(new Clean(), scan(100 << 10).verdict());
    assertEquals(Reason.TOO_LARGE, reason(scan((100 << 10) + 1)));
    assertFalse(engine.asked.contains("test " + ((100 << 10) + 1)));
  }

  @Test
  void anEngineThatReadsOnlyTheBeginningIsNotBelievedBeyondIt() {
    engine.reads = 100 << 10;
    start(MAX_SIZE);
    awaitReady();
    long limit = scanner.readiness().limit().orElseThrow();
    assertTrue(limit <= engine.reads && limit > engine.reads / 2, "" + limit);
    assertTrue(advice(" to their end; larger ones are not scanned. mend END_OF_ARCHIVES"));
    assertEquals(Reason.TOO_LARGE, reason(scan(110 << 10)));
  }

  @Test
  void whatIsBeyondTheConfiguredLimitIsNotScanned() {
    start(MAX_SIZE);
    awaitReady();
    Answer answer = scan((int) MAX_SIZE + 1);
    assertEquals(Reason.TOO_LARGE, reason(answer));
    assertTrue(detail(answer).contains("scangate.some.max-file-size"), detail(answer));
  }

  @Test
  void smallFilesNeedNotWaitForTheProofOfLargeOnes() {
    long most = 2 * Prober.FIRST_STEP;
    engine.script =
        sample -> {
          if (sample.size() == most) {
            Await.until("the test has seen it", SOON, () -> engine.asked.contains("test 20000000"));
          }
          return Optional.empty();
        };
    start(most);
    awaitReady();
    assertTrue(advice("larger than 16M are not scanned until"));
    assertEquals(new Clean(), scan(1000).verdict());
    Answer notYet = scan(20_000_001);
    assertEquals(Reason.UNREACHABLE, reason(notYet));
    assertEquals("", notYet.engine().address(), "nobody was asked");
    engine.asked.add("test 20000000");
    Await.until("all is proven", SOON, () -> scanner.readiness().limit().getAsLong() == most);
    assertEquals(new Clean(), scan(20_000_001).verdict());
  }

  @Test
  void aProofThatWasHeldUpAfterItsFirstStepGoesOn() {
    long most = 2 * Prober.FIRST_STEP;
    start(most);
    Await.until("all is proven", SOON, () -> limit() == most);
    AtomicBoolean busy = new AtomicBoolean(true);
    engine.script = sample -> Optional.of(new Unscanned(Reason.UNREACHABLE, "gone"));
    assertEquals(Reason.UNREACHABLE, reason(scan(10)));
    Await.until("it is not ready", SOON, () -> !scanner.readiness().ready());
    engine.script =
        sample ->
            sample.size() == most && busy.getAndSet(false)
                ? Optional.of(new Unscanned(Reason.BUSY, "all connections are taken"))
                : Optional.empty();
    Await.until("its first step is proven", SOON, () -> limit() == Prober.FIRST_STEP);
    Await.until("so is the rest", SOON, () -> limit() == most);
  }

  private long limit() {
    return scanner.readiness().limit().orElse(0);
  }

  @Test
  void aKindInWhichEicarItselfIsNotFoundIsNotOpened() {
    engine.script =
        sample ->
            switch (sample.name()) {
              case "EICAR in no container", "EICAR in rar4" -> Optional.of(new Clean());
              case "EICAR in rar5" -> Optional.of(new Unscanned(Reason.ENCRYPTED, "no"));
              case "EICAR in wim" -> Optional.of(new Unscanned(Reason.REFUSED, "no"));
              case "EICAR in gz" -> Optional.of(new Infected("Heuristics.Suspicious"));
              case "EICAR in lha" -> Optional.of(new Unscanned(Reason.TIMED_OUT, "no"));
              default ->
                  sample.name().startsWith("EICAR in ")
                      ? Optional.of(new Infected("EICAR-Test-File"))
                      : Optional.empty();
            };
    start(MAX_SIZE);
    awaitReady();
    Set<ContainerKind> expected = new HashSet<>(ContainerSamples.kinds());
    expected.removeAll(
        List.of(
            ContainerKind.RAR4,
            ContainerKind.RAR5,
            ContainerKind.WIM,
            ContainerKind.GZ,
            ContainerKind.LHA));
    Await.until("it is late no more", SOON, () -> scan(10).opened().orElseThrow().whole());
    assertEquals(Optional.of(new Opened(expected, MAX_SIZE)), scan(10).opened());
  }

  /** It has not opened what it finds everywhere. */
  @Test
  void whoFindsEicarBehindAnyBytesHasNotShownToOpenWhatIsStored() {
    start(MAX_SIZE);
    awaitReady();
    Set<ContainerKind> opened = scan(10).opened().orElseThrow().kinds();
    assertTrue(opened.contains(ContainerKind.TAR), opened.toString());
    assertFalse(opened.contains(ContainerKind.RAR5), opened.toString());
  }

  @Test
  void aSlowEngineIsReadyBeforeItWasAskedForAllKinds() {
    Supplier<Boolean> seen = () -> engine.asked.contains("test 11");
    engine.script =
        sample -> {
          if (sample.name().equals("clean")) {
            long slow = System.nanoTime() + 1_100_000_000L;
            Await.until("some time", SOON, () -> System.nanoTime() - slow > 0);
          }
          if (sample.name().equals("EICAR in gz")) {
            Await.until("the test has seen it", SOON, seen::get);
          }
          return Optional.empty();
        };
    start(MAX_SIZE);
    awaitReady();
    Opened first = scan(10).opened().orElseThrow();
    assertFalse(first.whole() || first.kinds().contains(ContainerKind.GZ), first.toString());
    assertFalse(scan(11).opened().orElseThrow().whole());
    Await.until("all are asked for", SOON, () -> scan(12).opened().orElseThrow().whole());
  }

  /** In an engine that is busy with scans. */
  @Test
  void aKindWhoseProbeIsLateIsAskedAgainAndUntilThenWhatWasShownHolds() {
    AtomicBoolean late = new AtomicBoolean(true);
    engine.process = "1";
    engine.script =
        sample ->
            switch (sample.name()) {
              case "EICAR in zip" ->
                  Optional.of(
                      late.get()
                          ? new Unscanned(Reason.TIMED_OUT, "late")
                          : new Infected("EICAR-Test-File"));
              case "EICAR in lha" -> {
                boolean first = asked("EICAR in lha ", 1);
                yield Optional.of(
                    first ? new Unscanned(Reason.BUSY, "late") : new Infected("EICAR"));
              }
              default -> Optional.empty();
            };
    start(MAX_SIZE);
    awaitReady();
    assertFalse(scan(10).opened().orElseThrow().whole(), "it was not answered");
    late.set(false);
    Await.until("it is asked again", SOON, () -> scan(10).opened().orElseThrow().whole());
    Set<ContainerKind> opened = scan(10).opened().orElseThrow().kinds();
    assertTrue(opened.containsAll(Set.of(ContainerKind.ZIP, ContainerKind.LHA)), "" + opened);
    late.set(true);
    engine.asked.clear();
    scanner.probeNow();
    Await.until("its limit was looked for since", SOON, () -> asked("encrypted zip "));
    Await.until("it was asked", SOON, () -> asked("EICAR in zip "));
    probe();
    Opened still = scan(10).opened().orElseThrow();
    assertTrue(still.whole() && still.kinds().contains(ContainerKind.ZIP), "" + still);
  }

  private boolean asked(String beginning, int times) {
    return List.copyOf(engine.asked).stream().filter(name -> name.startsWith(beginning)).count()
        == times;
  }

  @Test
  void aSlowEngineIsWatchedWhileItIsAskedForItsKindsAndIsAskedForEachOnce() {
    AtomicBoolean slow = new AtomicBoolean(true);
    engine.script =
        sample -> {
          if (slow.get() && (sample.name().equals("clean") || kind(sample.name()))) {
            long until = System.nanoTime() + 1_100_000_000L;
            Await.until("some time", SOON, () -> !slow.get() || System.nanoTime() - until > 0);
          }
          return sample.name().equals("test") && sample.size() == 13
              ? Optional.of(new Unscanned(Reason.UNREACHABLE, "only this one"))
              : Optional.empty();
        };
    start(MAX_SIZE);
    awaitReady();
    Await.until("it is asked for kinds", SOON, () -> kindsAsked() > 0);
    long before = cleanProbes();
    assertEquals(Reason.UNREACHABLE, reason(scan(13)));
    Await.until("it is looked at", SOON, () -> cleanProbes() > before);
    assertTrue(kindsAsked() < 8, kindsAsked() + " kinds came first");
    slow.set(false);
    Await.until("all are asked for", SOON, () -> scan(10).opened().orElseThrow().whole());
    List<String> kinds =
        List.copyOf(engine.asked).stream().filter(ProvenScannerTest::kind).toList();
    assertEquals(kinds.stream().distinct().toList(), kinds);
  }

  private long kindsAsked() {
    return List.copyOf(engine.asked).stream().filter(ProvenScannerTest::kind).count();
  }

  /** The kind "mail" is also a weakness. */
  private static boolean kind(String sample) {
    return ContainerSamples.kinds().stream()
        .filter(kind -> kind != ContainerKind.MAIL)
        .anyMatch(kind -> (sample + " ").startsWith("EICAR in " + kind.word() + " "));
  }

  @Test
  void anAnswerIsNoBetterThanWhatTheEngineOpensWhenItCame() {
    start(MAX_SIZE);
    awaitReady();
    AtomicBoolean worse = new AtomicBoolean();
    engine.script =
        sample -> {
          if (sample.name().equals("test") && !worse.getAndSet(true)) {
            scanner.probeNow();
            Await.until(
                "it opens less",
                SOON,
                () -> !scan(12).opened().orElseThrow().kinds().contains(ContainerKind.TAR));
          }
          return worse.get() && sample.name().equals("EICAR in tar")
              ? Optional.of(new Clean())
              : Optional.empty();
        };
    assertFalse(scan(10).opened().orElseThrow().kinds().contains(ContainerKind.TAR));
  }

  @ParameterizedTest
  @EnumSource(
      value = Weakness.class,
      names = {"ZIP", "PDF", "BEYOND_LIMITS", "ENCRYPTED"})
  void whatItSaysCleanToWithoutLookingIsWarnedAbout(Weakness weakness) {
    List<String> clean = List.of("clean", ProbeSamples.of(weakness, MAX_SIZE).name());
    engine.script =
        sample ->
            Optional.of(clean.contains(sample.name()) ? new Clean() : new Infected("anything"));
    start(MAX_SIZE);
    awaitReady();
    assertEquals(
        List.of("the engine says OK to " + weakness.what() + "; mend " + weakness),
        scanner.readiness().advice());
  }

  @Test
  void typesOfFilesThatItLeavesOutAreWarnedAboutToo() {
    engine.script =
        sample ->
            sample.name().equals("EICAR in a PDF")
                ? Optional.of(new Unscanned(Reason.LIMIT_EXCEEDED, "left out"))
                : Optional.empty();
    start(MAX_SIZE);
    awaitReady();
    assertTrue(advice("does not scan files of type PDF, so that none is ever OK; mend PDF"));
    assertFalse(advice("type ENCRYPTED"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"UNREACHABLE", "MISCONFIGURED"})
  void aScanThatBrokeOffHasTheEngineProbedAtOnceAndItComesBackByItself(Reason reason) {
    start(MAX_SIZE);
    awaitReady();
    engine.script = sample -> Optional.of(new Unscanned(reason, "gone"));
    assertEquals(reason, reason(scan(10)));
    Await.until("it is not ready", BEFORE_IT_IS_DUE, () -> !scanner.readiness().ready());
    engine.proper();
    awaitReady();
    assertEquals(new Clean(), scan(10).verdict());
  }

  @Test
  void aCleanAnswerDoesNotCountWhenTheProofWasLostMeanwhile() {
    start(MAX_SIZE);
    awaitReady();
    engine.script =
        sample -> {
          if (sample.name().equals("test")) {
            scanner.probeNow();
            Await.until("the proof is lost", SOON, () -> !scanner.readiness().ready());
            return Optional.of(new Clean());
          }
          return Optional.of(new Clean()); // EICAR too
        };
    assertEquals(Reason.UNREACHABLE, reason(scan(10)));
  }

  /** What a scan began with is not what answers for it now, and the new one was never asked. */
  @Test
  void aCleanAnswerDoesNotCountUnderTheProofOfAnotherProcess() {
    ScriptedEngine next = new ScriptedEngine();
    next.version = "Engine 2/100";
    AtomicBoolean restarted = new AtomicBoolean();
    Unscanned gone = new Unscanned(Reason.UNREACHABLE, "gone");
    engine.script =
        sample -> {
          if (!sample.name().equals("test")) {
            return restarted.get() ? Optional.of(gone) : Optional.empty();
          }
          restarted.set(true);
          scanner.probeNow();
          Await.until(
              "the next is proven", SOON, () -> scanner.readiness().version().equals(next.version));
          return Optional.of(new Clean());
        };
    scanner = new ProvenScanner(settings(MAX_SIZE), source(() -> restarted.get() ? next : engine));
    awaitReady();
    assertEquals(Reason.UNREACHABLE, reason(scan(10)));
    assertFalse(next.asked.contains("test 10"), "it was asked");
  }

  @Test
  void aCleanAnswerDoesNotCountWhenTheLimitSankBelowItsSizeMeanwhile() {
    start(MAX_SIZE);
    awaitReady();
    engine.script =
        sample -> {
          if (sample.name().equals("test")) {
            engine.limit = 100 << 10;
            scanner.probeNow();
            Await.until("the limit sank", SOON, () -> limit() == engine.limit);
            return Optional.of(new Clean());
          }
          return Optional.empty();
        };
    assertEquals(Reason.UNREACHABLE, reason(scan(200 << 10)));
  }

  /**
   * Whatever it was busy with, the next one need not wait for as long as that took.
   *
   * @param seen whether the end shows on the probe's connection, or on the process alone
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theNextProcessIsReadySoonAfterTheEndOfOneThatWasInALongProbe(boolean seen) {
    ScriptedEngine next = new ScriptedEngine();
    engine.process = "1";
    next.process = "2";
    long most = 2 * Prober.FIRST_STEP;
    long begun = System.nanoTime();
    engine.script =
        sample -> {
          if (sample.size() < most) {
            return Optional.empty();
          }
          Await.until(
              "a probe of some seconds", SOON, () -> System.nanoTime() - begun > 5_000_000_000L);
          engine.gone = true; // and whose session ends unseen, since it is given up just then
          Await.until("it is given up", SOON, () -> seen || engine.last.passed());
          return Optional.of(
              new Unscanned(seen ? Reason.UNREACHABLE : Reason.TIMED_OUT, "broke off"));
        };
    scanner = new ProvenScanner(settings(most), source(() -> engine.gone ? next : engine));
    Await.until("it ended", SOON, () -> engine.gone);
    Await.until(
        "the next is ready",
        Duration.ofMillis(3500),
        () -> scanner.readiness().ready() && scan(10).verdict() instanceof Clean);
  }

  private EngineSource source(Supplier<EngineClient> found) {
    return new EngineSource() {
      @Override
      public String engine() {
        return "the engine";
      }

      @Override
      public EngineClient find(Duration patience, Runnable onEnd) {
        return found.get();
      }

      @Override
      public void release(EngineClient client) {
        // it holds nothing
      }

      @Override
      public void close() {
        engine.close();
      }
    };
  }

  @Test
  void aVerdictIsKeptUnderTheVersionThatGaveIt() {
    start(MAX_SIZE);
    awaitReady();
    Answer answer = scan(10);
    assertEquals(scanner.cacheKeys(), answer.cacheKey().stream().toList());
    assertTrue(scanner.holds(answer.cacheKey().orElseThrow(), soon()).isPresent());
    engine.version = "Engine 1/101";
    assertTrue(scanner.holds(answer.cacheKey().orElseThrow(), soon()).isEmpty());
  }

  @Test
  void anAnswerOfAnotherVersionIsNotKeptAndHasTheEngineLookedAt() {
    start(MAX_SIZE);
    awaitReady();
    engine.version = "Engine 1/101";
    engine.saidVersion = "Engine 1/101";
    assertEquals(Optional.empty(), scan(10).cacheKey());
    Await.until(
        "the new one is known",
        BEFORE_IT_IS_DUE,
        () -> scanner.readiness().version().endsWith("/101"));
    Await.until("it is kept again", SOON, () -> scan(10).cacheKey().isPresent());
  }

  @Test
  void whatTellsNoVersionIsNotKept() {
    engine.version = "";
    engine.saidVersion = "";
    start(MAX_SIZE);
    awaitReady();
    assertEquals(Optional.empty(), scan(10).cacheKey());
    assertEquals(List.of(), scanner.cacheKeys());
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"TIMED_OUT", "BUSY"})
  void probesThatWaitBehindScansSayNothingAgainstTheEngineForAWhile(Reason late) {
    start(MAX_SIZE);
    awaitReady();
    engine.script =
        sample -> {
          if (sample.name().equals("clean")) {
            assertEquals(new Clean(), scan(11).verdict(), "a scan is answered meanwhile");
            return Optional.of(new Unscanned(late, "late"));
          }
          return Optional.empty();
        };
    for (int i = 1; i <= 5; i++) {
      probe();
      assertTrue(scanner.readiness().ready(), "after " + i);
    }
    probe();
    Await.until("it is not ready", SOON, () -> !scanner.readiness().ready());
  }

  @Test
  void aProbeThatTimesOutWhileNothingIsScannedEndsTheProof() {
    start(MAX_SIZE);
    awaitReady();
    engine.script =
        sample ->
            sample.name().equals("clean")
                ? Optional.of(new Unscanned(Reason.TIMED_OUT, "late"))
                : Optional.empty();
    probe();
    Await.until("it is not ready", SOON, () -> !scanner.readiness().ready());
  }

  private void probe() {
    long before = cleanProbes();
    scanner.probeNow();
    Await.until("it is probed", SOON, () -> cleanProbes() > before);
  }

  private long cleanProbes() {
    return List.copyOf(engine.asked).stream().filter(name -> name.startsWith("clean ")).count();
  }

  @Test
  void anEngineThatComesBackWithALowerLimitIsNotBelievedBeyondIt() {
    start(MAX_SIZE);
    awaitReady();
    engine.limit = 100 << 10;
    engine.script = sample -> Optional.of(new Unscanned(Reason.UNREACHABLE, "restarted"));
    assertEquals(Reason.UNREACHABLE, reason(scan(10)));
    engine.script = sample -> Optional.empty();
    Await.until(
        "the lower limit is proven",
        SOON,
        () -> scanner.readiness().limit().orElse(0) == engine.limit);
    assertEquals(Reason.TOO_LARGE, reason(scan(200 << 10)));
  }

  /** As a clamd whose temporary folder is full. */
  @Test
  void theDeflatedProbeHoldsTheLimitAndWhatTheEngineRefusesIsToldInItsOwnWords() {
    start(MAX_SIZE);
    awaitReady();
    AtomicBoolean full = new AtomicBoolean();
    engine.script =
        sample -> {
          boolean large = sample.name().endsWith("tar with EICAR last") && full.get();
          if (large && (sample.size() > 100 << 10 || sample.name().startsWith("deflated"))) {
            return Optional.of(new Unscanned(Reason.REFUSED, "No space left ERROR"));
          }
          return switch (sample.name()) {
            case "deflated tar with EICAR last" -> Optional.of(new Infected("Eicar"));
            case "test" -> Optional.of(new Unscanned(Reason.UNREACHABLE, "only this one"));
            default -> Optional.empty();
          };
        };
    engine.asked.clear();
    assertEquals(Reason.UNREACHABLE, reason(scan(10)));
    Await.until("the limit is looked at", SOON, () -> asked("deflated tar with EICAR last "));
    Await.until("so is the rest", SOON, () -> asked("encrypted zip "));
    assertFalse(asked("tar with EICAR first " + MAX_SIZE), engine.asked.toString());
    full.set(true);
    scanner.probeNow();
    Await.until("the limit sank", SOON, () -> advice("to larger ones it says"));
    assertTrue(advice("No space left ERROR"));
    assertTrue(limit() <= 100 << 10, "" + limit());
  }

  /** As a clamd whose temporary folder became full. */
  @Test
  void anEngineThatUnpacksLessThanItDidIsProvenAnewAndItIsTold() {
    AtomicBoolean full = new AtomicBoolean();
    engine.process = "1";
    engine.script =
        sample ->
            switch (sample.name()) {
              case "deflated tar with EICAR last" ->
                  Optional.of(
                      full.get()
                          ? new Unscanned(Reason.REFUSED, "No space left ERROR")
                          : new Infected("Eicar"));
              case "test" -> Optional.of(new Unscanned(Reason.UNREACHABLE, "only this one"));
              default -> Optional.empty();
            };
    start(MAX_SIZE);
    awaitReady();
    assertEquals(Reason.UNREACHABLE, reason(scan(10)));
    Await.until("it was shown to unpack", SOON, () -> asked("deflated tar with EICAR last "));
    Await.until("so is the rest", SOON, () -> asked("tar with EICAR first 1024", 3));
    full.set(true);
    try (Warnings warnings = new Warnings(EngineMonitor.class)) {
      awaitWithDoubt(() -> advice("no longer unpacks"));
      assertTrue(advice("No space left ERROR"), "" + scanner.readiness().advice());
      assertTrue(
          warnings.logged().stream().anyMatch(line -> line.startsWith("WARNING not scanning: ")));
    }
    full.set(false);
    awaitWithDoubt(() -> scanner.readiness().ready() && !advice("no longer unpacks"));
  }

  private void awaitWithDoubt(Supplier<Boolean> until) {
    Await.until(
        "it was looked at",
        SOON,
        () -> {
          scan(10);
          return until.get();
        });
  }

  private boolean asked(String beginning) {
    return List.copyOf(engine.asked).stream().anyMatch(name -> name.startsWith(beginning));
  }

  @Test
  void anEngineWhoseConnectionBrokeOffOnceHasItsLimitLookedAt() {
    start(MAX_SIZE);
    awaitReady();
    engine.limit = 100 << 10;
    engine.script =
        sample ->
            sample.name().equals("test")
                ? Optional.of(new Unscanned(Reason.UNREACHABLE, "only this one"))
                : Optional.empty();
    assertEquals(Reason.UNREACHABLE, reason(scan(10)));
    Await.until(
        "the lower limit is proven",
        SOON,
        () -> scanner.readiness().limit().orElse(0) == engine.limit);
  }

  @Test
  void anEngineThatKnowsEicarByItsDigestAloneIsNotBelieved() {
    engine.script = ProvenScannerTest::byDigest;
    start(MAX_SIZE);
    assertNotReady("does not look into archives");
  }

  /** Whose engine has gone while its cache still answers: noticed long before the limit is due. */
  @Test
  void anEngineThatKnowsNothingButDigestsFromNowOnIsNoLongerBelieved() {
    start(MAX_SIZE);
    awaitReady();
    engine.script = ProvenScannerTest::byDigest;
    assertNotReady("does not look into archives");
  }

  private static Optional<Verdict> byDigest(Sample sample) {
    try (InputStream content = sample.open()) {
      boolean eicar = Fixtures.sha256(content).equals(Fixtures.sha256(Fixtures.eicar()));
      return Optional.of(eicar ? new Infected("known") : new Clean());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An administrator who reads it each hour reads it no more. */
  @Test
  void adviceIsLoggedWhenItIsNewAndNotEachTimeThatSomethingElseChanges() {
    engine.script =
        sample ->
            sample.name().equals("EICAR in a zip") ? Optional.of(new Clean()) : Optional.empty();
    try (Warnings warnings = new Warnings(EngineMonitor.class)) {
      start(MAX_SIZE);
      awaitReady();
      engine.version = "Engine 1/101";
      scanner.probeNow();
      Await.until(
          "it is told",
          SOON,
          () -> warnings.logged().stream().anyMatch(line -> line.contains("Engine 1/101")));
      List<String> told =
          warnings.logged().stream().filter(line -> line.startsWith("WARNING")).toList();
      assertTrue(told.contains("WARNING the engine says OK to a virus in a zip; mend ZIP"));
      assertEquals(told.stream().distinct().toList(), told);
    }
  }

  @Test
  void aFaultOfOursInAProbeEndsTheProofAndNotTheWatch() {
    start(MAX_SIZE);
    awaitReady();
    engine.script =
        sample -> {
          throw new IllegalStateException("as the test wants it");
        };
    scanner.probeNow();
    assertNotReady("internal error while probing");
    engine.proper();
    awaitReady();
  }

  @Test
  void anEngineThatIsReplacedByAWeakerOneIsWarnedAbout() {
    start(MAX_SIZE);
    awaitReady();
    engine.script =
        sample ->
            switch (sample.name()) {
              case "EICAR in a zip" -> Optional.of(new Clean());
              case "test" -> Optional.of(new Unscanned(Reason.UNREACHABLE, "restarted"));
              default -> Optional.empty();
            };
    assertEquals(Reason.UNREACHABLE, reason(scan(10)));
    Await.until("it is warned about", SOON, () -> advice("says OK to a virus in a zip"));
  }

  /**
   * Such as a clamd whose MaxScanTime ended the scan: it says OK to what it has not finished.
   *
   * @param told what the engine says to what is beyond its limits
   * @param time whether it tells of its time limit in the same way
   */
  @ParameterizedTest
  @CsvSource({"LIMIT_EXCEEDED, true", "LIMIT_EXCEEDED, false", "REFUSED, true", "OK, true"})
  void aCleanAnswerThatTookLongerThanWhatWasShownCountsOnlyFromOneThatTellsOfItsTimeLimit(
      String told, boolean time) {
    boolean tells = time && told.equals("LIMIT_EXCEEDED");
    engine.tellsTimeWithLimits = time;
    engine.script =
        sample -> {
          if (sample.name().equals("nested zip") && !told.equals("OK")) {
            return Optional.of(new Unscanned(Reason.valueOf(told), "too deep"));
          }
          if (sample.size() == 10) {
            long begun = System.nanoTime();
            Await.until("some time", SOON, () -> System.nanoTime() - begun > 1_500_000_000L);
            return Optional.of(new Clean());
          }
          return Optional.empty();
        };
    scanner = new ProvenScanner(settings(MAX_SIZE), EngineSource.of(engine), Duration.ofSeconds(1));
    awaitReady();
    Answer answer = scan(10);
    if (tells) {
      assertEquals(new Clean(), answer.verdict());
    } else {
      assertEquals(Reason.LIMIT_EXCEEDED, reason(answer));
      assertTrue(detail(answer).contains("mend BEYOND_LIMITS"), detail(answer));
      assertEquals(Optional.empty(), answer.cacheKey());
    }
    assertEquals(new Infected("Eicar"), scan(TestSample.of(Fixtures.eicar())).verdict());
  }

  @Test
  void aLongerProbeThatWasFoundShowsALongerTimeUntilSomeOthersWereShorter() {
    TimeShown time = new TimeShown(Duration.ofSeconds(10));
    assertTrue(time.covers(Duration.ofSeconds(10)));
    assertFalse(time.covers(Duration.ofSeconds(11)));
    time.found(Duration.ofSeconds(12), Duration.ZERO);
    time.found(Duration.ofSeconds(3), Duration.ZERO);
    assertTrue(time.covers(Duration.ofSeconds(12)));
    for (int i = 0; i < 5; i++) {
      time.found(Duration.ofSeconds(3), Duration.ZERO);
    }
    assertFalse(time.covers(Duration.ofSeconds(11)));
    time.found(Duration.ofSeconds(12), Duration.ZERO);
    time.forget();
    assertFalse(time.covers(Duration.ofSeconds(11)));
  }

  @Test
  void whatAProbeWaitedInAQueueShowsNothingAndWhatEachFileTakesDoes() {
    TimeShown queue = new TimeShown(Duration.ofSeconds(10));
    queue.small(Duration.ofMillis(10));
    queue.small(Duration.ofSeconds(25));
    queue.found(Duration.ofSeconds(40), Duration.ofSeconds(25));
    assertTrue(queue.covers(Duration.ofSeconds(15)));
    assertFalse(queue.covers(Duration.ofSeconds(16)));
    TimeShown loads = new TimeShown(Duration.ofSeconds(10));
    loads.small(Duration.ofSeconds(25));
    loads.found(Duration.ofSeconds(40), Duration.ofSeconds(25));
    assertTrue(loads.covers(Duration.ofSeconds(40)));
  }

  /** It shows that the beginning was scanned, and is found before the rest is. */
  @Test
  void aProbeWithEicarAtItsBeginningShowsNoTime() {
    engine.script =
        sample -> {
          boolean first = sample.name().equals("tar with EICAR first");
          if ((first && sample.size() == MAX_SIZE) || sample.size() == 10) {
            long begun = System.nanoTime();
            Await.until("some time", SOON, () -> System.nanoTime() - begun > 1_500_000_000L);
            return Optional.of(first ? new Infected("Eicar") : new Clean());
          }
          return Optional.empty();
        };
    scanner = new ProvenScanner(settings(MAX_SIZE), EngineSource.of(engine), Duration.ofSeconds(1));
    awaitReady();
    assertEquals(Reason.LIMIT_EXCEEDED, reason(scan(10)));
  }

  @Test
  void noTwoProbesOfAnArchiveAreTheSame() throws IOException {
    for (long size : new long[] {1024, 5000, 1 << 20}) {
      assertNotEquals(
          digest(ProbeSamples.tarWithEicarFirst(size)),
          digest(ProbeSamples.tarWithEicarFirst(size)));
      assertNotEquals(
          digest(ProbeSamples.tarWithEicarLast(size)), digest(ProbeSamples.tarWithEicarLast(size)));
    }
  }

  private static String digest(Sample sample) throws IOException {
    try (InputStream content = sample.open()) {
      return Fixtures.sha256(content);
    }
  }

  @Test
  void whatItTellsOfItsFailuresTellsOfAProbeThatCameAfterThem() {
    start(MAX_SIZE);
    awaitReady();
    long now = System.nanoTime();
    assertTrue(scanner.shown() - now < 0);
    scanner.probeNow();
    Await.until("it has shown true answers since", SOON, () -> scanner.shown() - now > 0);
  }

  private void start(long maxFileSize) {
    scanner = new ProvenScanner(settings(maxFileSize), engine);
  }

  private static ProvenScanner.Settings settings(long maxFileSize) {
    return new ProvenScanner.Settings(
        "some", new DataSize(maxFileSize), Duration.ofSeconds(5), SOON);
  }

  private void awaitReady() {
    Await.until("it is ready", SOON, () -> scanner.readiness().ready());
  }

  private void assertNotReady(String why) {
    Await.until(
        "it says why",
        SOON,
        () -> scanner.readiness().obstacle().filter(no -> no.detail().contains(why)).isPresent());
  }

  private Unscanned obstacle() {
    return scanner.readiness().obstacle().orElseThrow();
  }

  private boolean advice(String part) {
    return scanner.readiness().advice().stream().anyMatch(sentence -> sentence.contains(part));
  }

  private Answer scan(int size) {
    return scan(TestSample.of(new byte[size]));
  }

  private Answer scan(Sample sample) {
    return scanner.scan(sample, soon());
  }

  private static Deadline soon() {
    return Deadline.in(SOON);
  }

  private static Reason reason(Answer answer) {
    return assertInstanceOf(Unscanned.class, answer.verdict()).reason();
  }

  private static String detail(Answer answer) {
    return assertInstanceOf(Unscanned.class, answer.verdict()).detail();
  }
}

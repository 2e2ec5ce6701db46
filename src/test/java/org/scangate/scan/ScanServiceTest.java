package org.scangate.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.testing.Await;
import org.scangate.testing.Fixtures;
import org.scangate.testing.ScriptedScanner;
import org.scangate.testing.TestSample;

class ScanServiceTest {

  private static final Verdict CLEAN = new Clean();
  private static final Verdict INFECTED = new Infected("Eicar-Test");
  private static final Verdict UNSCANNED = new Unscanned(Reason.TIMED_OUT, "too slow");
  private static final DataSize LIMIT = new DataSize(1000);
  private static final Sample SAMPLE = TestSample.of(new byte[] {1, 2, 3});

  private final MapCache cache = new MapCache();
  private final List<ScanReport> heard = new ArrayList<>();

  static Stream<Arguments> worst() {
    return Stream.of(
        Arguments.of(CLEAN, List.of(CLEAN)),
        Arguments.of(CLEAN, List.of(CLEAN, CLEAN, CLEAN)),
        Arguments.of(UNSCANNED, List.of(UNSCANNED, CLEAN)),
        Arguments.of(UNSCANNED, List.of(CLEAN, UNSCANNED)),
        Arguments.of(INFECTED, List.of(CLEAN, INFECTED)),
        Arguments.of(INFECTED, List.of(UNSCANNED, INFECTED)),
        Arguments.of(INFECTED, List.of(UNSCANNED, CLEAN, INFECTED)));
  }

  @ParameterizedTest
  @MethodSource("worst")
  void theWorstOfAllAnswersIsTheVerdict(Verdict worst, List<Verdict> answers) {
    ScanReport report = service(saying(answers)).scan(SAMPLE);
    assertEquals(worst, report.verdict());
    List<Verdict> told = report.answers().stream().map(Answer::verdict).toList();
    if (worst.equals(INFECTED)) { // then one that was not scanned may look broken off by it
      assertEquals(without(UNSCANNED, answers), without(UNSCANNED, told));
    } else {
      assertEquals(answers, told);
    }
  }

  private static List<Verdict> without(Verdict one, List<Verdict> all) {
    return all.stream().filter(verdict -> !verdict.equals(one)).toList();
  }

  @Test
  void allAreAskedAtTheSameTime() {
    CyclicBarrier all = new CyclicBarrier(3);
    List<ScriptedScanner> scanners =
        Stream.of("a", "b", "c").map(name -> meeting(name, all)).toList();
    ScanReport report = service(scanners).scan(SAMPLE);
    assertEquals(CLEAN, report.verdict());
    assertEquals(
        List.of("a", "b", "c"),
        report.answers().stream().map(answer -> answer.engine().scanner()).toList());
  }

  private static ScriptedScanner meeting(String name, CyclicBarrier all) {
    return new ScriptedScanner(
        name,
        (sample, deadline) -> {
          try {
            all.await(5, TimeUnit.SECONDS);
            return ScriptedScanner.answer(name, CLEAN);
          } catch (Exception e) {
            return ScriptedScanner.answer(name, UNSCANNED);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFindingEndsTheScansOfTheOthersEarlyAndTheyAreNotReported(boolean first) {
    ScriptedScanner finding = ScriptedScanner.saying("finding", INFECTED);
    ScriptedScanner endless =
        new ScriptedScanner(
            "endless",
            (sample, deadline) -> {
              Await.until("its deadline is over", Duration.ofSeconds(60), deadline::passed);
              return ScriptedScanner.answer("endless", UNSCANNED);
            });
    long begun = System.nanoTime();
    ScanReport report =
        new ScanService(
                first ? List.of(finding, endless) : List.of(endless, finding),
                cache,
                LIMIT,
                Duration.ofSeconds(40),
                heard::add)
            .scan(SAMPLE);
    assertEquals(INFECTED, report.verdict());
    assertEquals(List.of(INFECTED), report.answers().stream().map(Answer::verdict).toList());
    assertTrue(System.nanoTime() - begun < Duration.ofSeconds(20).toNanos(), "not early");
  }

  @Test
  void whoIsInterruptedWhileOthersScanIsToldUnscannedAndStaysInterrupted() {
    ScriptedScanner interrupting =
        new ScriptedScanner(
            "a",
            (sample, deadline) -> {
              Thread.currentThread().interrupt();
              return ScriptedScanner.answer("a", CLEAN);
            });
    ScriptedScanner endless =
        new ScriptedScanner(
            "b",
            (sample, deadline) -> {
              Await.until("its deadline is over", Duration.ofSeconds(60), deadline::passed);
              return ScriptedScanner.answer("b", UNSCANNED);
            });
    ScanService service =
        new ScanService(
            List.of(interrupting, endless), cache, LIMIT, Duration.ofSeconds(40), heard::add);
    long begun = System.nanoTime();
    ScanReport report = service.scan(SAMPLE);
    assertTrue(Thread.interrupted());
    assertEquals(UNSCANNED, report.verdict());
    assertEquals(2, report.answers().size());
    assertTrue(System.nanoTime() - begun < Duration.ofSeconds(20).toNanos(), "not early");
  }

  @Test
  void itsThreadsEndWithIt() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    ScriptedScanner noting =
        new ScriptedScanner(
            "noting",
            (sample, deadline) -> {
              threads.add(Thread.currentThread());
              return ScriptedScanner.answer("noting", CLEAN);
            });
    ScanService service = service(List.of(ScriptedScanner.saying("a", CLEAN), noting));
    service.scan(SAMPLE);
    Thread own = threads.iterator().next();
    assertTrue(own.isAlive() && own.isDaemon());
    service.close();
    Await.until("no thread is left", Duration.ofSeconds(5), () -> !own.isAlive());
    assertEquals(CLEAN, service.scan(SAMPLE).verdict(), "what comes late is still answered");
  }

  @Test
  void withoutAScannerNothingIsClean() {
    ScanReport report = service(List.of()).scan(SAMPLE);
    assertEquals(Reason.NO_SCANNER, reason(report));
    Readiness readiness = service(List.of()).readiness().get("scanner");
    assertEquals(Reason.NO_SCANNER, readiness.obstacle().orElseThrow().reason());
  }

  @Test
  void whatIsOverTheLimitIsTooLargeAndNotOpened() {
    List<ScriptedScanner> scanners = saying(List.of(CLEAN));
    ScanService service = service(scanners);
    assertEquals(
        Reason.TOO_LARGE,
        reason(service.scan(TestSample.of(1001, ScanServiceTest::mustNotBeOpened))));
    assertEquals(0, scanners.get(0).scans.get());
    assertEquals(CLEAN, service.scan(TestSample.of(new byte[1000])).verdict());
    assertEquals(CLEAN, service.scan(TestSample.of(new byte[0])).verdict());
  }

  @Test
  void aFaultInAScannerIsUnscannedAndDoesNotHideAFinding() {
    ScriptedScanner broken = throwing();
    ScanReport report = service(List.of(broken)).scan(SAMPLE);
    assertEquals(Reason.REFUSED, reason(report));
    assertEquals("broken", report.answers().get(0).engine().scanner());
    List<Scanner> withAnother = List.of(throwing(), ScriptedScanner.saying("b", INFECTED));
    assertEquals(INFECTED, service(withAnother).scan(SAMPLE).verdict());
    List<Scanner> withAClean = List.of(throwing(), ScriptedScanner.saying("b", CLEAN));
    assertEquals(Reason.REFUSED, reason(service(withAClean).scan(SAMPLE)));
  }

  @Test
  void noMemoryIsAFaultLikeAnyOther() {
    ScriptedScanner exhausted =
        new ScriptedScanner(
            "exhausted",
            (sample, deadline) -> {
              throw new OutOfMemoryError("of the test");
            });
    for (List<Scanner> all :
        List.<List<Scanner>>of(
            List.of(exhausted),
            List.of(exhausted, ScriptedScanner.saying("b", CLEAN)),
            List.of(ScriptedScanner.saying("b", CLEAN), exhausted))) {
      assertEquals(Reason.REFUSED, reason(service(all).scan(SAMPLE)));
    }
  }

  @Test
  void aFaultInTheCacheIsUnscannedToo() {
    cache.broken = true;
    ScriptedScanner scanner = keyed(CLEAN, "key");
    assertEquals(Reason.REFUSED, reason(service(List.of(scanner)).scan(SAMPLE)));
  }

  @Test
  void whoeverFailsToHearOfItTheVerdictStands() {
    ScanService service =
        new ScanService(
            saying(List.of(INFECTED)),
            cache,
            LIMIT,
            Duration.ofSeconds(5),
            report -> {
              throw new IllegalStateException("a deaf listener");
            });
    assertEquals(INFECTED, service.scan(SAMPLE).verdict());
  }

  @Test
  void everyScanIsReportedOnceWithAllThatIsKnown() {
    Instant before = Instant.now();
    Sample sample = TestSample.of(new byte[] {1, 2, 3}).named("a name");
    ScanService service = service(saying(List.of(CLEAN)));
    ScanReport report = service.scan(sample);
    assertEquals(List.of(report), heard);
    assertEquals("a name", report.name());
    assertEquals("test", report.origin().text());
    assertEquals(3, report.size());
    assertEquals(SAMPLE.sha256(), report.sha256());
    assertFalse(report.ended().isBefore(before));
    assertTrue(ScanId.isOurs(report.id()), "its id can be told from others'");
    assertNotEquals(report.id(), service.scan(sample).id());
  }

  @Test
  void whatIsInfectedHasADigestThoughNobodyWasGivenIt() {
    TestSample unread = TestSample.of(3, () -> new ByteArrayInputStream(new byte[] {1, 2, 3}));
    Optional<String> digest = Optional.of(Fixtures.sha256(new byte[] {1, 2, 3}));
    EntryRules rules = EntryRules.within(Duration.ofSeconds(5));
    assertEquals(digest, service(saying(List.of(INFECTED))).scan(unread, rules).sha256());
    assertEquals(1, unread.opened().get());
    assertEquals(Optional.empty(), service(saying(List.of(CLEAN))).scan(unread, rules).sha256());
    assertEquals(1, unread.opened().get());
    EntryRules always = rules.withDigest(true);
    assertEquals(digest, service(saying(List.of(CLEAN))).scan(unread, always).sha256());
  }

  @Test
  void everyScannerIsGivenTheSameDeadline() {
    List<Deadline> deadlines = new ArrayList<>();
    ScriptedScanner one =
        new ScriptedScanner(
            "a",
            (sample, deadline) -> {
              deadlines.add(deadline);
              return ScriptedScanner.answer("a", CLEAN);
            });
    service(List.of(one, one)).scan(SAMPLE);
    assertEquals(2, deadlines.size());
    assertEquals(deadlines.get(0), deadlines.get(1));
    assertTrue(deadlines.get(0).nanosLeft() <= Duration.ofSeconds(5).toNanos());
  }

  @Test
  void readinessIsToldByNameInTheConfiguredOrder() {
    ScriptedScanner b = ScriptedScanner.saying("b", CLEAN);
    ScriptedScanner a = ScriptedScanner.saying("a", CLEAN);
    b.notReady();
    Map<String, Readiness> readiness = service(List.of(b, a)).readiness();
    assertEquals(List.of("b", "a"), List.copyOf(readiness.keySet()));
    assertFalse(readiness.get("b").ready());
    assertTrue(readiness.get("a").ready());
  }

  static Stream<Verdict> kept() {
    return Stream.of(CLEAN, INFECTED);
  }

  @ParameterizedTest
  @MethodSource("kept")
  void whatIsKnownIsNotScannedAgain(Verdict verdict) {
    ScriptedScanner scanner = keyed(verdict, "key");
    ScanService service = service(List.of(scanner));
    Answer first = service.scan(SAMPLE).answers().get(0);
    Answer second = service.scan(SAMPLE).answers().get(0);
    assertEquals(List.of(verdict, verdict), List.of(first.verdict(), second.verdict()));
    assertEquals(List.of(false, true), List.of(first.known(), second.known()));
    assertEquals("a", second.engine().scanner());
    assertEquals("Test 1/2", second.engine().version());
    assertEquals(1, scanner.scans.get());
  }

  @Test
  void otherContentIsAnotherThing() {
    ScriptedScanner scanner = keyed(CLEAN, "key");
    ScanService service = service(List.of(scanner));
    service.scan(SAMPLE);
    assertFalse(service.scan(TestSample.of(new byte[] {1, 2, 4})).answers().get(0).known());
    assertEquals(2, scanner.scans.get());
  }

  @Test
  void anotherKeyIsAnotherThing() {
    ScriptedScanner scanner = keyed(CLEAN, "signatures of Monday");
    ScanService service = service(List.of(scanner));
    service.scan(SAMPLE);
    scanner.keys = List.of("signatures of Tuesday");
    assertFalse(service.scan(SAMPLE).answers().get(0).known());
    assertEquals(2, scanner.scans.get());
  }

  @Test
  void anyOfAScannersKeysWillDo() {
    ScriptedScanner scanner = keyed(INFECTED, "address 1");
    ScanService service = service(List.of(scanner));
    service.scan(SAMPLE);
    scanner.keys = List.of("address 2", "address 1");
    assertEquals(INFECTED, service.scan(SAMPLE).verdict());
    assertEquals(1, scanner.scans.get());
  }

  @Test
  void whoHasNoKeyNowIsAskedHimself() {
    ScriptedScanner scanner = keyed(CLEAN, "key");
    ScanService service = service(List.of(scanner));
    service.scan(SAMPLE);
    scanner.keys = List.of();
    service.scan(SAMPLE);
    assertEquals(2, scanner.scans.get());
  }

  /** It may have got newer signatures just now. */
  @Test
  void whatAScannerDoesNotHoldAnyMoreIsScannedAgain() {
    ScriptedScanner scanner = keyed(CLEAN, "key");
    ScanService service = service(List.of(scanner));
    service.scan(SAMPLE);
    scanner.holds = false;
    assertFalse(service.scan(SAMPLE).answers().get(0).known());
    assertEquals(2, scanner.scans.get());
  }

  @Test
  void withoutAKeyNothingIsKept() {
    service(saying(List.of(CLEAN, UNSCANNED, INFECTED))).scan(SAMPLE);
    assertEquals(Map.of(), cache.verdicts);
  }

  @Test
  void withoutADigestNothingIsKeptOrLookedFor() {
    ScriptedScanner scanner = keyed(CLEAN, "key");
    ScanService service = service(List.of(scanner));
    Sample unknown = TestSample.of(3, SAMPLE::open);
    service.scan(unknown);
    service.scan(unknown);
    assertEquals(Map.of(), cache.verdicts);
    assertEquals(2, scanner.scans.get());
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void whatWasNotScannedIsNeverKept(Reason reason) {
    ScriptedScanner scanner = keyed(new Unscanned(reason, "no"), "key");
    ScanService service = service(List.of(scanner));
    service.scan(SAMPLE);
    service.scan(SAMPLE);
    assertEquals(Map.of(), cache.verdicts);
    assertEquals(2, scanner.scans.get());
  }

  @Test
  void oneScannersKnowledgeIsNotAnothers() {
    ScriptedScanner a = keyed(CLEAN, "key of a");
    ScriptedScanner b = ScriptedScanner.saying("b", INFECTED);
    b.keys = List.of("key of b");
    ScanService service = service(List.of(a, b));
    assertEquals(INFECTED, service.scan(SAMPLE).verdict());
    assertEquals(INFECTED, service.scan(SAMPLE).verdict());
    assertEquals(List.of(1, 2), List.of(a.scans.get(), b.scans.get()));
  }

  private ScanService service(List<? extends Scanner> scanners) {
    return new ScanService(scanners, cache, LIMIT, Duration.ofSeconds(5), heard::add);
  }

  private static List<ScriptedScanner> saying(List<Verdict> verdicts) {
    return verdicts.stream().map(verdict -> ScriptedScanner.saying("a", verdict)).toList();
  }

  private static ScriptedScanner keyed(Verdict verdict, String key) {
    Answer answer =
        new Answer(
            verdict,
            new Engine("a", "here", "Test 1/2"),
            Optional.of(key),
            false,
            Optional.empty());
    ScriptedScanner scanner = new ScriptedScanner("a", (sample, deadline) -> answer);
    scanner.keys = List.of(key);
    return scanner;
  }

  private static ScriptedScanner throwing() {
    return new ScriptedScanner(
        "broken",
        (sample, deadline) -> {
          throw new IllegalStateException("a fault");
        });
  }

  private static InputStream mustNotBeOpened() {
    throw new AssertionError("it was opened");
  }

  private static Reason reason(ScanReport report) {
    return assertInstanceOf(Unscanned.class, report.verdict()).reason();
  }

  private static final class MapCache implements VerdictCache {
    private final Map<String, Verdict> verdicts = new ConcurrentHashMap<>();
    private boolean broken;

    @Override
    public Optional<Verdict> find(String key) {
      if (broken) {
        throw new IllegalStateException("a broken cache");
      }
      return Optional.ofNullable(verdicts.get(key));
    }

    @Override
    public void keep(String key, Verdict verdict) {
      verdicts.put(key, verdict);
    }

    @Override
    public void forget(String sha256) {
      throw new AssertionError("nobody asks for it here");
    }

    @Override
    public void flush() {
      verdicts.clear();
    }
  }
}

package org.scangate.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.scangate.container.ContainerKind.RAR4;
import static org.scangate.container.ContainerKind.RAR5;
import static org.scangate.container.ContainerKind.SEVEN_ZIP;
import static org.scangate.container.ContainerKind.ZIP;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.scangate.container.ByteSource;
import org.scangate.container.ContainerKind;
import org.scangate.container.Contents;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.testing.Await;
import org.scangate.testing.ScriptedScanner;
import org.scangate.testing.TestSample;

/** What "clean" is worth of a file that is packed. */
class ContainerRuleTest {

  private static final long LIMIT = 1000;
  private static final Sample SAMPLE = TestSample.of(new byte[] {1, 2, 3});
  private static final EntryRules RULES = EntryRules.within(Duration.ofSeconds(20));
  private static final ContainerRule.Inspector NOBODY_LOOKS =
      (file, limit, enough) -> {
        throw new AssertionError("it was looked at");
      };

  @ParameterizedTest
  @EnumSource(ContainerKind.class)
  void aKindThatNoScannerWasShownToOpenIsNotOpened(ContainerKind kind) {
    Unscanned verdict = unscanned(scan(packedIn(kind), opening("a"), opening("b")));
    assertEquals(Reason.NOT_OPENED, verdict.reason());
    assertTrue(verdict.detail().startsWith(kind.word() + ": no scanner"), verdict.detail());
    assertEquals(new Clean(), scan(packedIn(kind), opening("a"), opening("b", kind)).verdict());
  }

  /** Each kind must be opened, and what is in a zip only by who opens the zip as well. */
  @ParameterizedTest(name = "{0} by {1} and {2}: {3}")
  @CsvSource(
      textBlock =
          """
          ZIP RAR5,      ZIP,           ZIP RAR5, ''
          ZIP RAR5,      ZIP,           RAR5,     rar5
          ZIP RAR5,      RAR5,          RAR4,     'rar5, zip'
          RAR5,          ZIP,           RAR5,     ''
          ZIP RAR4 RAR5, ZIP RAR4,      ZIP RAR5, ''
          ZIP RAR4 RAR5, ZIP RAR4,      ZIP RAR4, rar5
          ZIP ZIP_LZMA,  ZIP,           ZIP_LZMA, ''
          ZIP ZIP_LZMA,  ZIP,           ZIP,      zip-lzma
          """)
  void whoOpensWhat(String seen, String one, String other, String unopened) {
    ScanReport report =
        scan(packedIn(kinds(seen)), opening("a", kinds(one)), opening("b", kinds(other)));
    assertEquals(unopened, String.join(", ", report.packing().unopened()));
    assertEquals(kinds(seen).length, report.packing().kinds().size());
    assertEquals(unopened.isEmpty(), report.verdict() instanceof Clean);
  }

  @Test
  void listsAloneAnswerAsBeforeAndCountForNothingBesideAnEngine() {
    ScriptedScanner list = ScriptedScanner.clean("list", "1");
    assertEquals(new Clean(), scan(NOBODY_LOOKS, list).verdict());
    assertEquals(Reason.NOT_OPENED, unscanned(scan(packedIn(RAR5), list, opening("a"))).reason());
    assertEquals(new Clean(), scan(packedIn(RAR5), list, opening("a", RAR5)).verdict());
  }

  @Test
  void whatIsNotCleanIsNotLookedAt() {
    ScriptedScanner finding = opening("a");
    finding.says(new Infected("Eicar-Test"));
    assertEquals(new Infected("Eicar-Test"), scan(NOBODY_LOOKS, finding).verdict());
    ScriptedScanner busy = opening("a");
    busy.says(ScriptedScanner.unscanned(Reason.BUSY));
    assertEquals(Reason.BUSY, unscanned(scan(NOBODY_LOOKS, busy, opening("b"))).reason());
  }

  @Test
  void whatNeedsAPasswordIsEncryptedWhateverIsOpenedAndAccepted() {
    Contents contents =
        new Contents(Set.of(RAR5), 0, Optional.of("a RAR with a password"), Optional.empty());
    ScanReport report =
        service(look(contents), opening("a", RAR5)).scan(SAMPLE, accepting(RAR5, ZIP));
    assertEquals(Reason.ENCRYPTED, unscanned(report).reason());
    assertTrue(unscanned(report).detail().startsWith("a RAR with a password"));
  }

  @Test
  void theAdministratorsExceptionIsNamedAndGoesNoFurther() {
    ScanService service = service(packedIn(ZIP, RAR4, RAR5), opening("a", ZIP));
    ScanReport report = service.scan(SAMPLE, accepting(RAR5, RAR4, SEVEN_ZIP));
    assertEquals(new Clean(Set.of("rar4", "rar5")), report.verdict());
    assertEquals(Set.of("rar4", "rar5"), report.packing().unopened());
    Unscanned verdict = unscanned(service.scan(SAMPLE, accepting(RAR4)));
    assertEquals(Reason.NOT_OPENED, verdict.reason());
    assertTrue(verdict.detail().startsWith("rar5: "), verdict.detail());
    assertEquals(
        new Clean(),
        service(packedIn(RAR5), opening("a", RAR5)).scan(SAMPLE, accepting(RAR5)).verdict(),
        "what is opened needs no exception");
  }

  /** Of several, the largest limit of those that open the zip; of several methods, the smallest. */
  @ParameterizedTest(name = "{0} of {1} bytes by {2} up to {3} and {4} up to {5}")
  @CsvSource(
      textBlock =
          """
          ZIP,          1000, ZIP, 1000, ZIP,          10,   true
          ZIP,          1001, ZIP, 1000, ZIP,          10,   false
          ZIP,          1001, ZIP, 1000, RAR5,         9999, false
          ZIP ZIP_LZMA, 50,   ZIP, 1000, ZIP ZIP_LZMA, 50,   true
          ZIP ZIP_LZMA, 51,   ZIP, 1000, ZIP ZIP_LZMA, 50,   false
          """)
  void aMemberLargerThanEveryLimitIsNotOpened(
      String seen, long member, String one, long limit, String other, long limit2, boolean ok) {
    AtomicLong asked = new AtomicLong();
    Contents contents =
        new Contents(Set.of(kinds(seen)), member, Optional.empty(), Optional.empty());
    ScanReport report =
        scan(
            (file, most, enough) -> {
              asked.set(most);
              return contents;
            },
            opening("a", limit, true, kinds(one)),
            opening("b", limit2, true, kinds(other)));
    assertEquals(Math.max(limit, limit2), asked.get());
    if (ok) {
      assertEquals(new Clean(), report.verdict());
    } else {
      assertEquals(Reason.NOT_OPENED, unscanned(report).reason());
      assertTrue(unscanned(report).detail().contains(member + " bytes"));
    }
  }

  @Test
  void whileAnEngineIsStillAskedItPassesByItself() {
    ScriptedScanner found = opening("found", LIMIT, false, ZIP);
    for (ScanReport report :
        List.of(
            scan(packedIn(RAR5), opening("a", ZIP), found),
            scan(
                look(new Contents(Set.of(ZIP), 1001, Optional.empty(), Optional.empty())),
                found))) {
      assertEquals(Reason.UNREACHABLE, unscanned(report).reason());
      assertTrue(unscanned(report).detail().startsWith("found is not yet proven to open "));
    }
    assertEquals(new Clean(), scan(packedIn(ZIP), found).verdict());
  }

  @Test
  void whereOurOwnLookEndsTheEnginesWordStandsAndIsNoted() {
    Contents some =
        new Contents(Set.of(ZIP), 0, Optional.empty(), Optional.of("more than 20,000 members"));
    ScanReport report = scan(look(some), opening("a", ZIP));
    assertEquals(new Clean(), report.verdict());
    assertEquals(Optional.of("more than 20,000 members"), report.packing().unread());
    assertEquals(
        Reason.NOT_OPENED, unscanned(scan(look(some), opening("a"))).reason(), "as far as seen");
  }

  @Test
  void aSourceThatFailsAndAFaultOfOursAreNeverClean() {
    Sample unreadable =
        TestSample.of(
            3,
            () -> {
              throw new IOException("gone");
            });
    ScanReport report = service(packedIn(), opening("a", ZIP)).scan(unreadable, RULES);
    assertEquals(Reason.REFUSED, unscanned(report).reason());
    assertTrue(unscanned(report).detail().contains("gone"));
    ContainerRule.Inspector faulty =
        (file, limit, enough) -> {
          throw new StackOverflowError("of the test");
        };
    assertEquals(Reason.REFUSED, unscanned(scan(faulty, opening("a", ZIP))).reason());
  }

  /** A look that does not end by itself. */
  private static Contents untilEnough(ByteSource file, long limit, BooleanSupplier enough) {
    Await.until("it is enough", Duration.ofSeconds(15), enough::getAsBoolean);
    return new Contents(Set.of(ZIP), 0, Optional.empty(), Optional.of("no time"));
  }

  @Test
  void theLookEndsWithTheDeadlineAndThenIsNotClean() {
    ScanService service = service(ContainerRuleTest::untilEnough, opening("a", ZIP));
    long begun = System.nanoTime();
    ScanReport report = service.scan(SAMPLE, EntryRules.within(Duration.ofMillis(100)));
    assertEquals(Reason.TIMED_OUT, unscanned(report).reason());
    assertTrue(System.nanoTime() - begun < Duration.ofMillis(1500).toNanos(), "not in time");
    ScriptedScanner late = opening("late", ZIP);
    late.onScan =
        sample ->
            Await.until("it is late", Duration.ofSeconds(5), () -> late.deadlines.get(0).passed());
    assertEquals(
        Reason.TIMED_OUT,
        unscanned(service(NOBODY_LOOKS, late).scan(SAMPLE, EntryRules.within(Duration.ofMillis(9))))
            .reason());
  }

  /** Known content comes without a scanner's slot: what waits for a look waits within its bound. */
  @Test
  void onlySoManyLookAtOnce() {
    Semaphore none = new Semaphore(0);
    ContainerRule rule = new ContainerRule(NOBODY_LOOKS, none);
    List<Answer> clean = List.of(opening("a", ZIP).scan(SAMPLE, Deadline.in(Duration.ofDays(1))));
    Verdict verdict =
        rule.judge(SAMPLE, clean, Set.of(), Deadline.in(Duration.ofMillis(20))).verdict();
    assertEquals(Reason.TIMED_OUT, ((Unscanned) verdict).reason());
    none.release();
    new ContainerRule(look(Contents.NONE), none)
        .judge(SAMPLE, clean, Set.of(), Deadline.in(Duration.ofDays(1)));
    assertEquals(1, none.availablePermits(), "the turn was given back");
  }

  @Test
  void theLookTakesAShareOfTheTimeAndEndsWithASourceThatIsSpent() {
    long begun = System.nanoTime();
    ScanReport report = scan(ContainerRuleTest::untilEnough, opening("a", ZIP));
    assertEquals(new Clean(), report.verdict());
    assertEquals(Optional.of("no time"), report.packing().unread());
    assertTrue(System.nanoTime() - begun < Duration.ofSeconds(10).toNanos(), "not early");
    long again = System.nanoTime();
    service(ContainerRuleTest::untilEnough, opening("a", ZIP)).scan(spent(), RULES);
    assertTrue(System.nanoTime() - again < Duration.ofSeconds(1).toNanos(), "not at once");
  }

  /** A sample of which no more than a little may be read. */
  private static Sample spent() {
    return new Sample() {
      @Override
      public String name() {
        return SAMPLE.name();
      }

      @Override
      public Origin origin() {
        return SAMPLE.origin();
      }

      @Override
      public long size() {
        return SAMPLE.size();
      }

      @Override
      public Optional<String> sha256() {
        return Optional.empty();
      }

      @Override
      public Optional<Path> path() {
        return Optional.empty();
      }

      @Override
      public InputStream open() throws IOException {
        return SAMPLE.open();
      }

      @Override
      public ByteSource bytes() throws IOException {
        ByteSource bytes = SAMPLE.bytes();
        return new ByteSource() {
          @Override
          public long size() {
            return bytes.size();
          }

          @Override
          public int read(long position, byte[] into, int offset, int length) throws IOException {
            return bytes.read(position, into, offset, length);
          }

          @Override
          public boolean spent() {
            return true;
          }

          @Override
          public void close() throws IOException {
            bytes.close();
          }
        };
      }
    };
  }

  @Test
  void exceptionsAreToldAsFarAsNobodyOpensThem() {
    ScanService service = service(packedIn(), ready("a", ZIP, RAR4), ready("b", SEVEN_ZIP));
    assertEquals(List.of(), service.exceptions(RULES));
    assertEquals(List.of(), service.exceptions(accepting(ZIP, RAR4, SEVEN_ZIP)));
    assertEquals(
        List.of("rar5 counts as scanned although no scanner opens it (scangate.accept-unopened)"),
        service.exceptions(accepting(RAR5, RAR4)));
    assertEquals(
        List.of(
            "rar4, rar5 count as scanned although no scanner opens them (scangate.accept-unopened)"),
        service(packedIn(), ScriptedScanner.clean("list", "1")).exceptions(accepting(RAR5, RAR4)));
  }

  private static ScriptedScanner ready(String name, ContainerKind... kinds) {
    ScriptedScanner scanner = opening(name, kinds);
    scanner.readiness = scanner.readiness.opening(scanner.opened);
    return scanner;
  }

  /** The verdict is kept; what the engine opens is that of the proof which holds now. */
  @Test
  void knownContentIsJudgedLikeAnyOther() {
    ScriptedScanner scanner = keyed(Optional.of(new Opened(Set.of(RAR5), LIMIT)));
    Map<String, Verdict> kept = new ConcurrentHashMap<>();
    ScanService service = service(keeping(kept), packedIn(RAR5), scanner);
    assertEquals(new Clean(), service.scan(SAMPLE, RULES).verdict());
    ScanReport again = service.scan(SAMPLE, RULES);
    assertTrue(again.answers().get(0).known());
    assertEquals(new Clean(), again.verdict());
    scanner.opened = Optional.of(new Opened(Set.of(), LIMIT));
    assertEquals(Reason.NOT_OPENED, unscanned(service.scan(SAMPLE, RULES)).reason());
    assertEquals(
        new Clean(Set.of("rar5")), service.scan(SAMPLE, accepting(RAR5)).verdict(), "of one entry");
    assertEquals(Reason.NOT_OPENED, unscanned(service.scan(SAMPLE, RULES)).reason(), "no other");
    assertEquals(1, scanner.scans.get());
    assertEquals(List.of(new Clean()), List.copyOf(kept.values()));
  }

  private static ScriptedScanner keyed(Optional<Opened> opened) {
    Engine engine = new Engine("a", "here", "1");
    ScriptedScanner scanner =
        new ScriptedScanner(
            "a",
            (sample, deadline) ->
                new Answer(new Clean(), engine, Optional.of("key"), false, opened));
    scanner.keys = List.of("key");
    scanner.opened = opened;
    return scanner;
  }

  private static ScriptedScanner opening(String name, ContainerKind... kinds) {
    return opening(name, LIMIT, true, kinds);
  }

  private static ScriptedScanner opening(
      String name, long limit, boolean whole, ContainerKind... kinds) {
    ScriptedScanner scanner = ScriptedScanner.clean(name, "1");
    scanner.opened = Optional.of(new Opened(Set.of(kinds), limit, whole));
    return scanner;
  }

  private static ContainerKind[] kinds(String names) {
    return List.of(names.split(" ")).stream()
        .map(ContainerKind::valueOf)
        .toArray(ContainerKind[]::new);
  }

  private static ContainerRule.Inspector packedIn(ContainerKind... kinds) {
    return look(new Contents(Set.of(kinds), 0, Optional.empty(), Optional.empty()));
  }

  private static ContainerRule.Inspector look(Contents contents) {
    return (file, limit, enough) -> contents;
  }

  private static EntryRules accepting(ContainerKind... kinds) {
    return new EntryRules(Duration.ofSeconds(20), Set.of(kinds));
  }

  private static ScanReport scan(ContainerRule.Inspector inspector, Scanner... scanners) {
    return service(inspector, scanners).scan(SAMPLE, RULES);
  }

  private static ScanService service(ContainerRule.Inspector inspector, Scanner... scanners) {
    return service(VerdictCache.NONE, inspector, scanners);
  }

  private static ScanService service(
      VerdictCache cache, ContainerRule.Inspector inspector, Scanner... scanners) {
    return new ScanService(
        List.of(scanners),
        cache,
        new DataSize(LIMIT),
        Duration.ofSeconds(20),
        report -> {},
        ContentExceptions.NONE,
        inspector);
  }

  private static VerdictCache keeping(Map<String, Verdict> kept) {
    return new VerdictCache() {
      @Override
      public Optional<Verdict> find(String key) {
        return Optional.ofNullable(kept.get(key));
      }

      @Override
      public void keep(String key, Verdict verdict) {
        kept.put(key, verdict);
      }

      @Override
      public void forget(String sha256) {
        throw new AssertionError("nobody asks for it here");
      }

      @Override
      public void flush() {
        kept.clear();
      }
    };
  }

  private static Unscanned unscanned(ScanReport report) {
    return assertInstanceOf(Unscanned.class, report.verdict());
  }
}

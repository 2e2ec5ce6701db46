package org.scangate.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scangate.scan.ContentException.Kind;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Excepted;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.testing.Fixtures;
import org.scangate.testing.ScriptedScanner;
import org.scangate.testing.SettableExceptions;
import org.scangate.testing.TestSample;

class ExceptionRuleTest {

  private static final byte[] CONTENT = "something".getBytes(UTF_8);
  private static final byte[] SAME_SIZE = "otherwise".getBytes(UTF_8);
  private static final Infected INFECTED = new Infected("Win.Test-1");

  private final List<ScanReport> heard = new ArrayList<>();
  private final SettableExceptions exceptions = new SettableExceptions();
  private Verdict said = new Clean();

  @Test
  void whatIsAllowedIsOkAndNamed() {
    ContentException exception = exceptions.decide(Kind.ALLOWED, CONTENT, Instant.now());
    said = INFECTED;
    assertEquals(new Excepted(INFECTED, exception), scan(TestSample.of(CONTENT)));
    assertEquals(List.of(INFECTED), heard.get(0).answers().stream().map(Answer::verdict).toList());
  }

  @Test
  void whatIsCleanNeedsNoException() {
    exceptions.decide(Kind.ALLOWED, CONTENT, Instant.now());
    assertEquals(new Clean(), scan(TestSample.of(CONTENT)));
  }

  /** Without a word of the scanners nobody knows what it would be. */
  @ParameterizedTest
  @EnumSource
  void onlyWhatStaysIsAllowed(Reason reason) {
    ContentException exception = exceptions.decide(Kind.ALLOWED, CONTENT, Instant.now());
    Unscanned unscanned = new Unscanned(reason, "no");
    said = unscanned;
    boolean stays =
        switch (reason) {
          case TOO_LARGE, ENCRYPTED, NOT_OPENED, LIMIT_EXCEEDED, REFUSED -> true;
          case UNREACHABLE, TIMED_OUT, BUSY, SPOOL_FULL, MISCONFIGURED, NO_SCANNER -> false;
        };
    assertEquals(
        stays ? new Excepted(unscanned, exception) : unscanned, scan(TestSample.of(CONTENT)));
  }

  /** In whatever order they are asked, unless another has found what was allowed. */
  @Test
  void nothingIsAllowedWhileAScannerIsAway() {
    exceptions.decide(Kind.ALLOWED, CONTENT, Instant.now());
    Unscanned encrypted = new Unscanned(Reason.ENCRYPTED, "a password");
    Unscanned away = new Unscanned(Reason.UNREACHABLE, "away");
    assertInstanceOf(Excepted.class, scan(TestSample.of(CONTENT), INFECTED, away));
    assertInstanceOf(Excepted.class, scan(TestSample.of(CONTENT), away, INFECTED));
    assertEquals(encrypted, scan(TestSample.of(CONTENT), encrypted, away));
    assertEquals(away, scan(TestSample.of(CONTENT), away, encrypted));
    assertInstanceOf(Excepted.class, scan(TestSample.of(CONTENT), encrypted, INFECTED));
  }

  /** Of several files in one form. */
  @Test
  void whatIsExceptedIsTheOneToBeNamed() {
    ContentException by = exceptions.decide(Kind.ALLOWED, CONTENT, Instant.now());
    Excepted excepted = new Excepted(INFECTED, by);
    assertEquals(excepted, new Clean().orWorse(excepted));
    assertEquals(INFECTED, excepted.orWorse(INFECTED));
    Unscanned away = new Unscanned(Reason.UNREACHABLE, "away");
    assertEquals(away, excepted.orWorse(away));
  }

  @Test
  void whatIsBlockedIsFoundWhateverScannersSay() {
    ContentException exception = exceptions.decide(Kind.BLOCKED, CONTENT, Instant.now());
    Infected blocked = new Infected("Scangate.Blocked." + exception.id());
    for (Verdict verdict :
        List.of(new Clean(), INFECTED, new Unscanned(Reason.UNREACHABLE, "away"))) {
      said = verdict;
      assertEquals(blocked, scan(TestSample.of(CONTENT)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anotherContentOfThatSizeIsAsItIs(Kind kind) {
    exceptions.decide(kind, CONTENT, Instant.now());
    for (Verdict verdict : List.of(new Clean(), INFECTED)) {
      said = verdict;
      assertEquals(verdict, scan(TestSample.of(SAME_SIZE)));
    }
  }

  /** As where clamd reads files itself. */
  @Test
  void whatHasNoDigestIsReadForIt() {
    exceptions.decide(Kind.BLOCKED, CONTENT, Instant.now());
    TestSample unread = TestSample.of(CONTENT.length, () -> new ByteArrayInputStream(CONTENT));
    assertInstanceOf(Infected.class, scan(unread));
    assertEquals(Optional.of(Fixtures.sha256(CONTENT)), heard.get(0).sha256());
    TestSample another = TestSample.of(5, () -> new ByteArrayInputStream(new byte[5]));
    assertEquals(new Clean(), scan(another));
    assertEquals(0, another.opened().get());
  }

  @Test
  void whatMayBeBlockedAndCannotBeReadIsNotClean() {
    TestSample torn = TestSample.of(CONTENT.length, () -> new ByteArrayInputStream(new byte[3]));
    exceptions.decide(Kind.BLOCKED, CONTENT, Instant.now());
    assertEquals(Reason.TIMED_OUT, assertInstanceOf(Unscanned.class, scan(torn)).reason());
    exceptions.decide(Kind.ALLOWED, CONTENT, Instant.now());
    assertEquals(new Clean(), scan(torn));
    said = INFECTED;
    assertEquals(INFECTED, scan(torn));
  }

  private Verdict scan(Sample sample) {
    return scan(sample, said);
  }

  private Verdict scan(Sample sample, Verdict... saying) {
    try (ScanService service =
        new ScanService(
            Arrays.stream(saying).map(one -> ScriptedScanner.saying("a", one)).toList(),
            VerdictCache.NONE,
            new DataSize(1000),
            Duration.ofSeconds(5),
            heard::add,
            exceptions)) {
      return service.scan(sample).verdict();
    }
  }
}

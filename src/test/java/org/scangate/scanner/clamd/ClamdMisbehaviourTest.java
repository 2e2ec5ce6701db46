package org.scangate.scanner.clamd;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scangate.scan.DataSize;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.testing.Await;
import org.scangate.testing.ClamdScanner;
import org.scangate.testing.Fixtures;
import org.scangate.testing.Footprint;
import org.scangate.testing.Misbehaviour;
import org.scangate.testing.ScriptedClamd;
import org.scangate.testing.TestSample;

/** What answers is no proper clamd, or is one no more. */
@Timeout(120)
class ClamdMisbehaviourTest {

  private static final int SIZE = 1 << 20;
  private static final Duration SHORT = Duration.ofSeconds(3);
  private static final Duration SLACK = Duration.ofSeconds(3);

  /** Probes every ten seconds, with five seconds' patience. */
  private static final Duration NOTICED = Duration.ofSeconds(17);

  private static final Duration RECOVERY = Duration.ofSeconds(10);

  private Footprint before;

  @BeforeAll
  static void warmUp() {
    try (ScriptedClamd clamd = ScriptedClamd.start(Misbehaviour.NO_ANSWER);
        ClamdScanner scanner = ready(clamd)) {
      assertInstanceOf(Infected.class, scanner.scan(Fixtures.eicar()));
    }
  }

  @BeforeEach
  void begin() {
    before = Footprint.now();
  }

  @AfterEach
  void nothingIsLeftOver() {
    before.awaitBack();
  }

  static List<Misbehaviour> all() {
    return Misbehaviour.all();
  }

  @Test
  void whatFailsItsProbesIsNotLeftWithASessionForEachTry() {
    try (ScriptedClamd clamd = ScriptedClamd.start(Misbehaviour.HALF_ANSWER)) {
      clamd.misbehave(true);
      ClamdScanner scanner =
          new ClamdScanner(DataSize.ofMebibytes(1), 4, SHORT, clamd.tcpAddress());
      try (scanner) {
        Await.until("it was tried again", ClamdScanner.SOON, () -> clamd.sessions() > 3);
        Await.until("all but one are over", ClamdScanner.SOON, () -> clamd.connections() <= 2);
      }
    }
  }

  /** Its process may be another one: nobody can say whether that was ever proven. */
  @Test
  void aCleanAnswerThatTheProvenProcessDoesNotConfirmIsNotClean() {
    try (ScriptedClamd clamd = ScriptedClamd.start(Misbehaviour.NO_ANSWER);
        ClamdScanner scanner = ready(clamd)) {
      clamd.setVersion("");
      Unscanned unscanned =
          assertInstanceOf(Unscanned.class, scanner.scan(Fixtures.randomBytes(1, 1000)));
      assertEquals(Reason.TIMED_OUT, unscanned.reason(), unscanned.detail());
    }
  }

  /** The first bytes make it misbehave, so it begins long before the last are sent. */
  @ParameterizedTest
  @MethodSource("all")
  void noAnswerButTheRightOneIsCleanAndAllEndInTime(Misbehaviour misbehaviour) {
    try (ScriptedClamd clamd = ScriptedClamd.start(misbehaviour);
        ClamdScanner scanner = ready(clamd)) {
      assertEquals(new Clean(), scanner.scan(Fixtures.randomBytes(1, SIZE)));
      long begun = System.nanoTime();
      Verdict verdict = scanner.scan(withToken());
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      assertNotEquals(new Clean(), verdict);
      // that one ends in FOUND, and is taken at its word
      assertEquals(
          misbehaviour.equals(Misbehaviour.MORE_IN_THE_ANSWER),
          verdict instanceof Infected,
          verdict::toString);
      assertTrue(took.compareTo(SHORT.plus(SLACK)) < 0, () -> "it took " + took);
      assertEquals(0, scanner.pool().inFlight());
    }
  }

  /** All at once, since some of them hang until the probe's patience ends. */
  @Test
  void whoMisbehavesFromTheStartIsNeverReady() throws Exception {
    List<AutoCloseable> opened = new ArrayList<>();
    Map<Misbehaviour, ClamdScanner> scanners = new LinkedHashMap<>();
    try {
      for (Misbehaviour misbehaviour : all()) {
        ScriptedClamd clamd = ScriptedClamd.start(misbehaviour);
        opened.add(clamd);
        clamd.misbehave(true);
        ClamdScanner scanner = scanner(clamd);
        opened.add(scanner);
        scanners.put(misbehaviour, scanner);
      }
      scanners.forEach(
          (misbehaviour, scanner) -> {
            Await.until(misbehaviour + " was probed", RECOVERY, () -> wasProbed(scanner));
            assertInstanceOf(Unscanned.class, scanner.scan(new byte[] {1}), misbehaviour::name);
          });
    } finally {
      for (AutoCloseable one : opened) {
        one.close();
      }
    }
  }

  private static boolean wasProbed(ClamdScanner scanner) {
    return !scanner.pool().readiness().obstacle().orElseThrow().detail().contains("not probed yet");
  }

  /** A lie that no single answer shows. */
  @Test
  void whoSaysOkToEverythingIsNotReadyAndNotProbedWithoutPause() {
    try (ScriptedClamd clamd = ScriptedClamd.start(Misbehaviour.BLIND)) {
      clamd.misbehave(true);
      try (ClamdScanner scanner = scanner(clamd)) {
        Await.until("it was probed", RECOVERY, () -> clamd.scans() >= 2);
        long begun = System.nanoTime();
        Await.until("it was probed four times more", ClamdScanner.SOON, () -> clamd.scans() >= 10);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        assertTrue(took.compareTo(Duration.ofSeconds(3)) > 0, () -> "it took but " + took);
        Unscanned why = scanner.pool().readiness().obstacle().orElseThrow();
        assertTrue(why.detail().contains("does not find EICAR"), why::toString);
        assertEquals(why, scanner.scan(new byte[] {1}));
      }
    }
  }

  @Test
  void whoGoesBlindIsFoundOut() {
    try (ScriptedClamd clamd = ScriptedClamd.start(Misbehaviour.BLIND);
        ClamdScanner scanner = ready(clamd)) {
      clamd.misbehave(true);
      awaitNoticed(scanner);
      clamd.misbehave(false);
      awaitRecovery(scanner);
    }
  }

  /** It answers PING, VERSION and sessions, and hangs on every scan. */
  @Test
  void aZombieIsFoundOutScansEndInTimeAndItRecovers() {
    try (ScriptedClamd clamd = ScriptedClamd.start(Misbehaviour.ZOMBIE);
        ClamdScanner scanner = ready(clamd)) {
      clamd.misbehave(true);
      long begun = System.nanoTime();
      Unscanned verdict = assertInstanceOf(Unscanned.class, scanner.scan(new byte[] {1}));
      assertEquals(Reason.TIMED_OUT, verdict.reason());
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      assertTrue(took.compareTo(SHORT.plus(SLACK)) < 0, () -> "it took " + took);
      awaitNoticed(scanner);
      assertEquals(
          scanner.pool().readiness().obstacle().orElseThrow(), scanner.scan(Fixtures.eicar()));
      clamd.misbehave(false);
      awaitRecovery(scanner);
    }
  }

  @Test
  void whatIsNoClamdAtAllIsNotReady() {
    try (ScriptedClamd clamd = ScriptedClamd.start(Misbehaviour.GARBAGE)) {
      clamd.setVersion("220 mail.example.org ESMTP");
      try (ClamdScanner scanner = scanner(clamd)) {
        Await.until("it was asked", RECOVERY, () -> clamd.accepted() > 1);
        assertInstanceOf(Unscanned.class, scanner.scan(new byte[] {1}));
      }
    }
  }

  @Test
  void aNewVersionIsToldSoonAndABareOneToo() {
    try (ScriptedClamd clamd = ScriptedClamd.start(Misbehaviour.NO_ANSWER);
        ClamdScanner scanner = ready(clamd)) {
      for (String version : List.of("ClamAV 1.5.0/27900", "ClamAV 1.5.0")) {
        clamd.setVersion(version.contains("/") ? version + "/Sun Nov  2 10:00:00 2025" : version);
        Await.until(
            version + " is told",
            RECOVERY,
            () -> scanner.pool().readiness().version().equals(version));
      }
    }
  }

  private static TestSample withToken() {
    byte[] token = ScriptedClamd.TOKEN.getBytes(US_ASCII);
    return TestSample.of(SIZE, () -> Fixtures.randomWith(token, 0, SIZE));
  }

  private static ClamdScanner scanner(ScriptedClamd clamd) {
    return new ClamdScanner(new DataSize(SIZE), 4, SHORT, clamd.tcpAddress());
  }

  private static ClamdScanner ready(ScriptedClamd clamd) {
    ClamdScanner scanner = scanner(clamd);
    scanner.awaitReady();
    return scanner;
  }

  private static void awaitNoticed(ClamdScanner scanner) {
    Await.until("it is not ready", NOTICED, () -> !scanner.pool().readiness().ready());
  }

  private static void awaitRecovery(ClamdScanner scanner) {
    Await.until("it is ready again", RECOVERY, () -> scanner.pool().readiness().ready());
    assertInstanceOf(Infected.class, scanner.scan(Fixtures.eicar()));
    assertEquals(new Clean(), scanner.scan(new byte[] {1}));
  }
}

package org.scangate.watch.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scangate.scan.DataSize;
import org.scangate.scan.pool.ScannerPool;
import org.scangate.testing.Await;
import org.scangate.testing.ClamdScanner;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.ScriptedScanner;

/** What is said of a real clamd. */
@Timeout(180)
class ScannerChecksTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  /** Whoever restarts it, as the command does, mends it. */
  @Test
  void oneThatIsGoneIsAnErrorUntilItIsStartedAgain() {
    try (ClamdServer clamd = ClamdServer.builder().start();
        ClamdScanner scanner = ClamdScanner.of(clamd)) {
      ScannerCheck check = new ScannerCheck(scanner.pool(), "systemctl restart clamav-daemon");
      assertEquals("scanner:clamd", check.name());
      awaitState(check, scanner, CheckState.OK);
      CheckResult well = check.look();
      assertTrue(well.details().get(clamd.tcpAddress()).contains("proven up to"), well.toString());
      clamd.kill();
      awaitState(check, scanner, CheckState.ERROR);
      CheckResult gone = check.look();
      assertEquals("systemctl restart clamav-daemon", gone.command());
      assertTrue(gone.sentence().contains(clamd.tcpAddress()), gone.sentence());
      clamd.restart();
      awaitState(check, scanner, CheckState.OK);
    }
  }

  @Test
  void oneOfTwoThatIsGoneIsAWarning() {
    try (ClamdServer one = ClamdServer.builder().start();
        ClamdServer two = ClamdServer.builder().start();
        ClamdScanner scanner = ClamdScanner.of(one, two)) {
      ScannerCheck check = new ScannerCheck(scanner.pool(), "");
      awaitState(check, scanner, CheckState.OK);
      two.kill();
      awaitState(check, scanner, CheckState.WARNING);
      assertTrue(check.look().sentence().contains(two.tcpAddress()), check.look().sentence());
    }
  }

  /** Its weakness is seen by the proof, and its sentence has the setting that mends it. */
  @Test
  void aWeaknessIsAWarningUntilItsSettingIsMended() {
    try (ClamdServer clamd = ClamdServer.builder().option("ScanPDF", "no").start();
        ClamdScanner scanner =
            new ClamdScanner(DataSize.ofMebibytes(1), 4, SOON, clamd.tcpAddress())) {
      ScannerCheck check = new ScannerCheck(scanner.pool(), "");
      awaitState(check, scanner, CheckState.WARNING);
      Await.until("ScanPDF is named", SOON, () -> check.look().toString().contains("ScanPDF"));
      clamd.restart(Map.of("ScanPDF", "yes"));
      awaitState(check, scanner, CheckState.OK);
    }
  }

  @Test
  void signaturesOfARealClamdGetOld() {
    try (ClamdServer clamd = ClamdServer.builder().databaseVersion(27_811).start();
        ClamdScanner scanner = ClamdScanner.of(clamd)) {
      Instant date = scanner.pool().statuses().get(0).signatures().orElseThrow();
      Map<Duration, CheckState> byAge =
          Map.of(
              Duration.ofHours(47),
              CheckState.OK,
              Duration.ofHours(49),
              CheckState.WARNING,
              Duration.ofDays(6),
              CheckState.WARNING,
              Duration.ofDays(8),
              CheckState.ERROR);
      byAge.forEach(
          (age, state) -> {
            Clock then = Clock.fixed(date.plus(age), ZoneOffset.UTC);
            CheckResult result = new SignatureCheck(scanner.pool(), then, "freshclam").look();
            assertEquals(state, result.state(), age.toString());
            assertEquals(state == CheckState.OK ? "" : "freshclam", result.command());
            assertEquals(date.toString(), result.details().get(clamd.tcpAddress()));
          });
      Clock later = Clock.fixed(date.plus(Duration.ofDays(3)), ZoneOffset.UTC);
      SignatureCheck check = new SignatureCheck(scanner.pool(), later, "");
      assertEquals(CheckState.WARNING, check.look().state());
      clamd.kill();
      awaitState(new ScannerCheck(scanner.pool(), ""), scanner, CheckState.ERROR);
      assertEquals(CheckState.WARNING, check.look().state()); // it has not got new ones by that
    }
  }

  @Test
  void oneThatTellsNoDateHasNothingToLookAt() {
    ScannerPool pool = new ScannerPool("lists", List.of(ScriptedScanner.clean("lists", "1")), 1);
    assertEquals(
        CheckState.NOT_APPLICABLE, new SignatureCheck(pool, Clock.systemUTC(), "").look().state());
  }

  private static void awaitState(Check check, ClamdScanner scanner, CheckState state) {
    Await.until(
        "it is " + state + ", and not " + check.look(),
        SOON,
        () -> {
          scanner.pool().probeNow();
          return check.look().state() == state;
        });
  }
}

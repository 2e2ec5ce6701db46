package org.scangate.watch.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.scan.DataSize;
import org.scangate.scan.pool.ScannerPool;
import org.scangate.testing.Await;
import org.scangate.testing.ClamdScanner;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.ScriptedScanner;
import org.scangate.testing.TypedCommand;

/** What is said of a real clamd. */
@Timeout(180)
class ScannerChecksTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Path UNITS = Path.of("/lib/systemd/system");

  @TempDir private Path folder;

  /** No systemd runs here: what it is told to do is done by this test. */
  @Test
  void oneThatIsGoneIsAnErrorUntilTheCommandHasStartedIt()
      throws IOException, InterruptedException {
    try (ClamdServer clamd = ClamdServer.builder().start();
        ClamdScanner scanner = ClamdScanner.of(clamd)) {
      ScannerCheck check = new ScannerCheck(scanner.pool(), true);
      assertEquals("scanner:clamd", check.name());
      awaitState(check, scanner, CheckState.OK);
      CheckResult well = check.look();
      assertTrue(well.details().get(clamd.tcpAddress()).contains("proven up to"), well.toString());
      clamd.kill();
      awaitState(check, scanner, CheckState.ERROR);
      CheckResult gone = check.look();
      assertTrue(gone.sentence().contains(clamd.tcpAddress()), gone.sentence());
      assertEquals(
          List.of("systemctl restart clamav-daemon"),
          TypedCommand.calls(gone.command(), folder, "systemctl"));
      assertTrue(Files.exists(UNITS.resolve("clamav-daemon.service")), "Debian's unit");
      clamd.restart();
      awaitState(check, scanner, CheckState.OK);
    }
  }

  @Test
  void oneOfTwoThatIsGoneIsAWarning() {
    try (ClamdServer one = ClamdServer.builder().start();
        ClamdServer two = ClamdServer.builder().start();
        ClamdScanner scanner = ClamdScanner.of(one, two)) {
      ScannerCheck check = new ScannerCheck(scanner.pool(), false);
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
      ScannerCheck check = new ScannerCheck(scanner.pool(), false);
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
            CheckResult result = new SignatureCheck(scanner.pool(), then, true).look();
            assertEquals(state, result.state(), age.toString());
            assertEquals(state == CheckState.OK, result.command().isEmpty());
            assertEquals(date.toString(), result.details().get(clamd.tcpAddress()));
          });
      Clock later = Clock.fixed(date.plus(Duration.ofDays(3)), ZoneOffset.UTC);
      SignatureCheck check = new SignatureCheck(scanner.pool(), later, false);
      assertEquals(CheckState.WARNING, check.look().state());
      clamd.kill();
      awaitState(new ScannerCheck(scanner.pool(), false), scanner, CheckState.ERROR);
      assertEquals(CheckState.WARNING, check.look().state()); // it has not got new ones by that
    }
  }

  /** By a real freshclam, from a folder in the place of a mirror, which nobody can sign. */
  @Test
  void signaturesThatAreOldAreAnErrorUntilTheCommandHasBroughtNewOnes()
      throws IOException, InterruptedException {
    try (ClamdServer clamd = ClamdServer.builder().databaseVersion(27_811).start();
        ClamdScanner scanner = ClamdScanner.of(clamd)) {
      SignatureCheck check = new SignatureCheck(scanner.pool(), Clock.systemUTC(), true);
      awaitState(check, scanner, CheckState.ERROR);
      Path freshclam = folder.resolve("freshclam");
      Files.writeString(
          freshclam,
          "#!/bin/sh\nexec /usr/bin/freshclam --config-file=%s\n"
              .formatted(clamd.offerToFreshclam(27_812, Instant.now())));
      Files.setPosixFilePermissions(freshclam, PosixFilePermissions.fromString("rwx------"));
      assertEquals(
          List.of("systemctl stop clamav-freshclam", "systemctl start clamav-freshclam"),
          TypedCommand.calls(check.look().command(), folder, "systemctl"));
      assertTrue(Files.exists(UNITS.resolve("clamav-freshclam.service")), "Debian's unit");
      awaitState(check, scanner, CheckState.OK);
    }
  }

  @Test
  void oneThatTellsNoDateHasNothingToLookAt() {
    ScannerPool pool = new ScannerPool("lists", List.of(ScriptedScanner.clean("lists", "1")), 1);
    assertEquals(
        CheckState.NOT_APPLICABLE,
        new SignatureCheck(pool, Clock.systemUTC(), false).look().state());
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

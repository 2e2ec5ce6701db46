package org.scangate.scanner.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scan.DataSize;
import org.scangate.scan.Deadline;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.scanner.proof.ProvenScanner;
import org.scangate.testing.Await;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.Fixtures;
import org.scangate.testing.TestSample;
import org.scangate.testing.ZipFixtures;

/** Real scanners with a command line: the recipes of the README, as they stand there. */
class CommandTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Infected EICAR = new Infected("Eicar-Test.UNOFFICIAL");
  private static final String CLAMSCAN = "/usr/bin/clamscan -d DB --no-summary ";
  private static final String CLAMDSCAN = "/usr/bin/clamdscan --config-file=CONF --no-summary ";
  private static final String ALERTS = "--alert-encrypted=yes --alert-exceeds-max=yes ";

  private static ClamdServer clamd;

  @TempDir private Path spool;
  @TempDir private Path scripts;

  @BeforeAll
  static void start() {
    clamd = ClamdServer.builder().option("StreamMaxLength", "2M").start();
  }

  @AfterAll
  static void stop() {
    clamd.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CLAMSCAN + ALERTS + "{file}",
        CLAMSCAN + ALERTS + "-",
        CLAMDSCAN + "--fdpass {file}",
        CLAMDSCAN + "-"
      })
  void aRealScannerIsProvenAndTellsWhatIsInfected(String line) {
    try (ProvenScanner scanner = Command.of(settings(line))) {
      Readiness ready = awaitReady(scanner);
      assertEquals(1 << 20, ready.limit().orElseThrow());
      assertEquals(List.of(), ready.advice());
      assertEquals(new Clean(), scan(scanner, Fixtures.randomBytes(System.nanoTime(), 100_000)));
      assertEquals(new Clean(), scan(scanner, new byte[0]));
      assertEquals(EICAR, scan(scanner, Fixtures.eicar()));
      assertEquals(EICAR, scan(scanner, ZipFixtures.zip("eicar.com", Fixtures.eicar())));
      assertEquals(Reason.ENCRYPTED, reason(scan(scanner, ZipFixtures.encrypted())));
      assertEquals(Reason.LIMIT_EXCEEDED, reason(scan(scanner, ZipFixtures.nested(30))));
    }
  }

  @Test
  void whatItSaysCleanToWithoutLookingIsAdvisedAbout() {
    try (ProvenScanner scanner = Command.of(settings(CLAMSCAN + "{file}"))) {
      String advice = String.join("\n", awaitReady(scanner).advice());
      assertTrue(advice.contains("add --alert-encrypted=yes to scangate.av.line"), advice);
      assertTrue(advice.contains("add --alert-exceeds-max=yes to scangate.av.line"), advice);
    }
  }

  @Test
  void aLimitBeyondWhichItFailsIsFound() throws IOException {
    Path script =
        Files.writeString(
            scripts.resolve("scan.sh"),
            "[ $(stat -c %s \"$1\") -le 2097152 ] || { echo too large; exit 2; }\n"
                + CommandFixture.SCANS_FILE);
    String line = "/bin/sh " + script + " {file}";
    try (ProvenScanner scanner = Command.of(settings(line, DataSize.ofMebibytes(8)))) {
      assertEquals(2 << 20, awaitReady(scanner).limit().orElseThrow());
    }
  }

  /** clamdscan 1.4.6 sends StreamMaxLength bytes of a stream and says nothing of the rest. */
  @Test
  void aStreamThatClamdscanCutsOffIsNeverClean() {
    String line = CLAMDSCAN + "-";
    try (ProvenScanner scanner = Command.of(settings(line, DataSize.ofMebibytes(8)))) {
      awaitReady(scanner);
      byte[] beyond = Fixtures.randomBytes(System.nanoTime(), 3 << 20);
      assertInstanceOf(Unscanned.class, scan(scanner, beyond));
    }
    assertThrows(
        IllegalArgumentException.class, () -> settings(CLAMDSCAN + "--fdpass --stream {file}"));
    assertThrows(IllegalArgumentException.class, () -> settings(CLAMDSCAN + "{file}"));
  }

  @Test
  void aLimitBeyondWhichItSaysCleanIsFound() {
    String line =
        CLAMSCAN + ALERTS.replace("--alert-exceeds-max=yes", "") + "--max-filesize=3M {file}";
    try (ProvenScanner scanner = Command.of(settings(line, DataSize.ofMebibytes(8)))) {
      Readiness ready = awaitReady(scanner);
      assertEquals(3 << 20, ready.limit().orElseThrow());
      assertTrue(ready.advice().toString().contains("--max-filesize=8M"), "" + ready.advice());
    }
  }

  @Test
  void itsVersionIsTold() {
    try (ProvenScanner scanner =
        Command.of(versioned(settings(CLAMSCAN + "{file}"), "/usr/bin/clamscan --version"))) {
      assertTrue(awaitReady(scanner).version().startsWith("ClamAV "));
    }
  }

  @Test
  void withoutClamdItsClientIsNotReadyAndNoFileIsToBlame() {
    ClamdServer gone = ClamdServer.builder().start();
    String line = CLAMDSCAN.replace("CONF", gone.configuration().toString()) + "--fdpass {file}";
    gone.kill();
    try (gone;
        CommandClient client = new CommandClient(settings(line))) {
      Unscanned said = assertInstanceOf(Unscanned.class, scan(client, new byte[10]));
      assertEquals(Reason.UNREACHABLE, said.reason());
      assertTrue(said.detail().contains("exit code 2: ERROR: Could not connect"), said.detail());
    }
  }

  @Test
  void aProgramThatCannotBeStartedIsNamedWithItsKey() {
    for (String line : List.of("/no/such/program --password=secret {file}", "/etc/passwd {file}")) {
      try (ProvenScanner scanner = Command.of(settings(line))) {
        Await.until("it was tried", SOON, () -> obstacle(scanner).reason() == Reason.MISCONFIGURED);
        assertTrue(obstacle(scanner).detail().contains("scangate.av.line"), "the key");
        assertTrue(!obstacle(scanner).detail().contains("secret"), "no secret");
      }
    }
  }

  private static Unscanned obstacle(ProvenScanner scanner) {
    return scanner.readiness().obstacle().orElseThrow();
  }

  private CommandSettings settings(String line) {
    return settings(line, DataSize.ofMebibytes(1));
  }

  private CommandSettings settings(String line, DataSize maxFileSize) {
    Path program = Path.of(line.split(" ", 2)[0]);
    assumeTrue(
        Files.exists(program) || line.startsWith("/no/"),
        program + " is missing: install Debian's package of that name (clamscan: clamav)");
    String here =
        line.replace("DB", clamd.database().toString())
            .replace("CONF", clamd.configuration().toString());
    return CommandFixture.settings(spool, here, maxFileSize);
  }

  private static CommandSettings versioned(CommandSettings settings, String line) {
    return new CommandSettings(
        settings.name(),
        settings.line(),
        settings.cleanExits(),
        settings.foundExits(),
        settings.signature(),
        CommandLine.split(line),
        settings.maxFileSize(),
        settings.processes(),
        settings.folder(),
        settings.scanTimeout());
  }

  private static Readiness awaitReady(ProvenScanner scanner) {
    Await.until(
        "it is ready",
        SOON,
        () -> {
          Readiness readiness = scanner.readiness();
          return readiness.ready();
        });
    return scanner.readiness();
  }

  private static Verdict scan(ProvenScanner scanner, byte[] content) {
    return scanner.scan(TestSample.of(content), Deadline.in(SOON)).verdict();
  }

  private static Verdict scan(CommandClient client, byte[] content) {
    return client.scan(TestSample.of(content), Deadline.in(SOON)).verdict();
  }

  private static Reason reason(Verdict verdict) {
    return assertInstanceOf(Unscanned.class, verdict).reason();
  }
}

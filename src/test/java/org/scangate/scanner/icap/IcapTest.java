package org.scangate.scanner.icap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scangate.scan.DataSize;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.testing.CIcapServer;
import org.scangate.testing.Certificates;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.Fixtures;
import org.scangate.testing.ScriptedIcap;
import org.scangate.testing.TestSample;
import org.scangate.testing.ZipFixtures;

/** What a real c-icap says of samples of all kinds. */
class IcapTest {

  private static final int MEBIBYTE = 1 << 20;
  private static final int THREADS = 8;

  private static ClamdServer clamd;
  private static CIcapServer icap;

  @BeforeAll
  static void start() {
    clamd = ClamdServer.builder().start();
    icap = CIcapServer.start(clamd);
  }

  @AfterAll
  static void stop() {
    icap.close();
    clamd.close();
  }

  @ParameterizedTest
  @EnumSource(IcapSettings.Method.class)
  void itTellsWhatIsInfectedAtAllSizesByEitherMethod(IcapSettings.Method method) {
    IcapSettings settings = IcapScanner.with(IcapScanner.settings(icap.uri()), method);
    try (IcapScanner scanner = new IcapScanner(settings).ready()) {
      assertEquals(new Infected("Eicar-Test.UNOFFICIAL"), scanner.scan(Fixtures.eicar()));
      assertInstanceOf(
          Infected.class, scanner.scan(ZipFixtures.zip("eicar.com", Fixtures.eicar())));
      for (int size : new int[] {0, 1, 4096, 131_071, 131_072, 131_073, MEBIBYTE}) {
        assertEquals(new Clean(), scanner.scan(Fixtures.randomBytes(7, size)), "clean " + size);
      }
      for (int size : new int[] {4096, 131_072, 300_000, MEBIBYTE}) {
        assertInstanceOf(
            Infected.class,
            scanner.ask(TestSample.infected(size, size - 100)).verdict(),
            "infected " + size);
      }
      assertTrue(scanner.pool().readiness().version().startsWith("C-ICAP/"));
    }
  }

  @Test
  void manyAtOnceGetEachTheirOwnAnswer() {
    IcapSettings settings =
        IcapScanner.with(IcapScanner.settings(icap.uri()), new DataSize(MEBIBYTE), THREADS);
    try (IcapScanner scanner = new IcapScanner(settings).ready()) {
      List<CompletableFuture<Integer>> all = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        all.add(CompletableFuture.supplyAsync(() -> wrong(scanner), t -> new Thread(t).start()));
      }
      assertEquals(0, all.stream().mapToInt(CompletableFuture::join).sum());
    }
  }

  private static int wrong(IcapScanner scanner) {
    int wrong = 0;
    for (int i = 0; i < 10; i++) {
      boolean infected = i % 2 == 0;
      TestSample sample =
          infected
              ? TestSample.infected(MEBIBYTE, MEBIBYTE / 2)
              : TestSample.of(Fixtures.randomBytes(System.nanoTime(), MEBIBYTE));
      Verdict verdict = scanner.ask(sample).verdict();
      wrong += (infected ? verdict instanceof Infected : verdict instanceof Clean) ? 0 : 1;
    }
    return wrong;
  }

  @Test
  void withoutItsClamdItIsNotReadyAndWithItAgainItIs() {
    try (ClamdServer own = ClamdServer.builder().start();
        CIcapServer server = CIcapServer.start(own);
        IcapScanner scanner = new IcapScanner(IcapScanner.settings(server.uri())).ready()) {
      own.kill();
      assertInstanceOf(Verdict.Unscanned.class, scanner.scan(Fixtures.randomBytes(1, 1000)));
      scanner.awaitNotReady();
      own.start();
      scanner.ready();
      assertEquals(new Clean(), scanner.scan(Fixtures.randomBytes(1, 1000)));
    }
  }

  @Test
  void whatIsOverItsLimitIsNeverCleanAndThatIsTold() {
    Map<String, String> weak =
        Map.of(
            "virus_scan.MaxObjectSize", "200K",
            "ServiceAlias", "avscan virus_scan?allow204=on&mode=simple");
    try (CIcapServer server = CIcapServer.start(clamd, weak);
        IcapScanner scanner = new IcapScanner(IcapScanner.settings(server.uri())).ready()) {
      assertInstanceOf(Verdict.Unscanned.class, scanner.scan(Fixtures.randomBytes(1, MEBIBYTE)));
      String advice = String.join("\n", scanner.pool().readiness().advice());
      assertTrue(advice.contains("virus_scan.MaxObjectSize"), advice);
    }
  }

  @Test
  void itSpeaksTlsToARealOne(@TempDir Path folder) throws Exception {
    Certificates certificates = Certificates.in(folder);
    try (CIcapServer server = CIcapServer.start(clamd)) {
      server.certify(certificates.certificate(), certificates.key());
      server.restart();
      IcapSettings settings =
          IcapScanner.with(IcapScanner.settings(server.tlsUri()), certificates.trusting());
      try (IcapScanner scanner = new IcapScanner(settings).ready()) {
        assertEquals(new Clean(), scanner.scan(Fixtures.randomBytes(3, MEBIBYTE)));
        assertInstanceOf(Infected.class, scanner.scan(Fixtures.eicar()));
      }
    }
  }

  @Test
  void aTrustedCertificateOfAnotherHostDoesNotFit(@TempDir Path folder) throws Exception {
    Certificates certificates = Certificates.in(folder);
    try (ScriptedIcap server = ScriptedIcap.start(certificates.ofAnotherHost());
        DeadlineTimer deadlines = new DeadlineTimer()) {
      IcapSettings settings =
          IcapScanner.with(IcapScanner.settings(server.uri()), certificates.trusting());
      try (IcapClient client = new IcapClient(settings, settings.uris().get(0), deadlines)) {
        Verdict verdict =
            client.scan(TestSample.of(new byte[1]), Deadline.in(IcapScanner.SOON)).verdict();
        assertEquals(
            Reason.MISCONFIGURED, assertInstanceOf(Verdict.Unscanned.class, verdict).reason());
      }
    }
  }

  /** Debian's default. It answers with the file itself, which is never clean. */
  @Test
  void typesOfFilesThatItLeavesOutAreToldWithTheLineToChange() {
    icap.restart(
        Map.of("virus_scan.ScanFileTypes", "TEXT DATA EXECUTABLE ARCHIVE GIF JPEG MSOFFICE"));
    try (IcapScanner scanner = new IcapScanner(IcapScanner.settings(icap.uri())).ready()) {
      String advice = String.join("\n", scanner.pool().readiness().advice());
      assertTrue(advice.contains("does not scan files of type PDF"), advice);
      assertTrue(advice.contains("virus_scan.ScanFileTypes"), advice);
    } finally {
      icap.restart(Map.of("virus_scan.ScanFileTypes", CIcapServer.ALL_TYPES));
    }
  }
}

package org.scangate.scanner.clamd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scangate.scan.Answer;
import org.scangate.scan.DataSize;
import org.scangate.scan.Sample;
import org.scangate.scan.ScanService;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.scan.VerdictCache;
import org.scangate.testing.Await;
import org.scangate.testing.ClamdScanner;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.Fixtures;
import org.scangate.testing.TestSample;

/** What is known of a content holds as long as the same clamd would still say the same. */
@Timeout(120)
class ClamdKnownContentTest {

  private static final byte[] CONTENT = Fixtures.randomBytes(42, 5000);
  private static final Infected NEW = new Infected("New.UNOFFICIAL");

  private final Map<String, Verdict> known = new ConcurrentHashMap<>();

  @Test
  void theSameContentIsScannedOnceAndAfterAReloadAgain() throws IOException {
    try (ClamdServer clamd = ClamdServer.builder().databaseVersion(1).start();
        ClamdScanner scanner = ClamdScanner.of(clamd)) {
      ScanService scans = service(scanner);
      assertEquals(List.of(false, true), List.of(scan(scans).known(), scan(scans).known()));
      for (int version = 2; version < 6; version++) {
        clamd.setDatabaseVersion(version);
        clamd.reload();
        assertFalse(scan(scans).known(), "known although the signatures are others");
        Await.until("it is known again", ClamdScanner.SOON, () -> scan(scans).known());
      }
      clamd.setDatabaseVersion(6);
      clamd.addSignature("New", Arrays.copyOf(CONTENT, 64));
      clamd.reload();
      assertEquals(NEW, scan(scans).verdict());
      Await.until("it is known", ClamdScanner.SOON, () -> scan(scans).known());
      assertEquals(NEW, scan(scans).verdict());
    }
  }

  @Test
  void aBareVersionDoesNotTellTheSignaturesSoNothingIsKept() throws IOException {
    try (ClamdServer clamd = ClamdServer.builder().start();
        ClamdScanner scanner = ClamdScanner.of(clamd)) {
      ScanService scans = service(scanner);
      assertEquals(new Clean(), scan(scans).verdict());
      assertEquals(new Clean(), scan(scans).verdict());
      clamd.addSignature("New", Arrays.copyOf(CONTENT, 64));
      clamd.reload();
      assertEquals(NEW, scan(scans).verdict());
      assertEquals(Map.of(), known);
    }
  }

  /** The old signatures said clean, and the new version was told when they had. */
  @Test
  void aReloadDuringTheScanKeepsNothing() {
    try (ClamdServer clamd = ClamdServer.builder().databaseVersion(1).start();
        ClamdScanner scanner = ClamdScanner.of(clamd)) {
      ScanService scans = service(scanner);
      TestSample sample = TestSample.of(CONTENT);
      Sample reloading =
          sample.reading(
              () ->
                  new Interlude(
                      sample.open(),
                      sample.size() / 2,
                      () -> {
                        clamd.setDatabaseVersion(2);
                        reload(clamd);
                      }));
      assertEquals(new Clean(), scans.scan(reloading).verdict());
      assertEquals(Map.of(), known);
    }
  }

  /** Another clamd.conf or local signatures, of which the version says nothing. */
  @Test
  void aRestartMakesTheKnownUnknown() {
    try (ClamdServer clamd = ClamdServer.builder().databaseVersion(1).start();
        ClamdScanner scanner = ClamdScanner.of(clamd)) {
      ScanService scans = service(scanner);
      assertEquals(List.of(false, true), List.of(scan(scans).known(), scan(scans).known()));
      clamd.addSignature("New", Arrays.copyOf(CONTENT, 64));
      clamd.restart();
      Await.until(
          "it is scanned again",
          ClamdScanner.SOON,
          () -> !(scan(scans).verdict() instanceof Verdict.Unscanned));
      assertEquals(NEW, scan(scans).verdict());
    }
  }

  @Test
  void lowerLimitsMakeTheKnownUnknown() {
    byte[] large = Fixtures.randomBytes(1, 900_000);
    try (ClamdServer clamd =
            ClamdServer.builder().databaseVersion(1).option("AlertExceedsMax", "no").start();
        ClamdScanner scanner = ClamdScanner.of(clamd)) {
      ScanService scans = service(scanner);
      assertEquals(new Clean(), scans.scan(TestSample.of(large)).verdict());
      assertTrue(scans.scan(TestSample.of(large)).answers().get(0).known());
      clamd.restart(Map.of("MaxFileSize", "500K"));
      assertInstanceOf(Unscanned.class, scans.scan(TestSample.of(large)).verdict());
      Await.until(
          "the new limit is proven",
          ClamdScanner.SOON,
          () -> scanner.pool().readiness().limit().equals(OptionalLong.of(500 << 10)));
      assertInstanceOf(Unscanned.class, scans.scan(TestSample.of(large)).verdict());
    }
  }

  @Test
  void whoIsGoneKnowsNothing() {
    try (ClamdServer clamd = ClamdServer.builder().databaseVersion(1).start();
        ClamdScanner scanner = ClamdScanner.of(clamd)) {
      ScanService scans = service(scanner);
      assertEquals(new Clean(), scan(scans).verdict());
      assertEquals(1, known.size());
      clamd.kill();
      assertInstanceOf(Unscanned.class, scan(scans).verdict());
    }
  }

  private static Answer scan(ScanService scans) {
    return scans.scan(TestSample.of(CONTENT)).answers().get(0);
  }

  private static void reload(ClamdServer clamd) {
    try {
      clamd.reload();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ScanService service(ClamdScanner scanner) {
    VerdictCache cache =
        new VerdictCache() {
          @Override
          public Optional<Verdict> find(String key) {
            return Optional.ofNullable(known.get(key));
          }

          @Override
          public void keep(String key, Verdict verdict) {
            known.put(key, verdict);
          }

          @Override
          public void forget(String sha256) {
            throw new AssertionError("nobody asks for it here");
          }

          @Override
          public void flush() {
            known.clear();
          }
        };
    return new ScanService(
        List.of(scanner.pool()), cache, DataSize.ofMebibytes(1), ClamdScanner.SOON, report -> {});
  }
}

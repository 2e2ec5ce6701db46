package org.scangate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.scan.DataSize;
import org.scangate.scan.Origin;
import org.scangate.scan.ScanReport;
import org.scangate.scan.ScanService;
import org.scangate.scan.VerdictCache;
import org.scangate.scan.spool.NotReceived;
import org.scangate.scan.spool.Spool;
import org.scangate.scan.spool.SpooledContent;
import org.scangate.testing.Await;
import org.scangate.testing.Campaign;
import org.scangate.testing.ClamdScanner;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.Fixtures;
import org.scangate.testing.Footprint;
import org.scangate.testing.ZipFixtures;

/**
 * Uploads of all kinds for a long time, those that are too large or broken off among them: what
 * they held is given back while the service goes on.
 */
@Timeout(3600)
class SoakTest {

  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Duration LENGTH = Duration.ofSeconds(Campaign.count(15, 1_800));
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration SCAN_TIMEOUT = Duration.ofSeconds(60);
  private static final DataSize LIMIT = DataSize.ofMebibytes(1);
  private static final int CLIENTS = 4;
  private static final int KINDS = 6;

  /** Some kilobytes for each upload of the short soak, some bytes for each of the long one. */
  private static final long HEAP_SLACK = 4 << 20;

  @TempDir private Path folder;

  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicInteger next = new AtomicInteger();

  @Test
  void whatUploadsHeldIsGivenBack() throws Exception {
    try (ClamdServer clamd = ClamdServer.builder().start();
        ClamdScanner scanner = new ClamdScanner(LIMIT, CLIENTS, SCAN_TIMEOUT, clamd.tcpAddress());
        ScanService scans =
            new ScanService(
                List.of(scanner.pool()), VerdictCache.NONE, LIMIT, SCAN_TIMEOUT, this::hear)) {
      Spool spool =
          new Spool(new Spool.Settings(folder, new DataSize(100_000), DataSize.ofMebibytes(100)));
      scanner.awaitReady();
      upload(WARM_UP, spool, scans);
      Footprint warm = Footprint.now();
      long heap = heapInUse();
      upload(LENGTH, spool, scans);
      warm.awaitBack();
      Await.until("the heap as before", SOON, () -> heapInUse() <= heap + HEAP_SLACK);
      assertEquals(0, spool.bytesKept());
    }
    assertEquals(List.of(), List.copyOf(wrong));
  }

  private void upload(Duration length, Spool spool, ScanService scans) throws Exception {
    long end = System.nanoTime() + length.toNanos();
    int enough = next.get() + 50 * KINDS; // on a machine that has much else to do
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        ends.add(
            clients.submit(
                () -> {
                  while (System.nanoTime() - end < 0 || next.get() < enough) {
                    upload(next.getAndIncrement(), spool, scans);
                  }
                  return null;
                }));
      }
      for (Future<?> client : ends) {
        client.get();
      }
    } finally {
      clients.shutdownNow();
    }
  }

  private void upload(int number, Spool spool, ScanService scans) throws IOException {
    String name = number % KINDS < 2 ? "infected" : "clean";
    try (InputStream body = body(number);
        SpooledContent content = spool.receive(body, LIMIT)) {
      scans.scan(content.as(name, Origin.of("test")));
      assertTrue(number % KINDS < 4, "not received whole");
    } catch (NotReceived e) {
      assertEquals(4, number % KINDS, e.toString());
    } catch (BrokenOff e) {
      assertEquals(5, number % KINDS);
    }
  }

  private static InputStream body(int number) {
    // by chance, random bytes begin as those of a packed or encrypted file do
    InputStream text = new ByteArrayInputStream("text ".getBytes(US_ASCII));
    return switch (number % KINDS) {
      case 0 -> new ByteArrayInputStream(Fixtures.eicar());
      case 1 -> Fixtures.randomWith(ClamdServer.MARKER.getBytes(US_ASCII), 200_000, 300_000);
      case 2 -> new ByteArrayInputStream(ZipFixtures.zip("a.txt", "clean".getBytes(US_ASCII)));
      case 3 -> new SequenceInputStream(text, Fixtures.random(number, 300_000));
      case 4 -> Fixtures.random(number, LIMIT.bytes() + 1);
      default -> new SequenceInputStream(Fixtures.random(number, 300_000), new BrokenStream());
    };
  }

  private static final class BrokenOff extends IOException {
    private static final long serialVersionUID = 1;
  }

  private static final class BrokenStream extends InputStream {
    @Override
    public int read() throws IOException {
      throw new BrokenOff();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      throw new BrokenOff();
    }
  }

  private void hear(ScanReport report) {
    String right = report.name();
    String said =
        report
            .verdict()
            .fold(
                clean -> "clean",
                found -> "infected",
                unscanned -> unscanned.toString(),
                excepted -> excepted.toString());
    if (!said.equals(right)) {
      wrong.add(report.toString());
    }
  }

  private static long heapInUse() {
    System.gc();
    Runtime heap = Runtime.getRuntime();
    return heap.totalMemory() - heap.freeMemory();
  }
}

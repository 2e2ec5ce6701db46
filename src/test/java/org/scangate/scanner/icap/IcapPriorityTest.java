package org.scangate.scanner.icap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scangate.scan.Deadline;
import org.scangate.scan.Origin;
import org.scangate.scan.Sample;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.testing.Await;
import org.scangate.testing.ScriptedIcap;

/** Who goes first where a server allows few connections. */
class IcapPriorityTest {

  private static final int ALLOWED = 2;

  private final List<String> begun = new CopyOnWriteArrayList<>();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private ScriptedIcap icap;
  private IcapScanner scanner;

  @BeforeEach
  void start() {
    icap = ScriptedIcap.start();
    icap.options(
        ScriptedIcap.OPTIONS.replace(
            "Allow: 204|", "Allow: 204|Max-Connections: " + ALLOWED + '|'));
    scanner = new IcapScanner(IcapScanner.settings(icap.uri())).ready();
  }

  @AfterEach
  void stop() {
    goOn.countDown();
    scanner.close();
    icap.close();
  }

  /** Is held up while it is read, and tells when that begins. */
  private record HeldUp(String name, boolean background, IcapPriorityTest test) implements Sample {
    @Override
    public Origin origin() {
      return Origin.of("test");
    }

    @Override
    public long size() {
      return 0;
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
      test.begun.add(name);
      test.mostAtOnce.accumulateAndGet(test.atOnce.incrementAndGet(), Math::max);
      try {
        test.goOn.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      } finally {
        test.atOnce.decrementAndGet();
      }
      return InputStream.nullInputStream();
    }
  }

  private CompletableFuture<Verdict> begin(String name, boolean background) {
    HeldUp sample = new HeldUp(name, background, this);
    return CompletableFuture.supplyAsync(
        () -> scanner.pool().scan(sample, Deadline.in(IcapScanner.SOON)).verdict(),
        task -> new Thread(task, "scans").start());
  }

  private List<CompletableFuture<Verdict>> load() {
    List<CompletableFuture<Verdict>> all = new ArrayList<>();
    all.add(begin("first", true));
    Await.until("the first is scanned", IcapScanner.SOON, () -> begun.size() == 1);
    all.add(begin("background", true));
    all.add(begin("background", true));
    Await.until("two wait", IcapScanner.SOON, () -> scanner.pool().waiting() == 2);
    all.add(begin("upload", false));
    Await.until("three wait", IcapScanner.SOON, () -> scanner.pool().waiting() == 3);
    return all;
  }

  @Test
  void anUploadGoesBeforeWhatWaitsInTheBackground() {
    List<CompletableFuture<Verdict>> all = load();
    goOn.countDown();
    all.forEach(scan -> assertEquals(new Clean(), scan.join()));
    assertEquals(List.of("first", "upload", "background", "background"), begun);
    assertEquals(ALLOWED - 1, mostAtOnce.get(), "one connection is the probes'");
    assertTrue(icap.mostConnections() <= ALLOWED, icap.mostConnections() + " connections");
  }

  @Test
  void probesGetThroughUnderLoad() {
    List<CompletableFuture<Verdict>> all = load();
    int requests = icap.heads().size();
    scanner.pool().probeNow();
    Await.until("it is probed", IcapScanner.SOON, () -> icap.heads().size() >= requests + 3);
    assertTrue(scanner.pool().readiness().ready());
    assertEquals(List.of("first"), begun, "all others still wait");
    goOn.countDown();
    all.forEach(scan -> assertEquals(new Clean(), scan.join()));
  }
}

package org.scangate.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scangate.testing.Await;
import org.scangate.testing.Campaign;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.Fixtures;

/** What only a server with its threads and sockets can show, on Payara Micro with a small heap. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SurvivalIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final byte[] CLEAN = "hello clean file".getBytes(UTF_8);

  private static ClamdServer clamd;
  private static Path spool;

  @Deployment(testable = false)
  static WebArchive war() throws IOException {
    spool = Files.createTempDirectory("scangate-spool");
    clamd =
        ClamdServer.builder()
            .databaseVersion(1)
            .option("StreamMaxLength", "1100M")
            .option("MaxFileSize", "1100M")
            .option("MaxScanSize", "4000M")
            .option("MaxScanTime", "300000")
            .start();
    return Site.war(
        "scangate.clamd.address=" + clamd.tcpAddress(),
        "scangate.clamd.max-file-size=1G",
        "scangate.scan-timeout=PT110S",
        "scangate.spool.folder=" + spool);
  }

  @AfterAll
  static void stop() throws IOException {
    clamd.close();
    Files.delete(spool); // fails when something was left in it
  }

  @BeforeEach
  void awaitProven() {
    Await.until(
        "proven up to 1 GiB",
        Duration.ofMinutes(3),
        () -> Site.get("health/ready").body().replace('}', ',').contains("\"limit\":1073741824,"));
  }

  @Test
  void thirtyTwoClientsAtOnceAndNotOneWrongVerdict() throws Exception {
    int posts = Campaign.count(1000, 3000);
    AtomicInteger next = new AtomicInteger();
    Callable<Integer> client =
        () -> {
          int wrong = 0;
          for (int i = next.getAndIncrement(); i < posts; i = next.getAndIncrement()) {
            boolean infected = i % 3 == 0;
            byte[] content = infected ? Fixtures.eicar() : Fixtures.randomBytes(i, 2000 + i);
            String status = Site.scan(content, "file " + i).status();
            wrong += status.equals(infected ? "FOUND" : "OK") ? 0 : 1;
          }
          return wrong;
        };
    assertEquals(0, sum(atOnce(32, client)));
  }

  @Test
  void aGibibyteIsScannedInASmallHeap() throws IOException {
    assertEquals("OK", Site.scan(() -> Fixtures.random(1, 1L << 30), "1 GiB").status());
    byte[] marker = ClamdServer.MARKER.getBytes(US_ASCII);
    long last = (1L << 30) - marker.length;
    assertEquals(
        "FOUND",
        Site.scan(() -> Fixtures.randomWith(marker, last, 1L << 30), "1 GiB, infected").status());
  }

  @Test
  void eightLargeUploadsAtOnceAreAllAnswered() throws Exception {
    AtomicInteger next = new AtomicInteger();
    Callable<Integer> client =
        () -> {
          int seed = next.getAndIncrement();
          String status = Site.scan(() -> Fixtures.random(seed, 300L << 20), "300 MB").status();
          return status.equals("OK") ? 0 : 1;
        };
    assertEquals(0, sum(atOnce(8, client)));
  }

  @Test
  void fiftyTricklingClientsHoldUpNobody() throws Exception {
    List<Trickle> trickles = new ArrayList<>();
    try {
      for (int i = 0; i < 50; i++) {
        trickles.add(new Trickle());
      }
      Trickle.all(trickles, Trickle::sendOneByte);
      long begun = System.nanoTime();
      Callable<Integer> client =
          () -> {
            int wrong = 0;
            for (int i = 0; i < 50; i++) {
              wrong += Site.scan(CLEAN, "quick").status().equals("OK") ? 0 : 1;
            }
            return wrong;
          };
      assertEquals(0, sum(atOnce(4, client)));
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      assertTrue(took.compareTo(Duration.ofSeconds(20)) < 0, "200 uploads took " + took);
      Trickle.all(trickles, Trickle::sendOneByte); // they are still connected
    } finally {
      Trickle.all(trickles, Trickle::close);
    }
  }

  @Test
  void aClientThatGoesAwayLeavesNothingBehind() throws Exception {
    Site.scan(CLEAN, "warm");
    Leftovers before = Leftovers.now();
    for (int i = 0; i < 40; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Site.PORT)) {
        OutputStream out = socket.getOutputStream();
        out.write(Trickle.head(50L << 20));
        out.write(new byte[3 << 20]);
      }
    }
    Await.until("nothing is left: " + before, SOON, () -> Leftovers.now().noMoreThan(before));
    try (Stream<Path> files = Files.list(spool)) {
      assertEquals(0, files.count());
    }
    assertEquals("OK", Site.scan(CLEAN, "afterwards").status());
  }

  @Test
  void aClamdThatDiesInTheMiddleOfUploadsIsNeverOkAndIsReadyAgainSoonAfterItsReturn()
      throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(4);
    try {
      List<Future<ApiAnswer>> answers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int seed = i;
        byte[] marker = ClamdServer.MARKER.getBytes(US_ASCII);
        answers.add(
            clients.submit(
                () ->
                    Site.scan(
                        () -> Fixtures.randomWith(marker, 40L << 20, (40L << 20) + 9000 + seed),
                        "infected")));
      }
      clamd.kill();
      for (Future<ApiAnswer> answer : answers) {
        assertTrue(!answer.get().status().equals("OK"), "answered " + answer.get());
      }
      Await.until("not ready", SOON, () -> Site.get("health/ready").statusCode() == 503);
      assertEquals("ERROR", Site.scan(CLEAN, "without clamd").status());
    } finally {
      clients.shutdownNow();
    }
    clamd.restart();
    Await.until(
        "ready again", Duration.ofSeconds(10), () -> Site.get("health/ready").statusCode() == 200);
    assertEquals("OK", Site.scan(CLEAN, "with clamd").status());
  }

  private static List<Future<Integer>> atOnce(int clients, Callable<Integer> client)
      throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Callable<Integer>> all = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        all.add(client);
      }
      return threads.invokeAll(all);
    } finally {
      threads.shutdownNow();
    }
  }

  private static int sum(List<Future<Integer>> counts)
      throws InterruptedException, ExecutionException {
    int sum = 0;
    for (Future<Integer> count : counts) {
      sum += count.get();
    }
    return sum;
  }
}

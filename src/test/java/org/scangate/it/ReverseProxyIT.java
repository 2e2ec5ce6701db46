package org.scangate.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.testing.Await;
import org.scangate.testing.Campaign;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.Fixtures;

/** Two nodes behind nginx, as the page on it says: one is killed and comes back under load. */
class ReverseProxyIT {

  private static final int POSTS = Campaign.count(500, 20_000);
  private static final int SOME = 50;
  private static final int CLIENTS = 3;
  private static final Duration SOON = Duration.ofMinutes(5);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir private Path folder;

  private final AtomicInteger answered = new AtomicInteger();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean over = new AtomicBoolean();

  @ParameterizedTest
  @ValueSource(strings = {"report", "block"})
  void noInfectedFileIsAcceptedAndNoCleanOneRefused(String policy) throws Exception {
    assumeTrue(Nginx.isInstalled(), "nginx is not installed");
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try (ClamdServer clamd = ClamdServer.builder().start();
        MicroNode one = new MicroNode("one", policy, clamd);
        MicroNode two = new MicroNode("two", policy, clamd);
        Nginx nginx = Nginx.balancing(folder, policy, "127.0.0.1", one.port(), two.port())) {
      one.start();
      two.start();
      Await.until("both are ready", SOON, () -> one.isReady() && two.isReady());
      nginx.start();
      List<Future<?>> posting = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        posting.add(clients.submit(() -> upload(nginx.base())));
      }
      awaitMore(SOME);
      one.kill();
      awaitMore(SOME);
      one.start();
      Await.until("it is back", SOON, one::isReady);
      awaitMore(SOME);
      Await.until("enough uploads", SOON, () -> answered.get() >= POSTS);
      over.set(true);
      for (Future<?> client : posting) {
        client.get();
      }
      assertEquals(List.of(), List.copyOf(wrong));
      one.kill();
      two.kill();
      nobodyIsThere(nginx.base(), policy);
    } finally {
      over.set(true);
      clients.shutdownNow();
    }
  }

  /** As Moodle does: it asks whether to ask, then sends the file. */
  private Void upload(URI base) throws IOException, InterruptedException {
    while (!over.get()) {
      int number = answered.get();
      boolean infected = number % 2 == 0;
      byte[] content = infected ? Fixtures.eicar() : Fixtures.randomBytes(System.nanoTime(), 9000);
      String asked = send(HttpRequest.newBuilder(base.resolve("conncheck")));
      String told = scan(base, content);
      if (!asked.startsWith("200 {\"status\":\"OK\"")
          || !told.startsWith("200 {\"status\":\"" + (infected ? "FOUND" : "OK") + '"')
          || told.contains("Not scanned")) {
        wrong.add((infected ? "infected: " : "clean: ") + asked + " / " + told);
      }
      answered.incrementAndGet();
    }
    return null;
  }

  private static void nobodyIsThere(URI base, String policy)
      throws IOException, InterruptedException {
    String asked = send(HttpRequest.newBuilder(base.resolve("conncheck")));
    assertTrue(asked.startsWith("200 {\"status\":\"OK\",\"msg\":\""), asked);
    String told = scan(base, "clean".getBytes(US_ASCII));
    String right =
        policy.equals("block")
            ? "200 {\"status\":\"FOUND\",\"msg\":\"Not scanned: "
            : "200 {\"status\":\"ERROR\",\"msg\":\"not scanned: ";
    assertTrue(told.startsWith(right), told);
  }

  private void awaitMore(int count) {
    int until = answered.get() + count;
    Await.until("more uploads are answered", SOON, () -> answered.get() >= until);
  }

  private static String scan(URI base, byte[] content) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(base.resolve("scan"))
            .header("Content-Type", "multipart/form-data; boundary=" + Site.BOUNDARY)
            .POST(BodyPublishers.ofByteArray(Site.form(content, "file"))));
  }

  private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        CLIENT.send(request.timeout(SOON).build(), BodyHandlers.ofString(UTF_8));
    return answer.statusCode() + " " + answer.body();
  }
}

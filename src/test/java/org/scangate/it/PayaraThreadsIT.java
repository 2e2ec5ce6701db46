package org.scangate.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scangate.testing.Await;
import org.scangate.testing.TypedCommand;

/** Payara's own five threads for requests: told when they are too few, and raised as it is told. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Tag("payara-server")
class PayaraThreadsIT {

  private static final String OPERATOR = "an operator's secret";
  private static final String CHECK = "http-threads";
  private static final int OWN_LIMIT = 5;
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Duration IMPATIENT = Duration.ofSeconds(3);

  @Deployment(testable = false)
  static WebArchive war() {
    return Site.war("scangate.scanner=hashlist", "scangate.api.token=" + OPERATOR);
  }

  /** As it is typed, but for the port, which is this test's own. */
  @Test
  void theCommandThatTheCheckTellsRaisesThem() throws Exception {
    assumeTrue(Site.SERVER.equals("payara"), "only Payara Server has five by itself");
    Path log = Path.of(Site.HOME, "glassfish", "domains", "domain1", "logs", "server.log");
    long before = told(log);
    try (Uploads all = new Uploads(OWN_LIMIT)) {
      Await.until("the log tells", SOON, () -> all.goOn() && told(log) > before);
      assertThrows(HttpTimeoutException.class, PayaraThreadsIT::conncheck, "nobody is left");
    }
    String command = CheckCommand.of(CHECK, OPERATOR);
    try {
      assertEquals(0, run(command), command);
      Await.until("its listener is back", SOON, PayaraThreadsIT::isAnswered);
      try (Uploads all = new Uploads(OWN_LIMIT)) {
        Await.until("there are more", SOON, () -> all.goOn() && isAnswered());
        Await.until(
            "it is seen",
            SOON,
            () -> all.goOn() && CheckCommand.state(CHECK, OPERATOR).equals("ok"));
      }
    } finally {
      assertEquals(0, run(command.replace("=256", "=" + OWN_LIMIT)));
      Await.until("its listener is back", SOON, PayaraThreadsIT::isAnswered);
    }
  }

  private static int run(String command) throws IOException, InterruptedException {
    String here = "asadmin --port " + System.getProperty("scangate.it.admin.port");
    return TypedCommand.run(
        command.replace("asadmin", here),
        Map.of("PATH", Site.HOME + "/bin:" + System.getenv("PATH")));
  }

  /** How often a warning of the check was logged. */
  private static long told(Path log) throws IOException {
    return Files.readAllLines(log).stream().filter(line -> line.contains(CHECK)).count();
  }

  private static boolean isAnswered() {
    try {
      return conncheck().statusCode() == 200;
    } catch (IOException e) {
      return false; // not yet
    }
  }

  private static HttpResponse<String> conncheck() throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(Site.BASE + "conncheck")).timeout(IMPATIENT).build();
    try {
      return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Slow ones, each of which holds a thread. */
  private static final class Uploads implements AutoCloseable {
    private final List<Trickle> all = new ArrayList<>();

    Uploads(int count) throws IOException {
      for (int i = 0; i < count; i++) {
        all.add(new Trickle());
      }
    }

    boolean goOn() throws IOException {
      Trickle.all(all, Trickle::sendOneByte);
      return true;
    }

    @Override
    public void close() throws IOException {
      Trickle.all(all, Trickle::close);
    }
  }
}

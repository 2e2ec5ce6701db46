package org.scangate.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.scangate.testing.Await;

/** Scangate against a servlet of the same WAR that does the least, in turns. */
final class SameServer {

  private final MoodleClient scangate;
  private final MoodleClient least;

  /**
   * @param below where the servlet is in the application
   */
  SameServer(URL application, String below) {
    this.scangate = client(application, "");
    this.least = client(application, below);
  }

  Comparison compare(Work work, Work.Plan plan) throws InterruptedException {
    Await.until(
        "Scangate is ready",
        Duration.ofMinutes(2),
        () -> scangate.conncheck().contains("\"msg\":\"ready: "));
    Round.run(work.clients(), plan.warmUp(), post(scangate, work));
    Round.run(work.clients(), plan.warmUp(), post(least, work));
    Comparison comparison = new Comparison(work);
    Comparison.Cpu none = new Comparison.Cpu(0, 0);
    for (int i = 0; i < plan.rounds(); i++) {
      comparison.add(
          Round.run(work.clients(), plan.round(), post(least, work)),
          none,
          Round.run(work.clients(), plan.round(), post(scangate, work)),
          none);
    }
    return comparison;
  }

  void write(Comparison comparison, Path report) throws IOException {
    String table = Comparison.header() + comparison.row();
    System.out.print(table);
    Files.writeString(report, table);
    assertEquals(List.of(), comparison.failures());
  }

  private static Round.Post post(MoodleClient client, Work work) {
    return () -> {
      if (work.conncheck()) {
        ok(client.conncheck());
      }
      ok(client.scan(work.content(), work.size()));
    };
  }

  private static void ok(String answer) throws IOException {
    if (!answer.startsWith("HTTP/1.1 200") || !answer.contains("\"status\":\"OK\"")) {
      throw new IOException("not OK: " + answer);
    }
  }

  private static MoodleClient client(URL application, String below) {
    String path = application.getPath();
    return new MoodleClient(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), application.getPort()),
        (path.endsWith("/") ? path.substring(0, path.length() - 1) : path) + below);
  }
}

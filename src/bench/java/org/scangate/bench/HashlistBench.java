package org.scangate.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scangate.testing.Await;

/** Scangate with nothing but a list, against the same server that only reads and hashes. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
final class HashlistBench {

  private static final Work WORK =
      new Work("hashlist, 1 MB, against reading and hashing", 8, 1 << 20, false, false, 0.8);
  private static final Work.Plan PLAN =
      new Work.Plan(Duration.ofSeconds(20), 7, Duration.ofSeconds(4));

  @ArquillianResource private URL url;

  @Deployment(testable = false)
  static WebArchive built() {
    String settings = "config_ordinal=250\nscangate.scanner=hashlist\nscangate.cache.size=0\n";
    return ShrinkWrap.create(ZipImporter.class, "scangate.war")
        .importFrom(new File("target/scangate.war"))
        .as(WebArchive.class)
        .addClass(HashingServlet.class)
        .addAsResource(new StringAsset(settings), "META-INF/microprofile-config.properties");
  }

  @Test
  void scangateAgainstReadingAndHashing() throws IOException, InterruptedException {
    MoodleClient scangate = client("");
    MoodleClient hashing = client(HashingServlet.PATH);
    Await.until(
        "Scangate is ready",
        Duration.ofMinutes(2),
        () -> scangate.conncheck().contains("\"msg\":\"ready: "));
    Round.run(WORK.clients(), PLAN.warmUp(), post(scangate));
    Round.run(WORK.clients(), PLAN.warmUp(), post(hashing));
    Comparison comparison = new Comparison(WORK);
    Comparison.Cpu none = new Comparison.Cpu(0, 0);
    for (int i = 0; i < PLAN.rounds(); i++) {
      comparison.add(
          Round.run(WORK.clients(), PLAN.round(), post(hashing)),
          none,
          Round.run(WORK.clients(), PLAN.round(), post(scangate)),
          none);
    }
    String table = Comparison.header() + comparison.row();
    System.out.print(table);
    Files.writeString(Path.of("target/bench-hashlist.md"), table);
    assertEquals(List.of(), comparison.failures());
  }

  private static Round.Post post(MoodleClient client) {
    return () -> {
      String answer = client.scan(WORK.content(), WORK.size());
      if (!answer.startsWith("HTTP/1.1 200") || !answer.contains("\"status\":\"OK\"")) {
        throw new IOException("not OK: " + answer);
      }
    };
  }

  private MoodleClient client(String below) {
    String path = url.getPath();
    return new MoodleClient(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), url.getPort()),
        (path.endsWith("/") ? path.substring(0, path.length() - 1) : path) + below);
  }
}

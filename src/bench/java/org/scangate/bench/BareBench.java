package org.scangate.bench;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.DirectClamd;

/** Small uploads against the same server with nothing but a form and an INSTREAM. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
final class BareBench {

  private static final Work WORK =
      new Work(
          "conncheck + scan of 10 KB, against a bare servlet", 32, 10 << 10, true, false, 0.85);
  private static final Work.Plan PLAN =
      new Work.Plan(Duration.ofSeconds(30), 5, Duration.ofSeconds(4));

  private static final ClamdServer CLAMD =
      ClamdServer.builder()
          .option("DisableCache", "yes")
          .option("MaxThreads", "64")
          .option("MaxQueue", "256")
          .databaseVersion(27_811)
          .start();

  @ArquillianResource private URL url;

  @Deployment(testable = false)
  static WebArchive built() {
    String settings =
        "config_ordinal=250\nscangate.clamd.address=%s\n".formatted(CLAMD.tcpAddress());
    return ShrinkWrap.create(ZipImporter.class, "scangate.war")
        .importFrom(new File("target/scangate.war"))
        .as(WebArchive.class)
        .addClasses(BareServlet.class, DirectClamd.class)
        .addAsResource(new StringAsset(settings), "META-INF/microprofile-config.properties");
  }

  @AfterAll
  static void stop() {
    CLAMD.close();
  }

  @Test
  void scangateAgainstABareServlet() throws IOException, InterruptedException {
    SameServer server = new SameServer(url, BareServlet.PATH);
    server.write(server.compare(WORK, PLAN), Path.of("target/bench-bare.md"));
  }
}

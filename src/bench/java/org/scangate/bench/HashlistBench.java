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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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
    SameServer server = new SameServer(url, HashingServlet.PATH);
    server.write(server.compare(WORK, PLAN), Path.of("target/bench-hashlist.md"));
  }
}

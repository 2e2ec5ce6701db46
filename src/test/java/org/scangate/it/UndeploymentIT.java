package org.scangate.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scangate.testing.Await;
import org.scangate.testing.CIcapServer;
import org.scangate.testing.ClamdServer;

/** The server goes on without Scangate, and nothing of it is left. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Tag("portable")
class UndeploymentIT {

  private static ClamdServer clamd;
  private static CIcapServer icap;
  private static Path spool;

  /** One of each type that has threads, files or connections of its own. */
  @Deployment(name = "scangate", managed = false, testable = false)
  static WebArchive war() throws IOException {
    spool = Files.createTempDirectory("scangate-undeployed");
    Path list = Files.writeString(spool.resolve("bad.sha256"), "00".repeat(32) + " Bad");
    clamd = ClamdServer.builder().start();
    icap = CIcapServer.start(clamd);
    return Site.war(
        "scangate.scanner=clamd,icap,command,hashlist",
        "scangate.max-file-size=9M",
        "scangate.spool.folder=" + spool,
        "scangate.clamd.address=" + clamd.tcpAddress(),
        "scangate.icap.uri=" + icap.uri(),
        "scangate.icap.max-file-size=1M",
        "scangate.command.line=clamdscan --no-summary --fdpass --config-file="
            + clamd.configuration()
            + " {file}",
        "scangate.command.max-file-size=1M",
        "scangate.hashlist.files=" + list);
  }

  @AfterAll
  static void stop() {
    icap.close();
    clamd.close();
  }

  @ArquillianResource private Deployer deployer;

  @Test
  void undeployedAndDeployedAgainItLeavesNoThreadAndWorks() throws IOException {
    assumeFalse(Site.SERVER.equals("micro"), "Payara Micro ends with its only deployment");
    for (int i = 0; i < 2; i++) {
      deployer.deploy("scangate");
      Site.awaitReady();
      assertEquals("OK", Site.scan("clean".getBytes(US_ASCII), "clean").status());
      assertTrue(Leftovers.now().scangateThreads() > 0, "the threads are seen");
      deployer.undeploy("scangate");
      Await.until(
          "no thread is left",
          Duration.ofSeconds(10),
          () -> Leftovers.now().scangateThreads() == 0);
      try (Stream<Path> left = Files.list(spool)) {
        assertEquals(
            List.of("bad.sha256"), left.map(path -> path.getFileName().toString()).toList());
      }
    }
  }
}

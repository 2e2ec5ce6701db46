package org.scangate.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
@Tag("uploads")
class UndeploymentIT {

  private static final int UPLOADS = 4;
  private static final Duration SOON = Duration.ofSeconds(20);

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
        "scangate.spool.memory=1K",
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

  /** Held while it is taken away: what has been received is answered, by Scangate. */
  @Test
  void uploadsInProgressAreAnsweredBeforeItGoes() throws Exception {
    assumeTrue(
        Site.SERVER.startsWith("wildfly"),
        "Payara stops the servlets before it tells the application, and answers 503 by itself");
    deployer.deploy("scangate");
    Site.awaitReady();
    assertEquals("OK", Site.scan("clean".getBytes(US_ASCII), "clean").status());
    clamd.freeze();
    ExecutorService clients = Executors.newFixedThreadPool(UPLOADS + 1);
    try {
      List<Future<String>> inProgress = new ArrayList<>();
      for (int i = 0; i < UPLOADS; i++) {
        inProgress.add(clients.submit(UndeploymentIT::upload));
      }
      Await.until("all received", SOON, () -> Leftovers.now().deletedFiles() == UPLOADS);
      Future<String> late =
          clients.submit(
              () -> {
                Await.until("being stopped", SOON, UndeploymentIT::isBeingStopped);
                String answer = upload();
                clamd.thaw();
                return answer;
              });
      deployer.undeploy("scangate");
      late.get();
      for (Future<String> upload : inProgress) {
        assertTrue(upload.get().startsWith("200 {\"status\":\"OK\""), upload.get());
      }
    } finally {
      clients.shutdownNow();
      clamd.thaw();
    }
  }

  /** Large enough for a file of the spool, small enough for each scanner. */
  private static String upload() throws IOException {
    byte[] content = "clean ".repeat(10_000).getBytes(US_ASCII);
    try {
      HttpResponse<String> answer =
          Site.send(Site.scanRequest(BodyPublishers.ofByteArray(Site.form(content, "held"))));
      return answer.statusCode() + " " + answer.body();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static boolean isBeingStopped() {
    try {
      String health = Site.get("health/ready").body();
      return health.contains("being stopped") || !health.contains("\"checks\"");
    } catch (IOException e) {
      return true;
    }
  }

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

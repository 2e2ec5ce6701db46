package org.scangate.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
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
import org.scangate.testing.ClamdServer;
import org.scangate.testing.Fixtures;

/** The sweep as it runs in the server, by the container's timer. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Tag("portable")
class PureSweepIT {

  private static final int MANY = 20_000;

  /** {@code interval} + {@code settle} + 2 s. */
  private static final Duration SOON = Duration.ofSeconds(2 + 1 + 2);

  /** 15 s, and time for a scan. */
  private static final Duration BEGINS_WITHIN = Duration.ofSeconds(15 + 3);

  private static ClamdServer clamd;
  private static PureFolder store;

  @Deployment(name = "scangate", managed = false, testable = false)
  static WebArchive war() throws IOException {
    clamd = ClamdServer.builder().start();
    store = new PureFolder();
    return Site.war(
        "scangate.clamd.address=" + clamd.tcpAddress(),
        "scangate.max-file-size=9M",
        "scangate.pure.local.roots=" + store.root(),
        "scangate.pure.interval=PT2S",
        "scangate.pure.settle=PT1S",
        "scangate.pure.full-walk=PT5S",
        "scangate.pure.av-permissions=rw-r-----");
  }

  @AfterAll
  static void stop() throws IOException {
    clamd.close();
    store.close();
  }

  @ArquillianResource private Deployer deployer;

  @Test
  void verdictsComeByThemselvesAndUndeploymentLeavesNothingHalfDone() throws IOException {
    Path clean = store.add(1, "clean".getBytes(US_ASCII));
    Path infected = store.add(2, Fixtures.eicar());
    deployer.deploy("scangate");
    try {
      awaitStatus(clean, "OK", BEGINS_WITHIN);
      awaitStatus(infected, "FOUND", Duration.ofSeconds(5));
      assertEquals("rw-r-----", permissions(PureFolder.av(clean)));

      awaitStatus(store.add(3, "later".getBytes(US_ASCII)), "OK", SOON);
      Files.write(clean, Fixtures.eicar());
      awaitStatus(clean, "FOUND", Duration.ofMinutes(1));

      store.fill(1_000, 1_000 + MANY);
      long before = store.verdicts();
      Await.until(
          "a sweep goes on", Duration.ofMinutes(1), () -> store.verdicts() > before + MANY / 20);
    } finally {
      long undeployed = System.nanoTime();
      deployer.undeploy("scangate");
      if (!Site.SERVER.equals("micro")) { // there the server ends
        Await.until(
            "no thread is left",
            Duration.ofSeconds(10),
            () -> Leftovers.now().scangateThreads() == 0);
        Duration took = Duration.ofNanos(System.nanoTime() - undeployed);
        assertTrue(took.toSeconds() < 8, "undeployed in " + took);
      }
    }
    assertTrue(store.verdicts() < MANY, "it was in the middle");
    for (Path file : store.files()) {
      String name = file.getFileName().toString();
      assertTrue(name.matches("\\d+\\.(bin|av)"), "left behind: " + file);
      if (name.endsWith(".av")) {
        PureFolder.status(Files.readString(file));
      }
    }
  }

  private static void awaitStatus(Path bin, String status, Duration within) {
    Await.until(
        bin + " is " + status, within, () -> PureFolder.status(bin).equals(Optional.of(status)));
  }

  private static String permissions(Path file) throws IOException {
    return java.nio.file.attribute.PosixFilePermissions.toString(
        Files.getPosixFilePermissions(file));
  }
}

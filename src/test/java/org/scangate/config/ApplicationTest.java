package org.scangate.config;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.moodle.HealthCheck;
import org.scangate.scan.Readiness;
import org.scangate.scan.Verdict;
import org.scangate.testing.Await;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.TestSample;

/** How the whole application ends, with uploads in progress. */
@Timeout(60)
class ApplicationTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final ExecutorService others = Executors.newCachedThreadPool();

  @AfterEach
  void end() throws InterruptedException {
    others.shutdownNow();
    assertTrue(others.awaitTermination(30, TimeUnit.SECONDS), "one hangs");
  }

  @Test
  void anUploadInProgressIsAnsweredBeforeTheScannersGoAndNoOtherIsTaken() throws Exception {
    try (ClamdServer clamd = ClamdServer.builder().start();
        Application application = application(clamd)) {
      clamd.freeze();
      Future<Verdict> upload = upload(application);
      Future<?> stop = others.submit(() -> application.stop(SOON));
      Await.until("nothing is taken any more", SOON, application.gate()::closed);
      assertFalse(application.gate().enter());
      assertFalse(upload.isDone());
      clamd.thaw();
      assertEquals(new Verdict.Clean(), upload.get());
      stop.get();
      assertInstanceOf(Verdict.Unscanned.class, scan(application), "its scanners have gone");
    }
  }

  @Test
  void whatDoesNotComeToAnEndIsAnsweredAsNotScannedAtTheBound() throws Exception {
    try (ClamdServer clamd = ClamdServer.builder().start();
        Application application = application(clamd)) {
      clamd.freeze();
      Future<Verdict> upload = upload(application);
      long begun = System.nanoTime();
      application.stop(Duration.ofMillis(300));
      assertInstanceOf(Verdict.Unscanned.class, upload.get());
      assertTrue(System.nanoTime() - begun < Duration.ofSeconds(10).toNanos(), "it took too long");
    }
  }

  /** Health's own checks: what a store and its keys have is told, and keeps no upload away. */
  @Test
  void healthTellsOfTheSpoolTheStoresAndTheKeys(@TempDir Path folder) throws Exception {
    Path root = folder.resolve("not-there");
    Map<String, String> properties =
        Map.of(
            "scangate.scanner", "hashlist",
            "scangate.spool.folder", folder.resolve("spool").toString(),
            "scangate.spool.max", "8388607G",
            "scangate.spool.maxx", "1G",
            "scangate.pure.local.roots", root.toString(),
            "scangate.pure.interval", "PT1S");
    try (Application application = new Application(config(properties), report -> {})) {
      Await.until(
          "the root that is not there is told",
          SOON,
          () -> {
            sweepNow();
            return check(application, "sweep-local").toString().contains(root.toString());
          });
      assertTrue(check(application, "sweep-local").data().containsKey("lastFullWalk"));
      assertTrue(check(application, "sweep-local").up());
      HealthCheck spool = check(application, "spool");
      assertTrue(spool.up() && spool.data().containsKey("free"), spool.toString());
      assertTrue(spool.data().get("warning-1").contains("scangate.spool.max"), spool.toString());
      HealthCheck keys = check(application, "keys");
      assertTrue(keys.data().toString().contains("unknown key scangate.spool.maxx"), "" + keys);
      assertTrue(keys.up());
    }
  }

  /** A late request has CDI make the bean again. */
  @Test
  void whatHasEndedIsNotStartedAgainByABeanThatIsMadeAnew() {
    Wiring first = new Wiring();
    first.wire();
    assertFalse(first.gate().closed());
    first.end();
    Wiring late = new Wiring();
    late.wire();
    assertTrue(late.gate().closed());
    assertSame(first.engine(), late.engine());
    late.end();
  }

  private static void sweepNow() {
    try {
      ManagementFactory.getPlatformMBeanServer()
          .invoke(new ObjectName("org.scangate:type=Sweep,store=local"), "sweepNow", null, null);
    } catch (JMException e) {
      throw new AssertionError(e);
    }
  }

  private static HealthCheck check(Application application, String name) {
    return application.details().more().get().stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Config config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build();
  }

  private static Application application(ClamdServer clamd) {
    Map<String, String> properties = Map.of("scangate.clamd.address", clamd.tcpAddress());
    Application application = new Application(config(properties), report -> {});
    Await.until(
        "it scans",
        SOON,
        () -> application.scans().readiness().values().stream().allMatch(Readiness::ready));
    return application;
  }

  /** One that is being scanned. */
  private Future<Verdict> upload(Application application) {
    Future<Verdict> upload =
        others.submit(
            () -> {
              assertTrue(application.gate().enter());
              try {
                return scan(application);
              } finally {
                application.gate().leave();
              }
            });
    Await.until("it is being scanned", SOON, () -> application.gate().inProgress() == 1);
    return upload;
  }

  private static Verdict scan(Application application) {
    return application.scans().scan(TestSample.of("clean".getBytes(US_ASCII))).verdict();
  }
}

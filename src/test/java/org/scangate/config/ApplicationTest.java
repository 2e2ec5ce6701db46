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
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.scangate.testing.Footprint;
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

  @Test
  void whatIsScannedIsInTheJournalWithWhatHappenedAroundIt(@TempDir Path folder) throws Exception {
    String url = "jdbc:h2:file:" + folder.resolve("own");
    Map<String, String> properties =
        Map.of(
            "scangate.scanner",
            "hashlist",
            "scangate.data-folder",
            folder.toString(),
            "scangate.moodle.token",
            "s3cret",
            "scangate.journal.url",
            url);
    try (Application application = new Application(config(properties), ignored -> {})) {
      application.log(application.scans().scan(TestSample.of("clean".getBytes(US_ASCII))));
      Await.until(
          "it is shipped",
          SOON,
          () -> Long.parseLong(check(application, "journal").data().get("shipped")) >= 3);
      assertTrue(check(application, "journal").up());
    }
    try (Connection connection =
            Class.forName("org.h2.Driver")
                .asSubclass(Driver.class)
                .getDeclaredConstructor()
                .newInstance()
                .connect(url, new Properties());
        Statement statement = connection.createStatement()) {
      assertEquals(
          List.of("OK"),
          texts(statement, "select o.verdict from scan s join outcome o on o.id = s.outcome_id"));
      List<String> events = texts(statement, "select kind || detail from event order by at");
      assertTrue(events.get(0).startsWith("started"), events.toString());
      assertTrue(events.get(0).contains("scangate.moodle.token=(secret)"), events.get(0));
      assertTrue(events.stream().anyMatch(one -> one.startsWith("scanner-ready")), "" + events);
    }
  }

  private static List<String> texts(Statement statement, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
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

  @Test
  void canariesAndSilenceAreInJmxUntilItEnds() throws Exception {
    List<ObjectName> names = new ArrayList<>();
    try (ClamdServer clamd = ClamdServer.builder().start();
        Application application = application(clamd)) {
      for (String type : List.of("Canaries", "Silence")) {
        names.add(new ObjectName("org.scangate:type=" + type));
      }
      String[] asked = {"front-door", "anna"};
      String[] types = {String.class.getName(), String.class.getName()};
      Object said =
          ManagementFactory.getPlatformMBeanServer().invoke(names.get(0), "run", asked, types);
      assertTrue(said.toString().startsWith("there is no canary"), said.toString());
      assertEquals(
          0, ManagementFactory.getPlatformMBeanServer().getAttribute(names.get(1), "TooLong"));
      assertFalse(application.gate().closed());
    }
    names.forEach(one -> assertFalse(ManagementFactory.getPlatformMBeanServer().isRegistered(one)));
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
        .withSources(
            new PropertiesConfigSource(Map.of("scangate.journal.url", "none"), "no journal", 50))
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

  /** Whatever was begun before it failed is ended; a server may try again for ever. */
  @Test
  void aWiringThatFailsHalfWayLeavesNothingBehind(@TempDir Path data) throws Exception {
    Config whole =
        config(Map.of("scangate.scanner", "hashlist", "scangate.data-folder", data.toString()));
    AtomicInteger asked = new AtomicInteger();
    new Application(failingAt(whole, Integer.MAX_VALUE, asked), report -> {}).close();
    int all = asked.get();
    Footprint before = Footprint.now();
    int failed = 0;
    for (int at = all; at > 0 && failed < 20; at -= Math.max(1, all / 50)) {
      asked.set(0);
      try {
        new Application(failingAt(whole, at, asked), report -> {}).close();
      } catch (IllegalStateException e) {
        failed++;
      }
    }
    assertTrue(failed > 0, "none failed");
    before.awaitBack();
  }

  private static Config failingAt(Config whole, int at, AtomicInteger asked) {
    return (Config)
        Proxy.newProxyInstance(
            Config.class.getClassLoader(),
            new Class<?>[] {Config.class},
            (proxy, method, arguments) -> {
              if (asked.incrementAndGet() >= at) {
                throw new IllegalStateException("no configuration any more");
              }
              return method.invoke(whole, arguments);
            });
  }
}

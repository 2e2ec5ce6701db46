package org.scangate.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;
import org.scangate.testing.Await;
import org.scangate.testing.Browser;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.Fixtures;

/**
 * What people who look cost those who upload, against the same server without them; and how long a
 * page takes, as its client sees it. With {@code -Dbench.journal.url=jdbc:postgresql:…} (and {@code
 * .user}, {@code .password}) in a database that {@code JournalSearchBench} has filled.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
final class ConsoleBench {

  private static final int UPLOADERS = 8;
  private static final int VIEWERS = 100;
  private static final Duration POLL = Duration.ofSeconds(10);
  private static final Duration ROUND = Duration.ofSeconds(10);
  private static final int ROUNDS = 3;
  private static final int ASKED = 200;
  private static final int PAINTED = 11;
  private static final List<String> PAGES =
      List.of(
          "",
          "scans",
          "scans?entry=local&place=/srv/pure/faculty-07/course-0127/",
          "findings",
          "sweeps",
          "checks",
          "acts");
  private static final String PAINT =
      "return performance.getEntriesByName('first-contentful-paint').map(one => one.startTime)[0]";

  private static final ClamdServer CLAMD =
      ClamdServer.builder().option("DisableCache", "yes").start();

  private final AtomicLong seed = new AtomicLong();

  @Deployment(testable = false)
  static WebArchive war() {
    List<String> settings = new ArrayList<>();
    settings.add("scangate.clamd.address=" + CLAMD.tcpAddress());
    settings.add("scangate.data-folder=" + Site.ownData());
    for (String one : List.of("url", "user", "password")) {
      String value = System.getProperty("bench.journal." + one);
      if (value != null) {
        settings.add("scangate.journal." + one + "=" + value);
      }
    }
    return Site.war(settings.toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    CLAMD.close();
  }

  @Test
  void viewersAndPages() throws Exception {
    Site.awaitReady();
    ConsoleClient viewer = ConsoleClient.of("anna");
    Await.until(
        "the journal is open",
        Duration.ofMinutes(1),
        () -> viewer.get("scans").statusCode() == 200);
    upload();
    StringBuilder report = new StringBuilder();
    report.append(
        "| work | alone | beside %s viewers | ratio (each round) | target |\n".formatted(VIEWERS));
    report.append("|---|---|---|---|---|\n");
    List<Double> ratios = new ArrayList<>();
    List<Double> alone = new ArrayList<>();
    List<Double> beside = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      alone.add(upload());
      ExecutorService viewers = poll(viewer);
      try {
        beside.add(upload());
      } finally {
        viewers.shutdownNow();
      }
      ratios.add(beside.get(i) / alone.get(i));
    }
    report.append(
        "| scan of 10 KB, %s clients | %.0f/s | %.0f/s | **%.2f** (%s) | ≥ 0.97 |%n%n"
            .formatted(UPLOADERS, median(alone), median(beside), median(ratios), ratios));
    report.append(
        "| page | median ms | p95 | bytes | first paint ms, median | the longest |\n"
            + "|---|---|---|---|---|---|\n");
    try (Browser browser = Browser.start()) {
      login(browser);
      for (String page : PAGES) {
        report.append(page(viewer, page)).append(painted(browser, page));
      }
    }
    System.out.print(report);
    Files.writeString(Path.of("target/bench-console.md"), report);
  }

  private static String page(ConsoleClient viewer, String page) throws IOException {
    List<Double> millis = new ArrayList<>();
    int bytes = 0;
    for (int i = 0; i < ASKED; i++) {
      long begun = System.nanoTime();
      bytes = viewer.page(page).length();
      millis.add((System.nanoTime() - begun) / 1e6);
    }
    Collections.sort(millis);
    return "| %s | %.1f | %.1f | %s "
        .formatted(
            page.isEmpty() ? "overview" : page,
            millis.get(ASKED / 2),
            millis.get(ASKED * 95 / 100),
            bytes);
  }

  private static void login(Browser browser) {
    browser.open(Site.BASE + "console/");
    browser.find("#name").sendKeys("anna");
    browser.find("#password").sendKeys("a secret of anna", Keys.ENTER);
    Await.until("they are in", Duration.ofMinutes(1), () -> !browser.all("nav").isEmpty());
  }

  /** From the click to the first text, as Chromium tells it. */
  private static String painted(Browser browser, String page) {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < PAINTED; i++) {
      browser.open(Site.BASE + "console/" + page);
      Await.until(
          "it is painted", Duration.ofMinutes(1), () -> browser.run(PAINT) instanceof Number);
      millis.add(((Number) browser.run(PAINT)).doubleValue());
    }
    Collections.sort(millis);
    return "| %.0f | %.0f |%n".formatted(millis.get(PAINTED / 2), millis.get(PAINTED - 1));
  }

  /** Uploads a second. */
  private double upload() throws Exception {
    long end = System.nanoTime() + ROUND.toNanos();
    ExecutorService uploaders = Executors.newFixedThreadPool(UPLOADERS);
    try {
      List<Future<Integer>> counts = new ArrayList<>();
      Callable<Integer> uploader =
          () -> {
            int count = 0;
            while (System.nanoTime() < end) {
              byte[] content = Fixtures.randomBytes(seed.incrementAndGet(), 10 << 10);
              if (!Site.scan(content, "a file").status().equals("OK")) {
                throw new AssertionError("not OK");
              }
              count++;
            }
            return count;
          };
      for (int i = 0; i < UPLOADERS; i++) {
        counts.add(uploaders.submit(uploader));
      }
      double sum = 0;
      for (Future<Integer> one : counts) {
        sum += one.get();
      }
      return sum / ROUND.toSeconds();
    } finally {
      uploaders.shutdownNow();
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a look that fails ends its own repetition
  private static ExecutorService poll(ConsoleClient viewer) {
    ScheduledExecutorService viewers = Executors.newScheduledThreadPool(16);
    for (int i = 0; i < VIEWERS; i++) {
      String page = i % 2 == 0 ? "" : "sweeps";
      long first = POLL.toMillis() * i / VIEWERS;
      viewers.scheduleAtFixedRate(
          () -> look(viewer, page), first, POLL.toMillis(), TimeUnit.MILLISECONDS);
    }
    return viewers;
  }

  private static void look(ConsoleClient viewer, String page) {
    try {
      viewer.page(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}

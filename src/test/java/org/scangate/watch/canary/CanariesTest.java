package org.scangate.watch.canary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;
import org.scangate.scan.access.CanaryMarks;
import org.scangate.testing.Await;
import org.scangate.testing.Footprint;
import org.scangate.watch.canary.ScriptedHttp.Answer;

/** When canaries are tried, and how they end. */
class CanariesTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Answer NOT_READY =
      Answer.json("{\"status\":\"OK\",\"msg\":\"NOT READY: it is away\"}");

  private final List<String> events = new CopyOnWriteArrayList<>();
  private Map<String, Readiness> scanners = Map.of();
  private final ScannerProofs proofs = new ScannerProofs(() -> scanners, Clock.systemUTC());

  private Canaries start(String url, Duration every) throws GeneralSecurityException {
    CanarySettings one =
        new CanarySettings(
            "it",
            CanaryType.FRONT_DOOR,
            URI.create(url),
            Optional.empty(),
            every,
            Duration.ofMinutes(2),
            SSLContext.getDefault());
    return Canaries.start(
        List.of(one),
        new CanaryMarks(),
        OptionalLong::empty,
        proofs,
        (kind, who, what, detail) -> events.add(kind + " " + who + " " + what),
        Clock.systemUTC());
  }

  @Test
  void oneThatHangsIsGivenUpWhenTheApplicationStops() throws Exception {
    giveUpOneThatHangs(); // what a JVM opens at first use stays open
    Footprint before = Footprint.now();
    giveUpOneThatHangs();
    System.gc(); // before Java 21 an HttpClient ends when nobody knows it any more
    before.awaitBack();
  }

  private void giveUpOneThatHangs() throws Exception {
    try (ScriptedHttp server = new ScriptedHttp(one -> ScriptedHttp.HANGS)) {
      Canaries canaries = start(server.url(), Duration.ofDays(1));
      assertTrue(canaries.run("it", "anna").isPresent());
      Await.until("it is on its way", SOON, () -> !server.requests.isEmpty());
      long begun = System.nanoTime();
      canaries.close();
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, took.toString());
      assertEquals(List.of(), events, "what is given up tells nothing");
    }
  }

  @Test
  void itIsTriedAgainAndAgainAndOnlyWhatChangesIsTold() throws Exception {
    try (ScriptedHttp server = new ScriptedHttp(one -> NOT_READY);
        Canaries canaries = start(server.url(), Duration.ofMillis(50))) {
      Await.until("it was tried by itself", SOON, () -> server.requests.size() > 3);
      assertEquals(List.of("canary-failed  it"), events);
      assertTrue(canaries.statuses().get(0).lastFailure().isPresent());
      assertTrue(canaries.statuses().get(0).lastSuccess().isEmpty());
      assertTrue(canaries.run("other", "anna").isEmpty());
    }
  }

  @Test
  void jmxShowsThemAndHasOneTried() throws Exception {
    MBeanServer mbeans = MBeanServerFactory.newMBeanServer();
    ObjectName name = new ObjectName("org.scangate:type=Canaries");
    try (ScriptedHttp server = new ScriptedHttp(one -> NOT_READY);
        Canaries canaries = start(server.url(), Duration.ofDays(1))) {
      mbeans.registerMBean(new CanariesBean(canaries), name);
      CanariesMXBean shown = JMX.newMXBeanProxy(mbeans, name, CanariesMXBean.class);
      assertEquals(Map.of("it", "NOT_TRIED"), shown.getStates());
      assertEquals(Map.of("it", ""), shown.getProblems());
      assertEquals(0, shown.getFailed());
      assertTrue(shown.run("other", "anna").contains("there are: [it]"));
      assertTrue(shown.run("it", " ").contains("who asks"));
      assertEquals(0, shown.getRunning());
      assertEquals("it is being tried: it", shown.run("it", "anna"));
      Await.until("it has failed", SOON, () -> shown.getFailed() == 1);
      assertEquals(List.of("canary-failed anna it"), events);
      assertEquals(Map.of("it", "FAILED"), shown.getStates());
      assertTrue(shown.getProblems().get("it").contains("NOT READY"), "" + shown.getProblems());
      assertEquals(Map.of("it", ""), shown.getLastSuccess());
      assertTrue(Instant.parse(shown.getNext().get("it")).isAfter(Instant.now()));
    }
  }

  @Test
  void aScannersCanaryIsItsProof() {
    assertEquals(List.of(), proofs.all());
    scanners = Map.of("clamd", Readiness.ready(List.of(), "1", OptionalLong.empty()));
    proofs.look();
    assertTrue(proofs.all().get(0).lastSuccess().isPresent());
    assertEquals("", proofs.all().get(0).problem());
    scanners = Map.of("clamd", Readiness.not(Reason.UNREACHABLE, "it is away"));
    proofs.look();
    assertTrue(proofs.all().get(0).lastSuccess().isPresent());
    assertTrue(proofs.all().get(0).lastFailure().isPresent());
    assertEquals("it is away", proofs.all().get(0).problem());
  }

  /** However large, and with no more memory than a buffer. */
  @Test
  void aFileHasAsManyBytesAsItSays() throws IOException {
    CanaryFile file = CanaryFile.clean((1L << 31) + 5);
    byte[] buffer = new byte[1 << 20];
    long sum = 0;
    try (InputStream in = file.content().get()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sum += count;
      }
    }
    assertEquals(file.size(), sum);
    try (InputStream one = CanaryFile.clean(1000).content().get();
        InputStream other = CanaryFile.clean(1000).content().get()) {
      assertTrue(
          !java.util.Arrays.equals(one.readAllBytes(), other.readAllBytes()), "known already");
    }
  }
}

package org.scangate.watch.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.journal.AlertRecord;
import org.scangate.testing.Certificates;
import org.scangate.testing.LoopbackPort;
import org.scangate.testing.ScriptedWebhook;

/** What a webhook is sent, and what becomes of each of its answers. */
class WebhookChannelTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(500);

  @TempDir private Path folder;

  private ScriptedWebhook webhook;

  static AlertRecord alert(String subject, String... examples) {
    Instant at = Instant.parse("2026-11-29T18:00:00Z");
    return new AlertRecord(
        UUID.randomUUID(),
        at,
        "finding",
        subject,
        true,
        false,
        at,
        at.plusSeconds(5),
        examples.length,
        List.of(examples),
        List.of());
  }

  @BeforeEach
  void start() throws IOException {
    webhook = new ScriptedWebhook(LoopbackPort.free());
  }

  @AfterEach
  void stop() {
    webhook.close();
  }

  private WebhookChannel channel(Duration timeout) {
    return new WebhookChannel(
        new WebhookSettings(webhook.url(), "key", timeout), "gate\r\nX-Evil: 1");
  }

  private String refusal(Duration timeout) {
    try (WebhookChannel channel = channel(timeout)) {
      String why = assertThrows(AlertNotSent.class, () -> channel.send(alert("site"))).getMessage();
      assertFalse(why.contains("abc"), why);
      return why;
    }
  }

  @Test
  void itIsSentSignedJsonWithAKey() throws Exception {
    try (WebhookChannel channel = channel(TIMEOUT)) {
      AlertRecord alert = alert("https://a.example", "one", "two");
      assertEquals("HTTP 200: thanks", channel.send(alert));
      channel.send(alert);
      ScriptedWebhook.Received first = webhook.received().get(0);
      assertEquals(alert.id().toString(), first.key());
      assertEquals("sha256=" + WebhookChannel.signature("key", first.body()), first.signature());
      assertEquals(first, webhook.received().get(1), "the same each time");
      assertEquals("https://a.example", first.subject());
      assertEquals(2, first.json().getInt("count"));
      assertTrue(first.json().getString("text").contains("Infected: https://a.example (2)"));
    }
  }

  /** RFC 4231, test case 2. */
  @Test
  void theSignatureIsAnHmac() {
    assertEquals(
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        WebhookChannel.signature("Jefe", "what do ya want for nothing?"));
  }

  @Test
  void anErrorIsTold() {
    webhook.answers(ScriptedWebhook.code(500, "no\r\nroom" + "x".repeat(100_000)));
    String why = refusal(TIMEOUT);
    assertTrue(why.contains("HTTP 500: no\\u000d\\u000aroom"), why);
    assertTrue(why.length() < 500, why);
  }

  @Test
  void aRedirectionIsNotFollowed() {
    webhook.answers(ScriptedWebhook.code(302, "", "Location", webhook.url().toString()));
    String why = refusal(TIMEOUT);
    assertTrue(why.contains("redirection, which is not followed"), why);
    assertEquals(1, webhook.received().size());
  }

  @Test
  void aSlowOneIsNotWaitedForLongerThanTheBound() {
    CountDownLatch end = new CountDownLatch(1);
    webhook.answers(exchange -> await(end));
    assertTrue(refusal(SHORT).contains("no answer within PT0.5S"));
    webhook.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write('x');
          exchange.getResponseBody().flush();
          await(end);
        });
    assertTrue(refusal(SHORT).contains("no answer within PT0.5S"), "a body that never ends");
    end.countDown();
  }

  private static void await(CountDownLatch end) throws IOException {
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void oneThatIsGoneIsTold() {
    webhook.close();
    String why = refusal(TIMEOUT);
    assertTrue(why.contains("cannot be reached"), why);
  }

  @Test
  void overTlsOnlyOneWhoseCertificateIsBelievedIsSentIt() throws Exception {
    Certificates certificates = Certificates.in(folder);
    Optional<SSLContext> trusting = Optional.of(certificates.trusting());
    try (ScriptedWebhook right = new ScriptedWebhook(LoopbackPort.free(), certificates.right());
        ScriptedWebhook other =
            new ScriptedWebhook(LoopbackPort.free(), certificates.ofAnotherHost())) {
      assertEquals("HTTP 200: thanks", sent(right, trusting));
      assertEquals(1, right.received().size());
      String unknown = notSent(right, Optional.empty());
      assertTrue(unknown.contains("no TLS with it"), unknown);
      String ofAnother = notSent(other, trusting);
      assertTrue(ofAnother.contains("no TLS with it"), ofAnother);
      assertEquals(1, right.received().size() + other.received().size());
    }
  }

  private static String sent(ScriptedWebhook to, Optional<SSLContext> tls) throws AlertNotSent {
    WebhookSettings settings = new WebhookSettings(to.url(), "", TIMEOUT);
    try (WebhookChannel channel = new WebhookChannel(settings, "gate", tls)) {
      return channel.send(alert("site"));
    }
  }

  private static String notSent(ScriptedWebhook to, Optional<SSLContext> tls) {
    String why = assertThrows(AlertNotSent.class, () -> sent(to, tls)).getMessage();
    assertFalse(why.contains("abc"), why);
    return why;
  }
}

package org.scangate.watch.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.journal.AlertRecord;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.testing.Await;
import org.scangate.testing.Certificates;
import org.scangate.testing.DrippingSmtp;
import org.scangate.testing.LoopbackPort;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** What a mail server is sent, and what becomes of each of its answers. */
class MailChannelTest {

  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofSeconds(20);

  private static final Properties NO_MORE = new Properties();

  @TempDir static Path folder;
  private static Certificates certificates;

  private final List<byte[]> received = new CopyOnWriteArrayList<>();
  private final int port = LoopbackPort.free();
  private final DeadlineTimer timer = new DeadlineTimer();
  private volatile int refusal;

  /** Each has a thread. */
  private final List<MailChannel> opened = new ArrayList<>();

  @AfterEach
  void endTimers() {
    opened.forEach(MailChannel::close);
    timer.close();
  }

  private MailChannel opened(MailChannel channel) {
    opened.add(channel);
    return channel;
  }

  @BeforeAll
  static void certificates() throws Exception {
    certificates = Certificates.in(folder);
  }

  private SMTPServer start(boolean tls) {
    SMTPServer server =
        SMTPServer.port(port)
            .bindAddress(InetAddress.getLoopbackAddress())
            .messageHandlerFactory(context -> new Handler())
            .enableTLS(tls)
            .hideTLS(!tls)
            .requireTLS(tls)
            .startTlsSocketFactory(certificates.right())
            .requireAuth(tls)
            .authenticationHandlerFactory(
                new EasyAuthenticationHandlerFactory(
                    (user, password, context) -> {
                      if (!user.equals("jo") || !password.equals("pass-word")) {
                        throw new LoginFailedException();
                      }
                    }))
            .build();
    server.start();
    return server;
  }

  private final class Handler implements MessageHandler {
    @Override
    public void from(String from) {
      // anybody may
    }

    @Override
    public void recipient(String recipient) throws RejectException {
      if (refusal > 0) {
        throw new RejectException(refusal, "not now");
      }
    }

    @Override
    public String data(InputStream data) throws IOException {
      received.add(data.readAllBytes());
      return "taken";
    }

    @Override
    public void done() {
      // nothing is open
    }
  }

  private MailChannel channel(MailSettings.Tls tls, String password, Duration timeout) {
    Properties trust = new Properties();
    trust.put("mail.smtp.ssl.socketFactory", certificates.trusting().getSocketFactory());
    return opened(
        new MailChannel(
            settings(tls, password, timeout),
            "gate\r\nBcc: x@example.org",
            trust,
            MailChannel.ENDS_WITHIN));
  }

  private MailSettings settings(MailSettings.Tls tls, String password, Duration timeout) {
    String user = password.isEmpty() ? "" : "jo";
    return new MailSettings(
        new MailSettings.Smtp("127.0.0.1", port, tls, user, password, timeout),
        Optional.of("Gate <gate@example.org>"),
        List.of("one@example.org", "two@example.org"));
  }

  private static String refused(MailChannel channel) {
    AlertRecord alert = WebhookChannelTest.alert("site", "x");
    String why = assertThrows(AlertNotSent.class, () -> channel.send(alert)).getMessage();
    assertFalse(why.contains("pass-word"), why);
    assertFalse(why.contains("\n"), why);
    return why;
  }

  @Test
  void itIsSentByStarttlsAfterALogin() throws Exception {
    SMTPServer server = start(true);
    try {
      MailChannel channel = channel(MailSettings.Tls.STARTTLS, "pass-word", LONG);
      AlertRecord alert = WebhookChannelTest.alert("<b>é\r\nBcc: all@example.org", "one", "two");
      assertEquals("taken by 127.0.0.1:" + port, channel.send(alert));
      channel.send(alert);
      assertEquals(2, received.size());
      for (byte[] one : received) {
        MimeMessage mail =
            new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(one));
        assertEquals("<" + alert.id() + "@example.org>", mail.getMessageID());
        assertEquals(null, mail.getHeader("Bcc"));
        assertEquals("auto-generated", mail.getHeader("Auto-Submitted")[0]);
        assertTrue(mail.getSubject().contains("Infected: <b>é"), mail.getSubject());
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertTrue(parts.getContentType().startsWith("multipart/alternative"));
        assertTrue(text(parts, 0).contains("Infected: <b>é"), text(parts, 0));
        assertTrue(text(parts, 1).contains("&lt;b&gt;"), text(parts, 1));
      }
    } finally {
      server.stop();
    }
  }

  private static String text(MimeMultipart parts, int part) throws Exception {
    return new String(parts.getBodyPart(part).getInputStream().readAllBytes(), UTF_8);
  }

  @Test
  void aWrongPasswordIsTold() {
    SMTPServer server = start(true);
    try {
      String why = refused(channel(MailSettings.Tls.STARTTLS, "wrong", LONG));
      assertTrue(why.contains("535"), why);
    } finally {
      server.stop();
    }
  }

  @Test
  void aCertificateThatIsNotBelievedIsSentNothing() {
    SMTPServer server = start(true);
    try {
      MailSettings settings = settings(MailSettings.Tls.STARTTLS, "pass-word", LONG);
      String why = refused(opened(new MailChannel(settings, "gate")));
      assertTrue(why.contains("STARTTLS") || why.contains("TLS"), why);
      assertEquals(0, received.size());
    } finally {
      server.stop();
    }
  }

  @Test
  void aServerWithoutStarttlsIsSentNothing() {
    SMTPServer server = start(false);
    try {
      String why = refused(channel(MailSettings.Tls.STARTTLS, "", LONG));
      assertTrue(why.contains("STARTTLS"), why);
      assertEquals(0, received.size());
    } finally {
      server.stop();
    }
  }

  @Test
  void greylistedAndFullAreTold() throws Exception {
    SMTPServer server = start(false);
    try {
      MailChannel channel = channel(MailSettings.Tls.NONE, "", LONG);
      for (int code : new int[] {451, 452}) {
        refusal = code;
        assertTrue(refused(channel).contains(code + " not now"), refused(channel));
      }
      refusal = 0;
      channel.send(WebhookChannelTest.alert("site", "x"));
      assertEquals(1, received.size());
    } finally {
      server.stop();
    }
  }

  @Test
  void oneThatIsGoneOrSlowIsTold() throws Exception {
    MailChannel channel = channel(MailSettings.Tls.NONE, "", SHORT);
    assertTrue(refused(channel).contains("127.0.0.1"), "gone");
    try (ServerSocket silent = new ServerSocket(port, 5, InetAddress.getLoopbackAddress())) {
      assertTrue(refused(channel).contains("timed out"), silent.toString());
    }
  }

  /** As a server makes it, which knows nothing of ours. */
  @Test
  void aSessionOfTheServerWaitsForNoAnswerForEver() throws Exception {
    Properties of = new Properties();
    of.setProperty("mail.smtp.host", "127.0.0.1");
    of.setProperty("mail.smtp.port", Integer.toString(port));
    Session given =
        Session.getInstance(
            of,
            new Authenticator() {
              @Override
              protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication("anna", "hers");
              }
            });
    MailSockets sockets = new MailSockets(timer, Deadline.in(LONG));
    Session bounded = MailSession.bounded(given, SHORT, sockets);
    try (ServerSocket silent = new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
        Transport transport = bounded.getTransport("smtp")) {
      assertTimeoutPreemptively(
          LONG, () -> assertThrows(MessagingException.class, transport::connect, silent::toString));
    }
    assertEquals(
        "hers",
        bounded.requestPasswordAuthentication(null, port, "smtp", "", "anna").getPassword());
    of.setProperty("mail.smtp.timeout", "7");
    assertEquals("7", MailSession.bounded(given, SHORT, sockets).getProperty("mail.smtp.timeout"));
  }

  private AlertNotSent ofADrippingOne(MailSettings.Tls tls, String word) throws Exception {
    try (DrippingSmtp server = new DrippingSmtp(port, word);
        MailChannel channel = new MailChannel(settings(tls, "", LONG), "gate", NO_MORE, SHORT)) {
      return assertTimeoutPreemptively(
          LONG,
          () ->
              assertThrows(
                  AlertNotSent.class, () -> channel.send(WebhookChannelTest.alert("site", "x"))),
          server::toString);
    }
  }

  @Test
  void oneThatDripsIsNotListenedToForEver() throws Exception {
    for (String word : List.of("", "EHLO", "MAIL", "DATA")) {
      String why = ofADrippingOne(MailSettings.Tls.NONE, word).getMessage();
      assertTrue(why.contains("127.0.0.1:" + port + " has not taken it within PT1S"), why);
    }
    String within = ofADrippingOne(MailSettings.Tls.TLS, "").getMessage();
    assertTrue(within.contains("has not taken it within PT1S"), within);
    assertTrue(
        MailChannel.ENDS_WITHIN.multipliedBy(2).compareTo(AlertSender.LOST_AFTER) <= 0,
        "a lease has room for it");
  }

  @Test
  void whatIsTakenIsTakenHoweverSlowTheGoodbye() throws Exception {
    MailSettings settings = settings(MailSettings.Tls.NONE, "", LONG);
    try (DrippingSmtp server = new DrippingSmtp(port, "QUIT");
        MailChannel channel = new MailChannel(settings, "gate", NO_MORE, SHORT)) {
      assertTimeoutPreemptively(
          LONG,
          () ->
              assertEquals(
                  "taken by 127.0.0.1:" + port,
                  channel.send(WebhookChannelTest.alert("site", "x"))),
          server::toString);
    }
  }

  @Test
  void theEndBreaksOffWhatIsOnItsWay() throws Exception {
    MailSettings settings = settings(MailSettings.Tls.NONE, "", LONG);
    try (DrippingSmtp server = new DrippingSmtp(port, "EHLO")) {
      MailChannel channel = opened(new MailChannel(settings, "gate"));
      FutureTask<String> sending =
          new FutureTask<>(() -> channel.send(WebhookChannelTest.alert("site", "x")));
      Thread thread = new Thread(sending, "a mail on its way");
      thread.setDaemon(true);
      thread.start();
      Await.until("it drips", LONG, server::drips);
      channel.close();
      Throwable why =
          assertThrows(
                  ExecutionException.class, () -> sending.get(LONG.toSeconds(), TimeUnit.SECONDS))
              .getCause();
      assertTrue(why instanceof AlertNotSent, why.toString());
    }
  }

  /** As one through a SOCKS proxy, which ours would go round. */
  @Test
  void aSessionThatSaysHowItConnectsDoesSo() {
    Properties of = new Properties();
    of.setProperty("mail.smtp.socks.host", "proxy.example.org");
    MailSockets sockets = new MailSockets(timer, Deadline.in(LONG));
    Session bounded = MailSession.bounded(Session.getInstance(of), SHORT, sockets);
    assertFalse(bounded.getProperties().containsKey("mail.smtp.socketFactory"));
    Session other = MailSession.bounded(Session.getInstance(new Properties()), SHORT, sockets);
    assertEquals(sockets, other.getProperties().get("mail.smtp.socketFactory"));
  }
}

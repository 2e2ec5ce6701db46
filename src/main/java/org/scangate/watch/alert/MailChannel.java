package org.scangate.watch.alert;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.Properties;
import javax.naming.NamingException;
import org.scangate.journal.AlertRecord;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.LogText;

/** Mails alerts as plain text with a simple HTML beside it. */
final class MailChannel implements AlertChannel {

  static final String NAME = "mail";

  private static final String UTF_8 = "utf-8";

  /**
   * Of one mail in all; well below {@link AlertSender#LOST_AFTER}, after which another sends it.
   */
  static final Duration ENDS_WITHIN = Duration.ofMinutes(1);

  private final MailSettings settings;
  private final String product;
  private final MailSession sessions;
  private final Duration endsWithin;
  private final DeadlineTimer timer = new DeadlineTimer();

  MailChannel(MailSettings settings, String product) {
    this(settings, product, new Properties(), ENDS_WITHIN);
  }

  /**
   * The same.
   *
   * @param more properties of the session
   */
  MailChannel(MailSettings settings, String product, Properties more, Duration endsWithin) {
    this.settings = settings;
    this.product = product;
    this.sessions = new MailSession(settings, more);
    this.endsWithin = endsWithin;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String send(AlertRecord alert) throws AlertNotSent {
    Deadline end = Deadline.in(endsWithin);
    try (MailSockets sockets = new MailSockets(timer, end)) {
      Session session = sessions.open(sockets);
      return send(session, message(session, alert));
    } catch (MessagingException e) {
      String not = end.passed() ? " has not taken it within " + endsWithin : " does not take it";
      throw new AlertNotSent(settings.server() + not + ": " + words(e), e);
    } catch (NamingException | ClassCastException e) {
      throw new AlertNotSent(
          "the server has no "
              + settings.server()
              + " (scangate.mail.session): make one, or name another; "
              + e.getMessage(),
          e);
    }
  }

  private String send(Session session, Message message) throws MessagingException {
    Address[] to = message.getAllRecipients();
    Transport transport = transport(session);
    try {
      transport.sendMessage(message, to);
      return "taken by " + settings.server();
    } catch (SendFailedException e) {
      if (e.getValidSentAddresses() == null || e.getValidSentAddresses().length == 0) {
        throw e;
      }
      // who has it shall not get it again for a day because of who cannot have it
      return "taken by %s for %s alone: %s"
          .formatted(settings.server(), Arrays.toString(e.getValidSentAddresses()), words(e));
    } finally {
      hangUp(transport);
    }
  }

  private static void hangUp(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      // What was taken is taken, and what was not was told, however the server says goodbye.
    }
  }

  private Transport transport(Session session) throws MessagingException {
    if (!(settings.server() instanceof MailSettings.Smtp smtp)) {
      Transport transport = session.getTransport();
      transport.connect();
      return transport;
    }
    Transport transport = session.getTransport("smtp");
    if (smtp.user().isEmpty()) {
      transport.connect();
    } else {
      transport.connect(smtp.user(), smtp.password());
    }
    return transport;
  }

  private Message message(Session session, AlertRecord alert) throws MessagingException {
    AlertText text = AlertText.of(alert, product);
    MimeMessage message = new Named(session, "<" + alert.id() + "@" + domain() + ">");
    if (settings.from().isPresent()) {
      message.setFrom(new InternetAddress(settings.from().get(), true));
    } else {
      message.setFrom();
    }
    for (String one : settings.to()) {
      message.addRecipient(Message.RecipientType.TO, new InternetAddress(one, true));
    }
    message.setSubject(text.subject(), UTF_8);
    message.setSentDate(Date.from(alert.made()));
    message.setHeader("Auto-Submitted", "auto-generated");
    MimeBodyPart plain = new MimeBodyPart();
    plain.setText(text.plain(), UTF_8);
    MimeBodyPart html = new MimeBodyPart();
    html.setText(text.html(), UTF_8, "html");
    message.setContent(new MimeMultipart("alternative", plain, html));
    message.saveChanges();
    return message;
  }

  private String domain() {
    return settings.from().map(from -> from.replaceFirst(".*@", "").replace(">", "")).orElse(NAME);
  }

  /** Its name is the alert's, so that one which comes twice is known. */
  private static final class Named extends MimeMessage {
    private final String id;

    Named(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }

  /** What was said, with what is behind it. */
  private static String words(MessagingException e) {
    StringBuilder words = new StringBuilder(said(e));
    Exception next = e.getNextException();
    for (int depth = 0; next != null && depth < 5; depth++) {
      words.append("; ").append(said(next));
      next = next instanceof MessagingException more ? more.getNextException() : null;
    }
    return words.toString();
  }

  private static String said(Exception e) {
    String said = e.getMessage() == null ? e.toString() : e.getMessage();
    return LogText.of(said.strip().lines().reduce((one, two) -> one + " " + two).orElse(""));
  }

  @Override
  public void close() {
    timer.close();
  }
}

package org.scangate.watch.alert;

import jakarta.mail.Address;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
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
import java.util.List;
import java.util.Properties;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.scangate.journal.AlertRecord;
import org.scangate.scan.LogText;

/** Mails alerts as plain text with a simple HTML beside it. */
final class MailChannel implements AlertChannel {

  static final String NAME = "mail";

  private static final String UTF_8 = "utf-8";

  private final MailSettings settings;
  private final String product;
  private final Properties more;

  MailChannel(MailSettings settings, String product) {
    this(settings, product, new Properties());
  }

  /**
   * The same.
   *
   * @param more properties of the session
   */
  MailChannel(MailSettings settings, String product, Properties more) {
    this.settings = settings;
    this.product = product;
    this.more = more;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String send(AlertRecord alert) throws AlertNotSent {
    try {
      Session session = session();
      return send(session, message(session, alert));
    } catch (MessagingException e) {
      throw new AlertNotSent(settings.server() + " does not take it: " + words(e), e);
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
    try (Transport transport = transport(session)) {
      transport.sendMessage(message, to);
      return "taken by " + settings.server();
    } catch (SendFailedException e) {
      if (e.getValidSentAddresses() == null || e.getValidSentAddresses().length == 0) {
        throw e;
      }
      // who has it shall not get it again for a day because of who cannot have it
      return "taken by %s for %s alone: %s"
          .formatted(settings.server(), Arrays.toString(e.getValidSentAddresses()), words(e));
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

  @SuppressWarnings("BanJNDI") // the name is the administrator's, who has the server as well
  private Session session() throws NamingException {
    if (settings.server() instanceof MailSettings.Jndi jndi) {
      Session given = InitialContext.doLookup(jndi.name());
      return bounded(given, MailSettings.TIMEOUT);
    }
    Properties properties = properties((MailSettings.Smtp) settings.server());
    properties.putAll(more);
    return Session.getInstance(properties);
  }

  /** The server's session as it is, but where it says nothing it waits for no answer for ever. */
  static Session bounded(Session given, Duration timeout) {
    Properties all = new Properties();
    Properties said = given.getProperties();
    said.stringPropertyNames().forEach(name -> all.setProperty(name, said.getProperty(name)));
    String protocol = all.getProperty("mail.transport.protocol", "smtp");
    for (String bound : List.of("connectiontimeout", "timeout", "writetimeout")) {
      all.putIfAbsent("mail." + protocol + "." + bound, Long.toString(timeout.toMillis()));
    }
    return Session.getInstance(
        all,
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return given.requestPasswordAuthentication(
                getRequestingSite(),
                getRequestingPort(),
                getRequestingProtocol(),
                getRequestingPrompt(),
                getDefaultUserName());
          }
        });
  }

  private static Properties properties(MailSettings.Smtp smtp) {
    Properties all = new Properties();
    String timeout = Long.toString(smtp.timeout().toMillis());
    all.setProperty("mail.smtp.host", smtp.host());
    all.setProperty("mail.smtp.port", Integer.toString(smtp.port()));
    all.setProperty("mail.smtp.connectiontimeout", timeout);
    all.setProperty("mail.smtp.timeout", timeout);
    all.setProperty("mail.smtp.writetimeout", timeout);
    all.setProperty("mail.smtp.sendpartial", "true");
    all.setProperty("mail.smtp.auth", Boolean.toString(!smtp.user().isEmpty()));
    boolean upgraded = smtp.tls() == MailSettings.Tls.STARTTLS;
    all.setProperty("mail.smtp.starttls.enable", Boolean.toString(upgraded));
    all.setProperty("mail.smtp.starttls.required", Boolean.toString(upgraded));
    all.setProperty("mail.smtp.ssl.enable", Boolean.toString(smtp.tls() == MailSettings.Tls.TLS));
    all.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    return all;
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

  /** Each step of a conversation has its bound. */
  @Override
  public void close() {
    // nothing is held between two mails
  }
}

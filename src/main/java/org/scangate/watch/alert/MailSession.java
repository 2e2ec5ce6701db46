package org.scangate.watch.alert;

import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * How a mail server is spoken to: as the settings say, or by a session of the server's.
 *
 * @param more properties of a session by the settings
 */
record MailSession(MailSettings settings, Properties more) {

  private static final String SMTP = "smtp";

  /** What a session says of how it connects, in whose place nothing of ours is put. */
  private static final List<String> OWN_WAYS =
      List.of("socketFactory", "socketFactory.class", "socks.host", "usesocketchannels");

  /**
   * A session for one mail.
   *
   * @param sockets by which it connects
   */
  @SuppressWarnings("BanJNDI") // the name is the administrator's, who has the server as well
  Session open(MailSockets sockets) throws NamingException {
    if (settings.server() instanceof MailSettings.Jndi jndi) {
      Session given = InitialContext.doLookup(jndi.name());
      return bounded(given, MailSettings.TIMEOUT, sockets);
    }
    Properties properties = properties((MailSettings.Smtp) settings.server());
    properties.putAll(more);
    connectBy(sockets, properties, SMTP);
    return Session.getInstance(properties);
  }

  /**
   * The server's session as it is, but where it says nothing it waits for no answer for ever. One
   * that says how it connects, as through a SOCKS proxy, does so: then only each answer is bounded.
   */
  static Session bounded(Session given, Duration timeout, MailSockets sockets) {
    Properties all = new Properties();
    Properties said = given.getProperties();
    said.stringPropertyNames().forEach(name -> all.setProperty(name, said.getProperty(name)));
    String protocol = all.getProperty("mail.transport.protocol", SMTP);
    for (String bound : List.of("connectiontimeout", "timeout", "writetimeout")) {
      all.putIfAbsent("mail." + protocol + "." + bound, Long.toString(timeout.toMillis()));
    }
    connectBy(sockets, all, protocol);
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

  private static void connectBy(MailSockets sockets, Properties all, String protocol) {
    String prefix = "mail." + protocol + ".";
    Stream<String> ways = OWN_WAYS.stream().map(prefix::concat);
    if (ways.noneMatch(all::containsKey)) {
      all.put(prefix + "socketFactory", sockets);
      all.put(prefix + "socketFactory.fallback", "false"); // to one that nobody closes
    }
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
}

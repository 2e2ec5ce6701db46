package org.scangate.watch.alert;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How alerts are mailed.
 *
 * @param server by which they go
 * @param from sender; empty: the session's own
 * @param to one at least
 */
public record MailSettings(Server server, Optional<String> from, List<String> to) {

  public static final Duration TIMEOUT = Duration.ofSeconds(15);

  public MailSettings {
    to = List.copyOf(to);
  }

  /** Who takes mails. */
  public sealed interface Server {}

  /**
   * A mail session of the server that Scangate runs in.
   *
   * @param name in JNDI
   */
  public record Jndi(String name) implements Server {
    @Override
    public String toString() {
      return "the mail session " + name;
    }
  }

  /**
   * By SMTP.
   *
   * @param user empty: nobody logs in
   * @param timeout of the connection, and of each answer
   */
  public record Smtp(String host, int port, Tls tls, String user, String password, Duration timeout)
      implements Server {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** How the connection is kept from others' eyes. */
  public enum Tls {
    STARTTLS,
    TLS,
    NONE
  }

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException with what would be right
   */
  public static String address(String text) {
    try {
      InternetAddress address = new InternetAddress(text, true);
      if (address.getAddress().indexOf('@') > 0
          && text.chars().noneMatch(Character::isISOControl)) {
        return text;
      }
    } catch (AddressException e) {
      // said below, with what is right
    }
    throw new IllegalArgumentException("an address such as jo@example.org is right");
  }
}

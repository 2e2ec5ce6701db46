package org.scangate.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DayOfWeek;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.scangate.scan.Reason;
import org.scangate.watch.alert.AlertRule;
import org.scangate.watch.alert.AlertSettings;
import org.scangate.watch.alert.MailSettings;
import org.scangate.watch.alert.WebhookSettings;

/** Reads the keys of alerts; what is wrong with them is noted in the {@link Keys}. */
final class AlertReader {

  private static final String NO_JOURNAL =
      "alerts wait in the journal's database, and scangate.journal.url=none keeps none: take that"
          + " key out, or this one";

  private final Keys keys;

  AlertReader(Keys keys) {
    this.keys = keys;
  }

  /**
   * @param journal whether one is kept: without it nobody is told anything
   */
  AlertSettings settings(boolean journal) {
    Set<String> off = new HashSet<>(keys.values(Key.ALERT_OFF, AlertReader::rule));
    String name = keys.text(Key.ALERT_NAME).orElseGet(AlertReader::host);
    Optional<WebhookSettings> webhook = webhook();
    Optional<MailSettings> mail = mail();
    Optional<DayOfWeek> weekly = keys.optional(Key.ALERT_WEEKLY, AlertReader::day);
    if (!journal) {
      webhook.ifPresent(any -> keys.wrong(Key.WEBHOOK_URL, NO_JOURNAL));
      mail.ifPresent(any -> keys.wrong(Key.MAIL_TO, NO_JOURNAL));
      return new AlertSettings(name, off, Optional.empty(), Optional.empty(), Optional.empty());
    }
    return new AlertSettings(name, off, mail, webhook, weekly);
  }

  private Optional<WebhookSettings> webhook() {
    String secret = keys.text(Key.WEBHOOK_SECRET).orElse("");
    return keys.text(Key.WEBHOOK_URL) // which may have a secret in it: never shown
        .flatMap(text -> keys.checked(Key.WEBHOOK_URL, () -> WebhookSettings.url(text)))
        .map(url -> new WebhookSettings(url, secret, WebhookSettings.TIMEOUT));
  }

  private Optional<MailSettings> mail() {
    List<String> to = keys.values(Key.MAIL_TO, MailSettings::address);
    Optional<String> from = keys.optional(Key.MAIL_FROM, MailSettings::address);
    Optional<String> session = keys.text(Key.MAIL_SESSION);
    Optional<MailSettings.Server> server =
        session.<MailSettings.Server>map(MailSettings.Jndi::new).or(this::smtp);
    if (to.isEmpty()) {
      server
          .filter(any -> !keys.isSet(Key.MAIL_TO))
          .ifPresent(any -> keys.wrong(Key.MAIL_TO, "it is not set, so that nobody gets mail"));
      return Optional.empty();
    }
    if (server.isEmpty()) {
      keys.wrong(Key.MAIL_HOST, "it is not set, so that nobody gets mail: name the mail server");
      return Optional.empty();
    }
    if (session.isEmpty() && from.isEmpty()) {
      keys.wrong(Key.MAIL_FROM, "it must be set beside scangate.mail.host");
      return Optional.empty();
    }
    return Optional.of(new MailSettings(server.get(), from, to));
  }

  private Optional<MailSettings.Server> smtp() {
    int port = keys.number(Key.MAIL_PORT);
    MailSettings.Tls tls = keys.value(Key.MAIL_TLS, AlertReader::tls);
    String user = keys.text(Key.MAIL_USER).orElse("");
    String password = keys.text(Key.MAIL_PASSWORD).orElse("");
    return keys.text(Key.MAIL_HOST)
        .map(host -> new MailSettings.Smtp(host, port, tls, user, password, MailSettings.TIMEOUT));
  }

  private static MailSettings.Tls tls(String text) {
    return switch (text) {
      case "starttls" -> MailSettings.Tls.STARTTLS;
      case "tls" -> MailSettings.Tls.TLS;
      case "none" -> MailSettings.Tls.NONE;
      default -> throw new IllegalArgumentException("starttls, tls and none are right");
    };
  }

  private static String rule(String text) {
    String reasons = AlertRule.NOT_SCANNED.word() + ".";
    boolean right =
        text.startsWith(reasons)
            ? Stream.of(Reason.values())
                .anyMatch(reason -> reason.key().equals(text.substring(reasons.length())))
            : AlertRule.of(text).isPresent();
    if (!right) {
      List<String> rules = Stream.of(AlertRule.values()).map(AlertRule::word).toList();
      throw new IllegalArgumentException(
          String.join(", ", rules) + " are right, or not-scanned. and a reason");
    }
    return text;
  }

  private static DayOfWeek day(String text) {
    return Stream.of(DayOfWeek.values())
        .filter(one -> one.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("a day of the week such as monday is right"));
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "of a host without a name";
    }
  }
}

package org.scangate.watch.alert;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.scangate.journal.AlertRules;

/**
 * Who is told of what.
 *
 * @param product what messages call this Scangate, such as its host's name
 * @param off rules that are switched off, as {@link RecordAlerts} takes them
 * @param mail empty: nobody gets mail
 * @param webhook empty: there is none
 * @param weekly the day on which a message comes whatever happened; empty: there is none
 */
public record AlertSettings(
    String product,
    Set<String> off,
    Optional<MailSettings> mail,
    Optional<WebhookSettings> webhook,
    Optional<DayOfWeek> weekly) {

  public AlertSettings {
    off = Set.copyOf(off);
    weekly = off.contains(AlertRule.WEEKLY.word()) ? Optional.empty() : weekly;
  }

  /** Whether anybody is told anything. */
  public boolean isOn() {
    return mail.isPresent() || webhook.isPresent();
  }

  /** Of which records somebody is told. */
  public AlertRules rules() {
    return isOn() ? new RecordAlerts(off, product) : AlertRules.NONE;
  }

  List<AlertChannel> channels() {
    Stream<AlertChannel> mails = mail.stream().map(one -> new MailChannel(one, product));
    Stream<AlertChannel> hooks = webhook.stream().map(one -> new WebhookChannel(one, product));
    return Stream.concat(mails, hooks).toList();
  }
}

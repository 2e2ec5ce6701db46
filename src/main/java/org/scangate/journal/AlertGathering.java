package org.scangate.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.scangate.journal.AlertRecord.Delivery;
import org.scangate.journal.AlertRecord.State;

/** Makes alerts of causes, in a transaction of its own; one node at a time. */
final class AlertGathering {

  /** Alerts of one rule within a quarter of an hour; all beyond are one more. */
  static final int MAX_ALERTS = 20;

  private final Connection connection;
  private final Set<String> channels;
  private final Instant now;

  AlertGathering(Connection connection, Set<String> channels, Instant now) {
    this.connection = connection;
    this.channels = channels;
    this.now = now;
  }

  /** Whether there is anything to do: while there is not, nobody holds up anybody. */
  static boolean isNeeded(Connection connection, Instant tooOld) throws SQLException {
    try (PreparedStatement look =
        connection.prepareStatement(
            "select 1 where exists (select 1 from alert_cause) or exists (select 1 from"
                + " alert_delivery d join alert a on a.id = d.alert_id"
                + " where d.state = 'waiting' and a.made <= ?)")) {
      look.setObject(1, AlertTable.time(tooOld));
      try (ResultSet found = look.executeQuery()) {
        return found.next();
      }
    }
  }

  /** Until the end of this transaction nobody else gathers. */
  static void hold(Connection connection) throws SQLException {
    try (Statement gate = connection.createStatement()) {
      gate.executeQuery("select id from alert_gate where id = 1 for update").close();
    }
  }

  void run() throws SQLException {
    hold(connection);
    for (Map.Entry<GatheredCauses.Key, List<GatheredCauses>> one :
        AlertCauseTable.all(connection).entrySet()) {
      gather(one.getKey(), one.getValue());
    }
  }

  private void gather(GatheredCauses.Key key, List<GatheredCauses> causes) throws SQLException {
    switch (AlertTable.window(connection, key).decide(causes, now)) {
      case WAIT -> keepTogether(causes);
      case DROP -> AlertCauseTable.delete(connection, causes);
      case TELL_TROUBLE -> tell(key, causes, true);
      case TELL_OVER -> tell(key, causes, false);
    }
  }

  /** So that a flood does not fill the table while it waits for its time. */
  private void keepTogether(List<GatheredCauses> causes) throws SQLException {
    List<GatheredCauses> together =
        Stream.of(true, false).flatMap(sign -> together(causes, sign).stream()).toList();
    if (together.size() < causes.size()) {
      replace(causes, together);
    }
  }

  private void replace(List<GatheredCauses> causes, List<GatheredCauses> by) throws SQLException {
    AlertCauseTable.delete(connection, causes);
    AlertCauseTable.insert(connection, by);
  }

  private static Optional<GatheredCauses> together(List<GatheredCauses> causes, boolean trouble) {
    return causes.stream().filter(one -> one.trouble() == trouble).reduce(GatheredCauses::with);
  }

  private void tell(GatheredCauses.Key key, List<GatheredCauses> causes, boolean trouble)
      throws SQLException {
    boolean quiet = AcknowledgementTable.holds(connection, key, now);
    if (!quiet && trouble && isFlood(key)) {
      replace(causes, causes.stream().map(one -> one.about(AlertOutbox.OTHERS)).toList());
      return;
    }
    GatheredCauses all = together(causes, trouble).orElseThrow();
    all = together(causes, !trouble).map(all::with).orElse(all);
    AlertRecord alert =
        new AlertRecord(
            UUID.nameUUIDFromBytes(("alert " + all.id()).getBytes(UTF_8)),
            now,
            key.rule(),
            key.subject(),
            trouble,
            quiet,
            all.first(),
            all.last(),
            all.causes(),
            all.examples(),
            quiet ? List.of() : deliveries(channels, now));
    AlertTable.insert(connection, alert);
    AlertCauseTable.delete(connection, causes);
  }

  private boolean isFlood(GatheredCauses.Key key) throws SQLException {
    return !key.subject().equals(AlertOutbox.OTHERS)
        && AlertTable.count(connection, key.rule(), now.minus(AlertWindow.QUIET)) >= MAX_ALERTS;
  }

  static List<Delivery> deliveries(Set<String> channels, Instant now) {
    return channels.stream()
        .sorted()
        .map(one -> new Delivery(one, State.WAITING, 0, now, Optional.empty(), ""))
        .toList();
  }
}

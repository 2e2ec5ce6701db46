package org.scangate.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.scangate.journal.AlertRecord.State;

/**
 * The outbox of alerts. Causes come into it with the records that they are made from, in one
 * transaction; here they are gathered into alerts, and each alert is handed out until its delivery
 * has ended. Nodes that share a database share it: each delivery is one node's at a time.
 *
 * <p>Every method throws {@link JournalException} where the database is away or there is none.
 */
public final class AlertOutbox {

  /** The subject of what comes from more subjects than anybody can be told of one by one. */
  public static final String OTHERS = "others";

  private final Access access;

  /** Where the tables are. */
  @FunctionalInterface
  interface Access {
    JournalDatabase database() throws JournalException;
  }

  AlertOutbox(Access access) {
    this.access = access;
  }

  /**
   * What is not told yet.
   *
   * @param waiting deliveries
   * @param oldest when the alert was made that has waited for longest
   */
  public record Backlog(long waiting, Optional<Instant> oldest) {}

  /**
   * Makes alerts of the causes that it is time to tell of, and gives up deliveries that nobody has
   * managed for so long.
   *
   * @param channels each of which an alert is to be sent through
   * @param tooOld when an alert was made that is given up
   */
  public Backlog gather(Set<String> channels, Instant now, Instant tooOld) throws JournalException {
    return change(
        "Gathering alerts",
        (connection, kind) -> {
          if (!AlertGathering.isNeeded(connection, tooOld)) {
            return AlertDeliveries.backlog(connection);
          }
          new AlertGathering(connection, channels, now).run();
          for (AlertRecord old : AlertDeliveries.waitingSince(connection, tooOld)) {
            for (AlertRecord.Delivery one : old.deliveries()) {
              String why = one.answer().isEmpty() ? "nobody has sent it" : one.answer();
              end(connection, kind, old, one.channel(), State.GIVEN_UP, why, now);
            }
          }
          return AlertDeliveries.backlog(connection);
        });
  }

  /**
   * Puts an alert into the outbox that has no records for causes.
   *
   * @return false: it is there already, by its id
   */
  public boolean add(AlertRecord alert) throws JournalException {
    return change(
        "Adding an alert",
        (connection, kind) -> {
          AlertGathering.hold(connection);
          if (AlertTable.isThere(connection, alert.id())) {
            return false;
          }
          AlertTable.insert(connection, alert);
          return true;
        });
  }

  /**
   * Takes the delivery through a channel that is due.
   *
   * @param lost when another may take it, because this node has not ended it
   */
  public Optional<AlertRecord> claim(String channel, Instant now, Instant lost)
      throws JournalException {
    return change(
        "Looking for an alert",
        (connection, kind) -> AlertDeliveries.claim(connection, kind, channel, now, lost));
  }

  /** It is there; told by an event. */
  public void sent(AlertRecord alert, String channel, String answer, Instant now)
      throws JournalException {
    end(alert, channel, State.SENT, answer, now);
  }

  /** It is not tried any more; told by an event. */
  public void givenUp(AlertRecord alert, String channel, String why, Instant now)
      throws JournalException {
    end(alert, channel, State.GIVEN_UP, why, now);
  }

  private void end(AlertRecord alert, String channel, State how, String answer, Instant now)
      throws JournalException {
    change(
        "Noting an alert",
        (connection, kind) -> {
          end(connection, kind, alert, channel, how, answer, now);
          return null;
        });
  }

  private static void end(
      Connection connection,
      DatabaseKind kind,
      AlertRecord alert,
      String channel,
      State how,
      String answer,
      Instant now)
      throws SQLException {
    if (AlertDeliveries.note(connection, alert.id(), channel, how, now, answer)) {
      String what =
          "alert %s (%s, %s): %s".formatted(alert.id(), alert.rule(), alert.subject(), answer);
      UUID id = id(alert.id() + " " + channel + " " + how.word());
      event(connection, kind, new EventRecord(id, now, "alert-" + how.word(), "", channel, what));
    }
  }

  /** It is tried again at that time. */
  public void failed(AlertRecord alert, String channel, String why, Instant due)
      throws JournalException {
    change(
        "Noting an alert",
        (connection, kind) ->
            AlertDeliveries.note(connection, alert.id(), channel, State.WAITING, due, why));
  }

  /** The latest alerts. */
  public List<AlertRecord> latest(int limit) throws JournalException {
    return access
        .database()
        .read("Listing alerts", (connection, kind) -> AlertTable.latest(connection, limit));
  }

  /** Has nobody told of a cause until its end; in the place of what was said of it before. */
  public void acknowledge(AlertAcknowledgement said) throws JournalException {
    change(
        "Acknowledging",
        (connection, kind) -> {
          AlertGathering.hold(connection);
          AcknowledgementTable.put(connection, said);
          UUID id = id(said.rule() + " " + said.subject() + " " + said.made());
          String until = "until " + said.ends() + ": " + said.reason();
          String what = said.rule() + ", " + said.subject();
          event(
              connection,
              kind,
              new EventRecord(id, said.made(), "alert-acknowledged", said.by(), what, until));
          return null;
        });
  }

  /** Those that have not ended. */
  public List<AlertAcknowledgement> acknowledgements(Instant now) throws JournalException {
    return access
        .database()
        .read(
            "Listing acknowledgements",
            (connection, kind) -> AcknowledgementTable.inForce(connection, now));
  }

  private static void event(Connection connection, DatabaseKind kind, EventRecord event)
      throws SQLException {
    EventTable.insert(connection, kind, Map.of(event.id(), event));
  }

  private static UUID id(String of) {
    return UUID.nameUUIDFromBytes(of.getBytes(UTF_8));
  }

  private <T> T change(String what, JournalDatabase.Work<T> work) throws JournalException {
    return access.database().change(what, work);
  }
}

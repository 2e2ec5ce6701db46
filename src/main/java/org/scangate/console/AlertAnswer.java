package org.scangate.console;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.scangate.journal.AlertAcknowledgement;
import org.scangate.journal.AlertRecord;
import org.scangate.watch.alert.Alerts;

/** Alerts as JSON. */
final class AlertAnswer {

  private AlertAnswer() {}

  static Response all(List<AlertRecord> alerts, List<AlertAcknowledgement> acknowledged) {
    JsonArrayBuilder all = JournalAnswer.JSON.createArrayBuilder();
    alerts.forEach(one -> all.add(alert(one)));
    JsonArrayBuilder quiet = JournalAnswer.JSON.createArrayBuilder();
    acknowledged.forEach(one -> quiet.add(acknowledgement(one)));
    return JournalAnswer.of(
        200,
        JournalAnswer.JSON.createObjectBuilder().add("alerts", all).add("acknowledged", quiet));
  }

  static JsonObjectBuilder alert(AlertRecord alert) {
    JsonArrayBuilder examples = JournalAnswer.JSON.createArrayBuilder();
    alert.examples().forEach(examples::add);
    JsonArrayBuilder deliveries = JournalAnswer.JSON.createArrayBuilder();
    alert.deliveries().forEach(one -> deliveries.add(delivery(one)));
    return JournalAnswer.JSON
        .createObjectBuilder()
        .add("id", alert.id().toString())
        .add("made", alert.made().toString())
        .add("rule", alert.rule())
        .add("subject", alert.subject())
        .add("state", alert.trouble() ? "trouble" : "over")
        .add("quiet", alert.quiet())
        .add("first", alert.first().toString())
        .add("last", alert.last().toString())
        .add("count", alert.causes())
        .add("examples", examples)
        .add("deliveries", deliveries);
  }

  static JsonObjectBuilder delivery(AlertRecord.Delivery delivery) {
    JsonObjectBuilder one =
        JournalAnswer.JSON
            .createObjectBuilder()
            .add("channel", delivery.channel())
            .add("state", delivery.state().word())
            .add("attempts", delivery.attempts());
    if (delivery.state() == AlertRecord.State.WAITING) {
      one.add("due", delivery.due().toString());
    }
    delivery.ended().ifPresent(at -> one.add("ended", at.toString()));
    JournalAnswer.add(one, "answer", delivery.answer());
    return one;
  }

  static JsonObjectBuilder acknowledgement(AlertAcknowledgement said) {
    return JournalAnswer.JSON
        .createObjectBuilder()
        .add("rule", said.rule())
        .add("subject", said.subject())
        .add("until", said.ends().toString())
        .add("by", said.by())
        .add("reason", said.reason());
  }

  static Response test(Map<String, Alerts.TestAnswer> answers) {
    if (answers.isEmpty()) {
      return JournalAnswer.error(503, Alerts.NO_CHANNEL);
    }
    JsonArrayBuilder all = JournalAnswer.JSON.createArrayBuilder();
    answers.forEach(
        (channel, one) ->
            all.add(
                JournalAnswer.JSON
                    .createObjectBuilder()
                    .add("channel", channel)
                    .add("sent", one.sent())
                    .add("answer", one.answer())));
    return JournalAnswer.of(200, JournalAnswer.JSON.createObjectBuilder().add("tests", all));
  }
}

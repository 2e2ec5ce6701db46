package org.scangate.console;

import static org.scangate.console.JournalAnswer.JSON;
import static org.scangate.console.JournalAnswer.add;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import org.scangate.watch.check.CheckResult;
import org.scangate.watch.check.CheckStatus;

/** What each check said last, as JSON. */
final class CheckAnswer {

  private CheckAnswer() {}

  static JsonObjectBuilder all(List<CheckStatus> statuses) {
    JsonArrayBuilder all = JSON.createArrayBuilder();
    statuses.forEach(status -> all.add(of(status)));
    return JSON.createObjectBuilder().add("checks", all);
  }

  static JsonObjectBuilder of(CheckStatus status) {
    CheckResult result = status.result();
    JsonObjectBuilder one = JSON.createObjectBuilder();
    one.add("name", status.name()).add("state", result.state().key());
    one.add("sentence", result.sentence());
    JsonObjectBuilder details = JSON.createObjectBuilder();
    result.details().forEach(details::add);
    one.add("details", details);
    add(one, "command", result.command());
    return one.add("page", result.page())
        .add("since", status.since().toString())
        .add("ran", status.ran().toString())
        .add("took_ms", status.took().toMillis());
  }
}

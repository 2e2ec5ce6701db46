package org.scangate.console;

import static org.scangate.console.JournalAnswer.JSON;
import static org.scangate.console.JournalAnswer.add;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.List;
import org.scangate.journal.ContentHash;
import org.scangate.journal.ContentHistory;
import org.scangate.journal.ContentHistory.ByScanners;
import org.scangate.journal.ContentHistory.Judged;
import org.scangate.journal.ContentHistory.Seen;
import org.scangate.journal.ContentHistory.Where;
import org.scangate.journal.ExceptionRecord;

/** All of one content, as JSON. */
final class ContentAnswer {

  static final String UNKNOWN =
      "the journal has no scan of this content; scans that were OK are kept for"
          + " scangate.journal.keep, files that clamd reads by path have no hash"
          + " (scangate.pure.digest)";

  private ContentAnswer() {}

  /**
   * @param exceptions on it, ended ones too
   */
  static JsonObjectBuilder of(
      ContentHash asked, ContentHistory content, List<ExceptionRecord> exceptions, Instant now) {
    JsonObjectBuilder answer = JSON.createObjectBuilder();
    answer.add("content", asked.hexadecimal());
    answer.add("sha256", texts(content.sha256())).add("sha1", texts(content.sha1()));
    answer.add("size", content.largest());
    if (content.smallest() != content.largest()) {
      answer.add("smallest", content.smallest());
    }
    seen(answer, content.seen());
    JsonArrayBuilder where = JSON.createArrayBuilder();
    content.where().forEach(one -> where.add(where(one)));
    answer.add("places", where).add("more_places", content.moreWhere());
    JsonArrayBuilder verdicts = JSON.createArrayBuilder();
    content.verdicts().forEach(one -> verdicts.add(judged(one)));
    return answer
        .add("verdicts", verdicts)
        .add("more_verdicts", content.moreVerdicts())
        .add("exceptions", ExceptionAnswer.array(exceptions, now));
  }

  private static JsonArrayBuilder texts(List<String> all) {
    JsonArrayBuilder texts = JSON.createArrayBuilder();
    all.forEach(texts::add);
    return texts;
  }

  private static JsonObjectBuilder seen(JsonObjectBuilder to, Seen seen) {
    return to.add("scans", seen.scans())
        .add("first_seen", seen.first().toString())
        .add("last_seen", seen.last().toString());
  }

  private static JsonObjectBuilder where(Where where) {
    JsonObjectBuilder one = JSON.createObjectBuilder();
    add(one, "entry", where.entry());
    add(one, "site", where.site());
    add(one, "place", where.place());
    add(one, "user", where.user());
    return seen(one, where.seen());
  }

  private static JsonObjectBuilder judged(Judged judged) {
    JsonObjectBuilder one = JSON.createObjectBuilder();
    add(one, "verdict", judged.verdict());
    add(one, "reason", judged.reason());
    add(one, "signature", judged.signature());
    JsonArrayBuilder by = JSON.createArrayBuilder();
    judged.by().forEach(scanners -> by.add(by(scanners)));
    return seen(one, judged.seen()).add("by", by);
  }

  private static JsonObjectBuilder by(ByScanners by) {
    JsonArrayBuilder answers = JSON.createArrayBuilder();
    by.answers().forEach(answer -> answers.add(JournalAnswer.answer(answer)));
    return seen(JSON.createObjectBuilder().add("scanners", answers), by.seen());
  }
}

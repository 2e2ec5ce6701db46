package org.scangate.console;

import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.scangate.journal.FindingAcknowledgement;
import org.scangate.journal.FindingNotes;
import org.scangate.journal.JournalException;

/** What nobody has seen to, and who has seen to what, as JSON. */
final class FindingAnswer {

  private FindingAnswer() {}

  static JsonObjectBuilder open(FindingNotes notes, Instant now) throws JournalException {
    Instant since = now.minus(FindingNotes.COUNTED);
    int open = notes.open(since);
    return JournalAnswer.JSON
        .createObjectBuilder()
        .add("since", since.toString())
        .add("open", Math.min(open, FindingNotes.MAX_OPEN))
        .add("more", open > FindingNotes.MAX_OPEN);
  }

  /** What was seen to before stays as it was. */
  static JsonObjectBuilder acknowledge(FindingNotes notes, InputStream body)
      throws IOException, JournalException {
    ApiBody sent = new ApiBody(body, List.of("scans", "by", "reason"));
    List<UUID> scans = sent.ids("scans");
    int noted = notes.acknowledge(scans, sent.by(), sent.reason());
    return JournalAnswer.JSON
        .createObjectBuilder()
        .add("acknowledged", noted)
        .add("others", scans.size() - noted);
  }

  static JsonObjectBuilder of(FindingAcknowledgement said) {
    return JournalAnswer.JSON
        .createObjectBuilder()
        .add("at", said.at().toString())
        .add("by", said.by())
        .add("reason", said.note());
  }
}

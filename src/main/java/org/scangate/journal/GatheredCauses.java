package org.scangate.journal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Causes of one kind, subject and sign, as a row of the table has them.
 *
 * @param id derived from the record of the first of them
 * @param due the first moment to tell of it
 * @param causes how many
 * @param examples of the first few, a line each
 */
record GatheredCauses(
    UUID id,
    String rule,
    String subject,
    boolean trouble,
    Instant first,
    Instant last,
    Instant due,
    long causes,
    List<String> examples) {

  static final int MAX_EXAMPLES = 5;

  /** Of one batch and rule; sites are named by clients. */
  private static final int MAX_SUBJECTS = 100;

  GatheredCauses {
    examples = List.copyOf(examples);
  }

  /** What is told of them together. */
  record Key(String rule, String subject) {}

  Key key() {
    return new Key(rule, subject);
  }

  private record Row(String rule, String subject, boolean trouble) {}

  /** Of one batch, each record of which is new to the database. */
  static List<GatheredCauses> of(List<? extends JournalRecord> records, AlertRules rules) {
    Map<Row, GatheredCauses> all = new LinkedHashMap<>();
    for (JournalRecord record : records) {
      rules
          .of(record)
          .map(cause -> of(record, cause))
          .map(one -> hasRoom(all, one.rule) ? one : one.about(AlertOutbox.OTHERS))
          .ifPresent(
              one ->
                  all.merge(
                      new Row(one.rule, one.subject, one.trouble), one, GatheredCauses::with));
    }
    return List.copyOf(all.values());
  }

  private static boolean hasRoom(Map<Row, GatheredCauses> all, String rule) {
    return all.size() < MAX_SUBJECTS
        || all.keySet().stream().filter(row -> row.rule.equals(rule)).count() < MAX_SUBJECTS;
  }

  private static GatheredCauses of(JournalRecord record, AlertCause cause) {
    Instant at = ScanRow.stored(cause.at());
    return new GatheredCauses(
        record.id(),
        StoredText.subject(cause.rule()),
        StoredText.subject(cause.subject()),
        cause.trouble(),
        at,
        at,
        at.plus(cause.grace()),
        1,
        List.of(StoredText.of(cause.example())));
  }

  GatheredCauses about(String other) {
    return new GatheredCauses(id, rule, other, trouble, first, last, due, causes, examples);
  }

  /** Both as one. */
  GatheredCauses with(GatheredCauses other) {
    return new GatheredCauses(
        id,
        rule,
        subject,
        trouble,
        earlier(first, other.first),
        earlier(last, other.last).equals(last) ? other.last : last,
        earlier(due, other.due),
        causes + other.causes,
        Stream.of(examples, other.examples).flatMap(List::stream).limit(MAX_EXAMPLES).toList());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}

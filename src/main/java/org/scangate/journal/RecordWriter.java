package org.scangate.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** Writes batches, and remembers the numbers of what repeats. For one thread at a time. */
final class RecordWriter {

  private final Dictionary sites = new Dictionary("site", "entry", "name");
  private final Dictionary outcomes = new Dictionary("outcome", "verdict", "reason", "signature");
  private final Dictionary answers = new Dictionary("answers", "answers");
  private final Dictionary versions = new Dictionary("versions", "versions");
  private final Partitions partitions = new Partitions();
  private final AlertRules rules;

  RecordWriter(AlertRules rules) {
    this.rules = rules;
  }

  synchronized void write(OpenDatabase database, List<JournalRecord> records, DatabaseLimits limits)
      throws SQLException {
    Map<UUID, ScanRow> scans = new LinkedHashMap<>();
    Map<UUID, EventRecord> events = new LinkedHashMap<>();
    for (JournalRecord one : records) {
      if (one instanceof ScanRecord scan) {
        scans.put(scan.id(), ScanRow.of(scan));
      } else if (one instanceof EventRecord event) {
        events.put(event.id(), event);
      }
    }
    prepare(database, scans.values(), limits);
    JournalDatabase.transaction(
        database,
        limits.lock(),
        limits.write(),
        false,
        (connection, kind) -> {
          Map<UUID, ScanRow> kept = erased(connection, kind, scans);
          Set<UUID> ids = new HashSet<>(insert(connection, kind, kept));
          ids.addAll(EventTable.insert(connection, kind, events));
          List<JournalRecord> fresh =
              Stream.<JournalRecord>concat(
                      kept.values().stream().map(ScanRow::scan), events.values().stream())
                  .filter(one -> ids.contains(one.id()))
                  .toList();
          AlertCauseTable.insert(connection, GatheredCauses.of(fresh, rules));
          return null;
        });
  }

  /**
   * Before the batch and committed by itself: numbers that nobody uses do no harm, and other nodes
   * need not wait for this batch.
   */
  private void prepare(OpenDatabase database, Collection<ScanRow> rows, DatabaseLimits limits)
      throws SQLException {
    Set<Instant> months = partitions.missing(database.kind(), rows);
    if (!months.isEmpty()) {
      JournalDatabase.transaction(
          database,
          limits.lock(),
          limits.write(),
          false,
          (connection, kind) -> partitions.make(connection, months));
      partitions.remember(months);
    }
    number(database, sites, rows, limits, row -> List.of(row.site()));
    number(database, outcomes, rows, limits, row -> List.of(row.outcome(), row.hourly()));
    number(database, answers, rows, limits, row -> List.of(row.answers()));
    number(database, versions, rows, limits, row -> List.of(row.versions()));
  }

  private static void number(
      OpenDatabase database,
      Dictionary dictionary,
      Collection<ScanRow> rows,
      DatabaseLimits limits,
      Function<ScanRow, List<List<String>>> part)
      throws SQLException {
    dictionary.bound();
    Set<List<String>> parts = new HashSet<>();
    rows.forEach(row -> parts.addAll(part.apply(row)));
    Set<List<String>> missing = dictionary.missing(parts);
    if (!missing.isEmpty()) {
      dictionary.remember(
          JournalDatabase.transaction(
              database,
              limits.lock(),
              limits.write(),
              false,
              (connection, kind) -> dictionary.add(connection, kind, missing)));
    }
  }

  /** What was erased while it was on its way here comes without a person. */
  private static Map<UUID, ScanRow> erased(
      Connection connection, DatabaseKind kind, Map<UUID, ScanRow> scans) throws SQLException {
    if (scans.isEmpty()) {
      return scans;
    }
    Instant oldest = scans.values().stream().map(ScanRow::at).min(Instant::compareTo).orElseThrow();
    List<Erasure> erasures = ErasureTable.inForce(connection, kind, oldest);
    if (erasures.isEmpty()) {
      return scans;
    }
    Map<UUID, ScanRow> kept = new LinkedHashMap<>();
    scans.forEach((id, row) -> kept.put(id, row.with(Erasure.applied(erasures, row.scan()))));
    return kept;
  }

  /** Returns those that were not there yet. */
  private Set<UUID> insert(Connection connection, DatabaseKind kind, Map<UUID, ScanRow> scans)
      throws SQLException {
    if (scans.isEmpty()) {
      return Set.of();
    }
    ScanTable table =
        new ScanTable(
            row -> sites.number(row.site()),
            row -> outcomes.number(row.outcome()),
            row -> answers.number(row.answers()));
    HourlySums sums =
        new HourlySums(
            row -> sites.number(row.site()),
            row -> outcomes.number(row.hourly()),
            row -> versions.number(row.versions()));
    Set<UUID> fresh = table.insert(connection, kind, scans);
    fresh.forEach(id -> sums.count(scans.get(id)));
    sums.add(connection, kind);
    return fresh;
  }
}

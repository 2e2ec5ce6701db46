package org.scangate.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Inserts into the table of events: few, so that they need no care for speed. */
final class EventTable {

  private EventTable() {}

  /** Returns those that were not there yet. */
  static Set<UUID> insert(Connection connection, DatabaseKind kind, Map<UUID, EventRecord> events)
      throws SQLException {
    if (events.isEmpty()) {
      return Set.of();
    }
    Set<UUID> fresh = new HashSet<>(events.keySet());
    fresh.removeAll(Ids.there(connection, "event", events.keySet()));
    String sql = "insert into event (id, at, kind, who, what, detail) values (?, ?, ?, ?, ?, ?)";
    if (kind == DatabaseKind.POSTGRESQL) {
      sql += " on conflict do nothing";
    }
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (UUID id : fresh) {
        EventRecord event = events.get(id);
        insert.setObject(1, id);
        insert.setObject(2, ScanRow.stored(event.at()).atOffset(ZoneOffset.UTC));
        insert.setString(3, StoredText.of(event.kind()));
        insert.setString(4, StoredText.of(event.who()));
        insert.setString(5, StoredText.place(event.what()));
        insert.setString(6, StoredText.place(event.detail()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
    return fresh;
  }
}

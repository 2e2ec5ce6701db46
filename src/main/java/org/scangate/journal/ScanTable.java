package org.scangate.journal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Inserts into the table of scans. */
final class ScanTable {

  /** One column: its array's type in PostgreSQL, its value in an array there, and in H2. */
  private record Column(
      String name,
      String type,
      Function<ScanRow, Object> value,
      Function<ScanRow, Object> element) {
    Column(String name, String type, Function<ScanRow, Object> value) {
      this(name, type, value, value);
    }
  }

  private final List<Column> columns;

  ScanTable(
      ToIntFunction<ScanRow> site, ToIntFunction<ScanRow> outcome, ToIntFunction<ScanRow> answers) {
    columns =
        List.of(
            new Column("id", "uuid", ScanRow::id),
            new Column(
                "at",
                "timestamptz",
                row -> row.at().atOffset(ZoneOffset.UTC),
                row -> row.at().toString()),
            new Column("size", "int8", row -> row.scan().size()),
            new Column("took_millis", "int8", row -> row.scan().tookMillis()),
            new Column("site_id", "int4", site::applyAsInt),
            new Column("outcome_id", "int4", outcome::applyAsInt),
            new Column("answers_id", "int4", answers::applyAsInt),
            new Column("ok", "bool", row -> row.scan().isOrdinary()),
            new Column("known", "bool", row -> row.scan().known()),
            new Column("personal", "bool", ScanRow::personal),
            new Column("sha256", "bytea", ScanRow::sha256),
            new Column("sha1", "bytea", ScanRow::sha1),
            new Column("user_id", "text", ScanRow::user),
            new Column("client", "text", ScanRow::client),
            new Column("place", "text", ScanRow::place),
            new Column("detail", "text", ScanRow::detail));
  }

  /** Returns those that were not there yet. */
  Set<UUID> insert(Connection connection, DatabaseKind kind, Map<UUID, ScanRow> rows)
      throws SQLException {
    return switch (kind) {
      case POSTGRESQL -> insertByArrays(connection, rows);
      case H2 -> insertByBatch(connection, rows);
    };
  }

  private Set<UUID> insertByArrays(Connection connection, Map<UUID, ScanRow> rows)
      throws SQLException {
    List<String> names = columns.stream().map(Column::name).toList();
    List<String> arrays = columns.stream().map(column -> "?::" + column.type() + "[]").toList();
    String sql =
        "insert into scan ("
            + String.join(", ", names)
            + ") select * from unnest("
            + String.join(", ", arrays)
            + ") on conflict (id, at) do nothing returning id";
    Set<UUID> inserted = new HashSet<>();
    List<Array> bound = new ArrayList<>();
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (Column column : columns) {
        Array array = connection.createArrayOf(column.type(), elements(column, rows));
        bound.add(array);
        insert.setArray(bound.size(), array);
      }
      try (ResultSet ids = insert.executeQuery()) {
        while (ids.next()) {
          inserted.add(ids.getObject(1, UUID.class));
        }
      }
    }
    for (Array array : bound) {
      array.free();
    }
    return inserted;
  }

  private static Object[] elements(Column column, Map<UUID, ScanRow> rows) {
    Object[] elements =
        column.type().equals("bytea") ? new byte[rows.size()][] : new Object[rows.size()];
    int i = 0;
    for (ScanRow row : rows.values()) {
      elements[i++] = column.element().apply(row);
    }
    return elements;
  }

  private Set<UUID> insertByBatch(Connection connection, Map<UUID, ScanRow> rows)
      throws SQLException {
    Set<UUID> inserted = new HashSet<>(rows.keySet());
    inserted.removeAll(Ids.there(connection, "scan", rows.keySet()));
    List<String> names = columns.stream().map(Column::name).toList();
    String sql =
        "insert into scan ("
            + String.join(", ", names)
            + ") values (?"
            + ", ?".repeat(columns.size() - 1)
            + ")";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (UUID id : inserted) {
        for (int i = 0; i < columns.size(); i++) {
          insert.setObject(i + 1, columns.get(i).value().apply(rows.get(id)));
        }
        insert.addBatch();
      }
      insert.executeBatch();
    }
    return inserted;
  }
}

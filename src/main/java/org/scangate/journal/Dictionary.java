package org.scangate.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.scangate.scan.Digests;

/** A table of what repeats, each row once and by a small number. For one thread. */
final class Dictionary {

  private static final int MAX_REMEMBERED = 50_000;

  private final String table;
  private final String columns;
  private final int width;
  private final Map<List<String>, Integer> remembered = new HashMap<>();

  Dictionary(String table, String... columns) {
    this.table = table;
    this.columns = String.join(", ", columns);
    this.width = columns.length;
  }

  /** The number of a row that {@link #missing} and {@link #add} have seen to. */
  int number(List<String> row) {
    return remembered.get(row);
  }

  Set<List<String>> missing(Collection<List<String>> rows) {
    Set<List<String>> missing = new LinkedHashSet<>();
    for (List<String> row : rows) {
      if (!remembered.containsKey(row)) {
        missing.add(row);
      }
    }
    return missing;
  }

  /** Finds or inserts them. What it returns is to be remembered once that is committed. */
  Map<List<String>, Integer> add(Connection connection, DatabaseKind kind, Set<List<String>> rows)
      throws SQLException {
    Map<List<String>, Integer> numbers = new HashMap<>();
    for (List<String> row : rows) {
      byte[] hash = hash(row);
      Integer number = find(connection, hash);
      if (number == null) {
        insert(connection, kind, hash, row);
        number = find(connection, hash);
      }
      if (number == null) { // another node's, which this transaction does not see
        throw new SQLException("a row of " + table + " is not seen yet", "40001");
      }
      numbers.put(row, number);
    }
    return numbers;
  }

  /** Everything that a batch needs is in what comes, or was {@link #missing} from here. */
  void remember(Map<List<String>, Integer> numbers) {
    remembered.putAll(numbers);
  }

  /** Before a batch: in it, nothing may be forgotten. */
  void bound() {
    if (remembered.size() > MAX_REMEMBERED) {
      remembered.clear();
    }
  }

  private Integer find(Connection connection, byte[] hash) throws SQLException {
    try (PreparedStatement find =
        connection.prepareStatement("select id from " + table + " where hash = ?")) {
      find.setBytes(1, hash);
      try (ResultSet found = find.executeQuery()) {
        return found.next() ? found.getInt(1) : null;
      }
    }
  }

  private void insert(Connection connection, DatabaseKind kind, byte[] hash, List<String> row)
      throws SQLException {
    String sql =
        "insert into " + table + " (hash, " + columns + ") values (?" + ", ?".repeat(width) + ")";
    if (kind == DatabaseKind.POSTGRESQL) {
      sql += " on conflict do nothing"; // another node may be faster
    }
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setBytes(1, hash);
      for (int i = 0; i < width; i++) {
        insert.setString(i + 2, row.get(i));
      }
      insert.executeUpdate();
    }
  }

  private static byte[] hash(List<String> row) {
    MessageDigest digest = Digests.sha256();
    for (String text : row) {
      byte[] bytes = text.getBytes(UTF_8);
      digest.update((bytes.length + ":").getBytes(UTF_8));
      digest.update(bytes);
    }
    return digest.digest();
  }
}

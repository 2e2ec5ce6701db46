package org.scangate.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Which records a table has. */
final class Ids {

  private Ids() {}

  static Set<UUID> there(Connection connection, String table, Set<UUID> ids) throws SQLException {
    Set<UUID> there = new HashSet<>();
    try (PreparedStatement look =
        connection.prepareStatement("select id from " + table + " where id = any(?)")) {
      look.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
      try (ResultSet found = look.executeQuery()) {
        while (found.next()) {
          there.add(found.getObject(1, UUID.class));
        }
      }
    }
    return there;
  }
}

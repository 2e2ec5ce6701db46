package org.scangate.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** When Moodle's sites were heard, by the sums of each hour. */
final class SilenceSearch {

  private static final String LAST =
      "select t.name, max(h.begins) from scan_hour h join site t on t.id = h.site_id"
          + " where t.entry = 'moodle' and t.name <> '' and h.begins >= ?"
          + " group by t.name order by 2 desc, 1 limit ?";
  private static final String HOURS =
      "select distinct h.begins from scan_hour h where h.begins >= ? and h.site_id in"
          + " (select id from site where entry = 'moodle' and name = ?) order by 1";

  private SilenceSearch() {}

  static Map<String, Instant> lastHours(Connection connection, Instant since, int most)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(LAST)) {
      query.setObject(1, since.atOffset(ZoneOffset.UTC));
      query.setInt(2, most);
      Map<String, Instant> last = new LinkedHashMap<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          last.put(rows.getString(1), time(rows, 2));
        }
      }
      return last;
    }
  }

  static List<Instant> hours(Connection connection, String site, Instant since)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(HOURS)) {
      query.setObject(1, since.atOffset(ZoneOffset.UTC));
      query.setString(2, StoredText.place(site));
      List<Instant> hours = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          hours.add(time(rows, 1));
        }
      }
      return hours;
    }
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}

package org.scangate.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Answers with what was scanned hour by hour: by the sums, whatever the number of scans. */
final class ActivitySearch {

  private static final String HOURS =
      "select h.begins, sum(case when o.verdict = 'OK' then h.scans else 0 end),"
          + " sum(case when o.verdict = 'FOUND' then h.scans else 0 end),"
          + " sum(case when o.verdict = 'UNSCANNED' then h.scans else 0 end)"
          + " from scan_hour h join site t on t.id = h.site_id"
          + " join outcome o on o.id = h.outcome_id"
          + " where h.begins >= ? and h.begins < ? and t.entry <> 'canary'"
          + " group by h.begins order by h.begins";

  private ActivitySearch() {}

  static List<ActivityHour> of(Connection connection, Instant from, Instant to)
      throws SQLException {
    List<ActivityHour> hours = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(HOURS)) {
      query.setObject(1, from.atOffset(ZoneOffset.UTC));
      query.setObject(2, to.atOffset(ZoneOffset.UTC));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          hours.add(
              new ActivityHour(
                  row.getObject(1, OffsetDateTime.class).toInstant(),
                  row.getLong(2),
                  row.getLong(3),
                  row.getLong(4)));
        }
      }
    }
    return hours;
  }
}

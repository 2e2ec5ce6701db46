package org.scangate.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The monthly parts of PostgreSQL's table of scans, months of UTC. For one thread. */
final class Partitions {

  private static final int AHEAD = 3;

  /**
   * As the migration that brought it: of how many places a beginning is one decides between an
   * index and all of a month. It is not inherited.
   */
  private static final String STATISTICS =
      """
      do $$ declare part regclass; begin
        for part in select i.inhrelid from pg_inherits i join pg_attribute a
            on a.attrelid = i.inhrelid and a.attnum = 1
            where i.inhparent = 'scan_place'::regclass and a.attstattarget is distinct from 1000
        loop
          execute format('alter index %s alter column 1 set statistics 1000', part);
        end loop;
      end $$
      """;

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'scan_'yyyy_MM", Locale.ROOT);

  private final Set<Instant> known = new HashSet<>();

  /** First moments of those months that are needed and perhaps not there. */
  Set<Instant> missing(DatabaseKind kind, Collection<ScanRow> rows) {
    Set<Instant> months = new HashSet<>();
    if (kind == DatabaseKind.POSTGRESQL) {
      for (ScanRow row : rows) {
        Instant month = begin(month(row.at()));
        if (!known.contains(month)) {
          months.add(month);
        }
      }
    }
    return months;
  }

  /** Those, and some after each: at the turn of a month nobody waits for a new one. */
  Void make(Connection connection, Set<Instant> months) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (Instant month : months) {
        for (int ahead = 0; ahead <= AHEAD; ahead++) {
          YearMonth one = month(month).plusMonths(ahead);
          statement.execute(
              "create table if not exists "
                  + name(one)
                  + " partition of scan for values from ('"
                  + begin(one)
                  + "') to ('"
                  + begin(one.plusMonths(1))
                  + "')");
        }
      }
      statement.execute(STATISTICS);
    }
    return null;
  }

  void remember(Set<Instant> months) {
    known.addAll(months);
  }

  static String name(YearMonth month) {
    return NAME.format(month);
  }

  static YearMonth monthOf(String name) {
    return YearMonth.parse(name, NAME);
  }

  static YearMonth month(Instant at) {
    return YearMonth.from(at.atOffset(ZoneOffset.UTC));
  }

  static Instant begin(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}

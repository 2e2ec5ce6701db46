package org.scangate.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Looks for scans and events in the database: the latest first, a page at a time. Each page begins
 * behind the last record of the one before, so that a late one costs what the first does. All that
 * is looked for is bound, never written into the SQL.
 */
final class JournalSearch {

  /** Clients name their sites themselves: more are no text for a statement. */
  private static final int MAX_NUMBERS = 1_000;

  /** Left joins, though nothing is missing: else H2 joins first, and sorts all for each page. */
  private static final String FROM_SCANS =
      " from %s s left join site t on t.id = s.site_id"
          + " left join outcome o on o.id = s.outcome_id"
          + " left join answers a on a.id = s.answers_id";

  static final String SCANS =
      "select s.id, s.at, s.took_millis, t.entry, t.name, s.place, s.user_id, s.client, s.size,"
          + " s.sha256, s.sha1, o.verdict, o.reason, o.signature, s.detail, s.known, a.answers"
          + FROM_SCANS;

  private static final String EVENTS =
      "select s.id, s.at, s.kind, s.who, s.what, s.detail from %s s";

  /** As much of a place as the index has. */
  private static final int INDEXED = 250;

  private final String table;
  private final Conditions times = new Conditions();
  private final Conditions places = new Conditions();
  private final Conditions others = new Conditions();

  /** Of the scanners' answers, which are joined. */
  private final Conditions answers = new Conditions();

  private JournalSearch(String table) {
    this.table = table;
  }

  static JournalPage<ScanRecord> scans(
      Connection connection,
      DatabaseKind kind,
      ScanSearch search,
      Optional<JournalCursor> after,
      int limit)
      throws SQLException {
    Optional<JournalSearch> sql = of(connection, kind, search);
    if (sql.isEmpty()) {
      return new JournalPage<>(List.of(), Optional.empty());
    }
    return !sql.get().places.isEmpty() && !isNarrow(search)
        ? sql.get().pageOfPlace(connection, after, limit)
        : sql.get().page(connection, SCANS, after, limit, JournalSearch::scan);
  }

  /** How many they are, of whom no more than so many are counted. */
  static int count(Connection connection, DatabaseKind kind, ScanSearch search, int most)
      throws SQLException {
    Optional<JournalSearch> sql = of(connection, kind, search);
    return sql.isPresent() ? sql.get().count(connection, most) : 0;
  }

  private int count(Connection connection, int most) throws SQLException {
    Conditions all = all();
    String counted =
        "select count(*) from (select s.id%s%s limit %s) counted"
            .formatted(FROM_SCANS.formatted(table), all.where(), most);
    return found(connection, counted, all, row -> row.getInt(1)).get(0);
  }

  /**
   * @return empty: something is looked for that is nowhere
   */
  private static Optional<JournalSearch> of(
      Connection connection, DatabaseKind kind, ScanSearch search) throws SQLException {
    JournalSearch sql = new JournalSearch("scan");
    search.id().ifPresent(id -> sql.where("s.id = ?", id));
    search.sha256().ifPresent(hash -> sql.where("s.sha256 = ?", bytes(hash)));
    search.sha1().ifPresent(hash -> sql.where("s.sha1 = ?", bytes(hash)));
    search.user().ifPresent(user -> sql.where("s.user_id = ?", StoredText.of(user)));
    search.place().ifPresent(place -> sql.place(kind, StoredText.place(place)));
    search.scanner().ifPresent(sql::scanner);
    sql.between(search.from(), search.to());
    Map<String, String> site = new LinkedHashMap<>();
    search.site().ifPresent(name -> site.put("name", StoredText.place(name)));
    Optional<String> entry = search.entry();
    entry
        .filter(one -> !one.equals(ScanSearch.NO_CANARY))
        .ifPresent(one -> site.put("entry", StoredText.of(one)));
    entry
        .filter(ScanSearch.NO_CANARY::equals)
        .ifPresent(
            any -> sql.where("s.site_id not in (select id from site where entry = 'canary')"));
    Map<String, String> outcome = new LinkedHashMap<>();
    search
        .verdict()
        .filter(verdict -> !verdict.equals(ScanSearch.NOT_OK))
        .map(verdict -> verdict.equals(ScanSearch.OPEN) ? "FOUND" : verdict)
        .ifPresent(verdict -> outcome.put("verdict", StoredText.of(verdict)));
    search
        .verdict()
        .filter(ScanSearch.OPEN::equals)
        .ifPresent(any -> sql.where(FindingNotes.UNSEEN));
    search.reason().ifPresent(reason -> outcome.put("reason", StoredText.of(reason)));
    search.signature().ifPresent(name -> outcome.put("signature", StoredText.of(name)));
    search.verdict().ifPresent(sql::verdict);
    return sql.among(connection, "site", site) && sql.among(connection, "outcome", outcome)
        ? Optional.of(sql)
        : Optional.empty();
  }

  static JournalPage<EventRecord> events(
      Connection connection,
      Optional<String> eventKind,
      Optional<Instant> from,
      Optional<Instant> to,
      Optional<JournalCursor> after,
      int limit)
      throws SQLException {
    JournalSearch sql = new JournalSearch("event");
    eventKind.ifPresent(one -> sql.where("s.kind = ?", StoredText.of(one)));
    sql.between(from, to);
    return sql.page(connection, EVENTS, after, limit, JournalSearch::event);
  }

  /** Events that somebody did. */
  static JournalPage<EventRecord> acts(
      Connection connection, EventSearch search, Optional<JournalCursor> after, int limit)
      throws SQLException {
    JournalSearch sql = new JournalSearch("event");
    sql.where("s.who <> ''");
    search.kind().ifPresent(one -> sql.where("s.kind = ?", StoredText.of(one)));
    sql.between(search.from(), search.to());
    return sql.page(connection, EVENTS, after, limit, JournalSearch::event);
  }

  /** What has an index of its own, of which a search never has much. */
  private static boolean isNarrow(ScanSearch search) {
    return search.id().isPresent()
        || search.sha256().isPresent()
        || search.sha1().isPresent()
        || search.user().isPresent()
        || search.verdict().filter(verdict -> !verdict.equals("OK")).isPresent();
  }

  private void where(String condition, Object... bound) {
    others.add(condition, bound);
  }

  private void between(Optional<Instant> from, Optional<Instant> to) {
    from.ifPresent(at -> times.add("s.at >= ?", time(at)));
    to.ifPresent(at -> times.add("s.at < ?", time(at)));
  }

  /** Few are not OK: they have an index of their own. */
  private void verdict(String verdict) {
    where(verdict.equals("OK") ? "s.ok" : "not s.ok");
  }

  /**
   * Looks up the numbers of what repeats. By those the database knows how common it is; and what is
   * nowhere is not looked for among all scans.
   *
   * @param wanted values of columns of that table; none: whatever it is
   * @return false: there is none of it
   */
  private boolean among(Connection connection, String table, Map<String, String> wanted)
      throws SQLException {
    if (wanted.isEmpty()) {
      return true;
    }
    String known =
        "select id from " + table + " where " + String.join(" = ? and ", wanted.keySet()) + " = ?";
    List<String> numbers = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(known + " limit " + (MAX_NUMBERS + 1))) {
      int column = 1;
      for (String value : wanted.values()) {
        query.setObject(column++, value);
      }
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          numbers.add(Integer.toString(rows.getInt(1)));
        }
      }
    }
    String number = "s." + table + "_id in (";
    if (numbers.size() > MAX_NUMBERS) {
      where(number + known + ")", wanted.values().toArray());
    } else {
      where(number + String.join(", ", numbers) + ")");
    }
    return !numbers.isEmpty();
  }

  /**
   * PostgreSQL gets a range and no pattern: with that it can use the index in a plan for all values
   * too, to which it may come after some searches, and it knows how many there are.
   */
  private void place(DatabaseKind kind, String begin) {
    boolean whole = begin.codePointCount(0, begin.length()) <= INDEXED;
    if (kind == DatabaseKind.POSTGRESQL && !begin.isEmpty()) {
      String indexed = whole ? begin : begin.substring(0, begin.offsetByCodePoints(0, INDEXED));
      places.add("left(s.place, 250) ~>=~ ?", indexed);
      behind(indexed).ifPresent(end -> places.add("left(s.place, 250) ~<~ ?", end));
    }
    if (kind != DatabaseKind.POSTGRESQL || begin.isEmpty() || !whole) {
      where("s.place like ? escape '\\'", begins(begin));
    }
  }

  /** The first text behind all that begin so, by code points; empty: none is. */
  static Optional<String> behind(String begin) {
    int end = begin.length();
    while (end > 0) {
      int last = begin.codePointBefore(end);
      end -= Character.charCount(last);
      if (last < Character.MAX_CODE_POINT) {
        int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
        return Optional.of(begin.substring(0, end) + Character.toString(next));
      }
    }
    return Optional.empty();
  }

  private static String begins(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }

  /** Its answer is the first line, or another. */
  private void scanner(String name) {
    String begin = begins(AnswersText.beginning(name));
    answers.add(
        "(a.answers like ? escape '\\' or a.answers like ? escape '\\')", begin, "%\n" + begin);
  }

  private void behind(JournalCursor last) {
    times.add("s.at <= ? and (s.at < ? or s.id < ?)", time(last.at()), time(last.at()), last.id());
  }

  private <T extends JournalRecord> JournalPage<T> page(
      Connection connection, String select, Optional<JournalCursor> after, int limit, Row<T> row)
      throws SQLException {
    after.ifPresent(this::behind);
    Conditions all = all();
    String sql = select.formatted(table) + all.where() + latest(limit + 1);
    return page(found(connection, sql, all, row), limit);
  }

  private JournalPage<ScanRecord> pageOfPlace(
      Connection connection, Optional<JournalCursor> after, int limit) throws SQLException {
    after.ifPresent(this::behind);
    PlaceSearch search = new PlaceSearch(connection, times, places, others, answers);
    return page(search.latest(limit + 1), limit);
  }

  private Conditions all() {
    return times.and(places).and(others).and(answers);
  }

  static String latest(int count) {
    return " order by s.at desc, s.id desc limit " + count;
  }

  static <T> List<T> found(Connection connection, String sql, Conditions bound, Row<T> row)
      throws SQLException {
    List<T> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      bound.bind(query);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(row.of(rows));
        }
      }
    }
    return found;
  }

  private static <T extends JournalRecord> JournalPage<T> page(List<T> found, int limit) {
    if (found.size() <= limit) {
      return new JournalPage<>(found, Optional.empty());
    }
    T last = found.get(limit - 1);
    return new JournalPage<>(
        found.subList(0, limit), Optional.of(new JournalCursor(last.at(), last.id())));
  }

  interface Row<T> {
    T of(ResultSet rows) throws SQLException;
  }

  static ScanRecord scan(ResultSet row) throws SQLException {
    return new ScanRecord(
        row.getObject(1, UUID.class),
        row.getObject(2, OffsetDateTime.class).toInstant(),
        row.getLong(3),
        row.getString(4),
        row.getString(5),
        text(row, 6),
        text(row, 7),
        text(row, 8),
        row.getLong(9),
        hexadecimal(row.getBytes(10)),
        hexadecimal(row.getBytes(11)),
        row.getString(12),
        row.getString(13),
        row.getString(14),
        text(row, 15),
        row.getBoolean(16),
        AnswersText.read(row.getString(17)));
  }

  private static EventRecord event(ResultSet row) throws SQLException {
    return new EventRecord(
        row.getObject(1, UUID.class),
        row.getObject(2, OffsetDateTime.class).toInstant(),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6));
  }

  private static String text(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
  }

  private static String hexadecimal(byte[] bytes) {
    return bytes == null ? "" : HexFormat.of().formatHex(bytes);
  }

  /** None has what is no hexadecimal. */
  private static byte[] bytes(String hexadecimal) {
    try {
      return HexFormat.of().parseHex(hexadecimal);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}

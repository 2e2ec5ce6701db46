package org.scangate.watch.silence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.journal.CoverageGap;
import org.scangate.journal.JournalException;
import org.scangate.scan.Origin;
import org.scangate.scan.Packing;
import org.scangate.scan.ScanReport;
import org.scangate.scan.Verdict;

/** Nobody asks any more: with a clock that a test moves. */
class SilenceWatchTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final String SITE = "https://moodle.example.org";
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final SilenceRule ALWAYS = new SilenceRule(DAY, false);
  private static final SilenceRule WORKING = new SilenceRule(DAY, true);

  @TempDir private Path folder;

  private final List<String> events = new ArrayList<>();
  private final Map<String, Optional<Instant>> walks = new LinkedHashMap<>();
  private final TreeMap<String, List<Instant>> hours = new TreeMap<>();
  private final List<CoverageGap> gaps = new ArrayList<>();
  private boolean shared;
  private boolean databaseAway;
  private Holidays holidays = new Holidays(List.of());
  private Instant wall = berlin("2026-03-02T08:00"); // a Monday
  private long nanos = 1;
  private SilenceWatch watch;

  private static Instant berlin(String local) {
    return ZonedDateTime.parse(local + ":00+01:00[Europe/Berlin]").toInstant();
  }

  private final class MovedClock extends Clock {
    @Override
    public ZoneId getZone() {
      return BERLIN;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return wall;
    }
  }

  private final class Past implements SilenceHistory {
    private void ask() throws JournalException {
      if (databaseAway) {
        throw new JournalException("away", true);
      }
    }

    @Override
    public Map<String, Instant> lastHours(Instant since, int most) throws JournalException {
      ask();
      Map<String, Instant> last = new LinkedHashMap<>();
      hours.forEach((site, all) -> last.put(site, all.get(all.size() - 1)));
      return last;
    }

    @Override
    public List<Instant> hours(String site, Instant since) throws JournalException {
      ask();
      return hours.getOrDefault(site, List.of());
    }

    @Override
    public List<CoverageGap> away(Instant since) throws JournalException {
      ask();
      return gaps;
    }

    @Override
    public boolean shared() {
      return shared;
    }
  }

  private void start(SilenceRule rule) {
    start(rule, Map.of());
  }

  private void start(SilenceRule rule, Map<String, SilenceRule> named) {
    watch =
        new SilenceWatch(
            new SilenceSettings(rule, named, holidays),
            new Past(),
            () -> walks,
            Optional.of(folder),
            (kind, who, what, detail) -> events.add(kind + " " + what),
            new MovedClock(),
            () -> nanos);
    watch.look();
  }

  /** Time goes by, and it is looked each minute. */
  private void passes(Duration span) {
    for (Duration left = span; !left.isZero(); left = left.minus(MINUTE)) {
      wall = wall.plus(MINUTE);
      nanos += MINUTE.toNanos();
      watch.look();
    }
  }

  private void heard(String site) {
    watch.accept(report("moodle", site));
    watch.look();
  }

  private ScanReport report(String entry, String site) {
    return new ScanReport(
        UUID.randomUUID(),
        "x",
        new Origin(entry, site, "x", "", "", ""),
        1,
        Optional.empty(),
        Optional.empty(),
        new Verdict.Clean(),
        List.of(),
        Packing.NONE,
        wall,
        Duration.ZERO);
  }

  private SilenceStatus status(String site) {
    return watch.statuses().stream().filter(one -> one.site().equals(site)).findFirst().get();
  }

  @Test
  void aDayWithoutAnUploadIsAWarningAndTwoAreAnError() {
    start(ALWAYS);
    heard(SITE);
    passes(DAY.minus(MINUTE));
    assertEquals(List.of(), events);
    assertEquals(SilenceLevel.NONE, status(SITE).level());
    passes(MINUTE);
    assertEquals(List.of("silence-warning " + SITE), events);
    assertTrue(
        status(SITE)
            .sentence()
            .startsWith(SITE + " has sent no upload for 24 hours that count; the bound is PT24H"),
        status(SITE).sentence());
    passes(DAY);
    assertEquals(List.of("silence-warning " + SITE, "silence-error " + SITE), events);
    passes(DAY);
    assertEquals(2, events.size(), "once is enough");
    heard(SITE);
    assertEquals("silence-over " + SITE, events.get(2));
    assertEquals(Duration.ZERO, status(SITE).silent());
    assertEquals(Optional.of(wall), status(SITE).heard());
  }

  /** Neither a canary nor a stranger is a sign of life of a site. */
  @Test
  void onlyUploadsOfSitesAreHeard() {
    start(ALWAYS);
    watch.accept(report("canary", "front-door"));
    watch.accept(report("local", "/mnt/pure"));
    watch.accept(report("moodle", ""));
    assertEquals(List.of(), watch.statuses());
    heard(SITE);
    passes(DAY);
    watch.accept(report("canary", SITE));
    passes(MINUTE);
    assertEquals(SilenceLevel.WARNING, status(SITE).level());
  }

  @Test
  void aWeekendDoesNotCountWhereWorkingDaysDo() {
    start(WORKING);
    wall = berlin("2026-03-06T18:00"); // a Friday
    heard(SITE);
    passes(Duration.ofHours(54));
    assertEquals(Duration.ofHours(6), status(SITE).silent());
    passes(Duration.ofHours(17).plusMinutes(59)); // Monday, 17:59
    assertEquals(List.of(), events);
    passes(MINUTE);
    assertEquals(List.of("silence-warning " + SITE), events);
  }

  @Test
  void aHolidayDoesNotCountEither() {
    holidays = new Holidays(List.of(Holidays.Span.parse("2026-12-24/2027-01-06")));
    start(WORKING);
    wall = berlin("2026-12-23T12:00"); // a Wednesday
    heard(SITE);
    passes(Duration.ofDays(14));
    // the minute that ends at midnight is the next day's
    assertEquals(Duration.ofHours(12).minus(MINUTE), status(SITE).silent());
    passes(Duration.ofHours(24)); // Thursday, the 7th, 12:00
    assertEquals(List.of("silence-warning " + SITE), events);
    start(ALWAYS);
    heard(SITE);
    wall = berlin("2026-12-25T12:00");
    passes(DAY);
    assertEquals(SilenceLevel.WARNING, status(SITE).level(), "every day counts");
  }

  /** On the night when clocks are set, and when somebody sets one. */
  @Test
  void aClockThatIsSetIsNoSilence() {
    start(ALWAYS);
    heard(SITE);
    wall = wall.plus(Duration.ofDays(300));
    heard("https://other.example.org");
    passes(Duration.ofHours(2));
    assertEquals(List.of(), events.stream().filter(one -> !one.contains(SITE)).toList());
    wall = wall.minus(Duration.ofDays(300));
    passes(Duration.ofHours(2));
    wall = berlin("2026-03-28T12:00"); // at two o'clock of the next night it is three
    heard(SITE);
    passes(DAY.minus(MINUTE));
    assertEquals(SilenceLevel.NONE, status(SITE).level());
    passes(MINUTE);
    assertEquals(SilenceLevel.WARNING, status(SITE).level(), "after 24 hours, at 13 o'clock");
  }

  @Test
  void aRestartLosesNoSilenceAndIsNone() {
    start(ALWAYS);
    heard(SITE);
    passes(Duration.ofHours(20));
    watch.keep();
    wall = wall.plus(Duration.ofDays(3)); // it does not run
    nanos = 77;
    start(ALWAYS);
    assertEquals(Duration.ofHours(20), status(SITE).silent());
    passes(Duration.ofHours(4));
    assertEquals(List.of("silence-warning " + SITE), events);
    watch.keep();
    start(ALWAYS);
    passes(MINUTE);
    assertEquals(1, events.size(), "it was told before");
    heard(SITE);
    assertEquals("silence-over " + SITE, events.get(1));
  }

  /** One that was killed has kept what was counted until some minutes before. */
  @Test
  void norDoesAKill() {
    start(ALWAYS);
    heard(SITE);
    passes(Duration.ofHours(20));
    start(ALWAYS);
    Duration silent = status(SITE).silent();
    assertTrue(silent.compareTo(Duration.ofHours(20).minusMinutes(6)) > 0, silent.toString());
  }

  @Test
  void aFileThatIsDamagedIsMadeAnew() throws IOException {
    Files.writeString(folder.resolve("silence.txt"), "PT1H NONE\nx");
    start(ALWAYS);
    assertEquals(List.of(), watch.statuses());
    heard(SITE);
    watch.keep();
    start(ALWAYS);
    assertEquals(1, watch.statuses().size());
  }

  /** What other servers hear is in their database. */
  @Test
  void aDatabaseThatIsSharedAndAwayIsNoSilence() {
    shared = true;
    start(ALWAYS);
    heard(SITE);
    databaseAway = true;
    passes(Duration.ofDays(3));
    assertEquals(List.of(), events);
    assertTrue(status(SITE).silent().compareTo(Duration.ofMinutes(10)) <= 0);
    databaseAway = false;
    passes(DAY.plusMinutes(11));
    assertEquals(List.of("silence-warning " + SITE), events, "and then it counts again");
  }

  @Test
  void oneThatNobodySharesMayBeAway() {
    start(ALWAYS);
    heard(SITE);
    databaseAway = true;
    passes(DAY);
    assertEquals(List.of("silence-warning " + SITE), events);
  }

  @Test
  void whatAnotherServerHearsIsHeard() {
    shared = true;
    start(ALWAYS);
    heard(SITE);
    passes(DAY);
    assertEquals(List.of("silence-warning " + SITE), events);
    hours.put(SITE, List.of(berlin("2026-03-03T07:00")));
    passes(Duration.ofMinutes(11));
    assertEquals("silence-over " + SITE, events.get(1));
    assertTrue(status(SITE).silent().compareTo(Duration.ofMinutes(15)) <= 0);
  }

  /** What the journal has of the hour in which this server itself heard it last. */
  @Test
  void itsOwnHourIsNoNewsFromAnother() {
    start(ALWAYS);
    passes(Duration.ofMinutes(5));
    heard(SITE);
    hours.put(SITE, List.of(berlin("2026-03-02T08:00")));
    passes(Duration.ofMinutes(50));
    assertEquals(Duration.ofMinutes(50), status(SITE).silent());
  }

  @Test
  void theLongestSilenceIsShownWithoutWhatDoesNotCount() {
    hours.put(
        SITE,
        List.of(
            berlin("2026-02-20T10:00"), // a Friday
            berlin("2026-02-23T10:00"),
            berlin("2026-02-24T06:00"),
            berlin("2026-02-26T07:00"),
            berlin("2026-03-02T07:00")));
    gaps.add(
        new CoverageGap(
            CoverageGap.NOT_RUNNING,
            "",
            berlin("2026-02-24T08:00"),
            Optional.of(berlin("2026-02-26T05:00")),
            ""));
    gaps.add(
        new CoverageGap(
            "scanner-not-ready", "x", berlin("2026-02-20T08:00"), Optional.empty(), ""));
    start(WORKING);
    assertEquals(Optional.of(Duration.ofHours(47)), status(SITE).longest(), "Thursday to Monday");
    start(ALWAYS);
    assertEquals(Optional.of(Duration.ofHours(95)), status(SITE).longest());
    passes(Duration.ofDays(4));
    assertEquals(Optional.of(Duration.ofDays(4)), status(SITE).longest(), "the one that is now");
    assertTrue(status(SITE).sentence().contains("the longest silence of four weeks was 96 hours"));
  }

  @Test
  void aStoreWithoutAFullWalkIsTold() {
    walks.put("local", Optional.empty());
    start(ALWAYS);
    databaseAway = true;
    shared = true;
    passes(DAY);
    assertEquals(List.of("silence-warning local"), events);
    assertTrue(status("local").sentence().startsWith("local has had no full walk for 24 hours"));
    walks.put("local", Optional.of(wall));
    passes(MINUTE);
    assertEquals("silence-over local", events.get(1));
    passes(DAY.minus(MINUTE));
    assertEquals(2, events.size());
    passes(MINUTE.multipliedBy(2));
    assertEquals(3, events.size(), "the same walk is no sign of life twice");
    walks.clear();
    passes(MINUTE);
    assertEquals(List.of(), watch.statuses(), "nor is one that is no more configured");
  }

  @Test
  void aNamedSiteIsWatchedFromTheBeginningAndByItsOwnRule() {
    start(ALWAYS, Map.of(SITE, new SilenceRule(Duration.ofHours(2), false)));
    passes(Duration.ofHours(2));
    assertEquals(List.of("silence-warning " + SITE), events);
    events.clear();
    start(ALWAYS, Map.of(SITE, new SilenceRule(Duration.ZERO, false)));
    passes(Duration.ofDays(3));
    assertEquals(List.of("silence-over " + SITE), events, "since it is not watched any more");
    assertEquals(List.of(), watch.statuses());
  }

  @Test
  void whoWasNotHeardForFourWeeksIsForgottenUnlessItIsNamed() {
    String named = "https://named.example.org";
    start(ALWAYS, Map.of(named, ALWAYS));
    heard(SITE);
    heard(named);
    passes(SilenceWatch.FORGOTTEN_AFTER.plus(MINUTE));
    assertEquals(List.of(named), watch.statuses().stream().map(SilenceStatus::site).toList());
    assertTrue(events.contains("silence-over " + SITE), events.toString());
    assertFalse(events.contains("silence-over " + named), events.toString());
  }

  /** Whoever may ask at all can claim any number of sites. */
  @Test
  void sitesBeyondFiftyAreOne() {
    start(ALWAYS, Map.of(SITE, ALWAYS));
    for (int i = 0; i < 1000; i++) {
      watch.accept(report("moodle", "https://" + i + ".example.org"));
    }
    watch.look();
    assertEquals(SilenceWatch.MAX_SITES + 1, watch.statuses().size());
    passes(DAY.minus(MINUTE));
    watch.accept(report("moodle", "https://999.example.org"));
    passes(MINUTE);
    assertEquals(SilenceLevel.NONE, status("other").level());
    watch.keep();
    start(ALWAYS, Map.of(SITE, ALWAYS));
    assertEquals(SilenceWatch.MAX_SITES + 1, watch.statuses().size());
  }
}

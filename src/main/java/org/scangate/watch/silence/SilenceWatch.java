package org.scangate.watch.silence;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.scangate.journal.CoverageGap;
import org.scangate.journal.JournalException;
import org.scangate.scan.Events;
import org.scangate.scan.ScanReport;

/**
 * Counts for each site how long it has been silent, and tells when that is too long. An upload that
 * was not received is heard as well; {@code /conncheck} alone is not, nor is who names no site, nor
 * a canary.
 */
public final class SilenceWatch implements Consumer<ScanReport> {

  private static final Logger LOG = System.getLogger(SilenceWatch.class.getName());

  static final int MAX_SITES = 50;
  static final String OTHER = "other";
  private static final String MOODLE = "moodle";

  /** Whoever was not heard for so long, and is not named in a key, is forgotten. */
  static final Duration FORGOTTEN_AFTER = Duration.ofDays(28);

  /** More between two looks was no time in which anybody was heard. */
  private static final Duration MAX_STEP = Duration.ofMinutes(5);

  private static final Duration ASK_EVERY = Duration.ofMinutes(10);
  private static final Duration LONGEST_EVERY = Duration.ofHours(6);
  private static final Duration KEEP_EVERY = Duration.ofMinutes(5);

  private final SilenceSettings settings;
  private final SilenceHistory history;
  private final Supplier<Map<String, Optional<Instant>>> walks;
  private final SilenceFile file;
  private final Events events;
  private final Clock clock;
  private final LongSupplier nanos;
  private final Map<String, HeardSite> sites = new ConcurrentHashMap<>();
  private final Map<String, HeardSite> stores = new ConcurrentHashMap<>();

  private long lookedAt;
  private long askedAt;
  private long longestAt;
  private long keptAt;
  private boolean first = true;
  private boolean known;

  /**
   * @param walks by store that is configured now, when its last full walk ended
   * @param folder where what is counted outlives a restart; empty: it does not
   * @param events hears of silence, and of its end
   * @param clock for dates; its zone is that in which days begin
   * @param nanos for durations
   */
  public SilenceWatch(
      SilenceSettings settings,
      SilenceHistory history,
      Supplier<Map<String, Optional<Instant>>> walks,
      Optional<Path> folder,
      Events events,
      Clock clock,
      LongSupplier nanos) {
    this.settings = settings;
    this.history = history;
    this.walks = walks;
    this.file = new SilenceFile(folder);
    this.events = events;
    this.clock = clock;
    this.nanos = nanos;
    this.known = !history.shared();
    settings.named().keySet().stream()
        .filter(name -> name.contains("://"))
        .forEach(name -> sites.put(name, HeardSite.of(MOODLE, name)));
    file.read().forEach(this::restored);
  }

  private void restored(HeardSite site) {
    if (!site.entry.equals(MOODLE)) {
      stores.put(site.name, site);
    } else if (sites.containsKey(site.name) || sites.size() <= MAX_SITES) {
      sites.put(site.name, site);
    }
  }

  @Override
  public void accept(ScanReport report) {
    if (report.origin().entry().equals(MOODLE) && !report.origin().site().isEmpty()) {
      site(report.origin().site()).heard(report.ended());
    }
  }

  private HeardSite site(String name) {
    HeardSite site = sites.get(name);
    return site != null ? site : added(name);
  }

  private synchronized HeardSite added(String name) {
    boolean room = sites.containsKey(name) || sites.size() < MAX_SITES;
    return sites.computeIfAbsent(room ? name : OTHER, one -> HeardSite.of(MOODLE, one));
  }

  /** Counts what has passed; to be called each minute, by one thread. */
  public void look() {
    long now = nanos.getAsLong();
    Duration step = first ? Duration.ZERO : Duration.ofNanos(now - lookedAt);
    lookedAt = now;
    if (first || now - askedAt >= ASK_EVERY.toNanos()) {
      askedAt = now;
      askHistory();
    }
    lookAtStores();
    Duration counted = step.compareTo(MAX_STEP) > 0 ? MAX_STEP : step;
    LocalDate today = LocalDate.now(clock);
    boolean workingDay = settings.holidays().isWorkingDay(today);
    for (HeardSite one : all()) {
      SilenceRule rule = settings.of(one.name);
      boolean counts =
          rule.isWatched()
              && (workingDay || !rule.workingDays())
              && (known || !one.entry.equals(MOODLE));
      one.passed(counts ? counted : Duration.ZERO);
      tell(one, rule);
    }
    forget();
    if (first || now - keptAt >= KEEP_EVERY.toNanos()) {
      keptAt = now;
      keep();
    }
    first = false;
  }

  /** At the end, and now and then. */
  public synchronized void keep() {
    file.write(all());
  }

  private List<HeardSite> all() {
    List<HeardSite> all = new ArrayList<>(sites.values());
    all.addAll(stores.values());
    return all;
  }

  private void tell(HeardSite one, SilenceRule rule) {
    SilenceStatus status = one.status(rule);
    SilenceLevel before = one.told();
    if (status.level() == before) {
      return;
    }
    one.told(status.level());
    if (status.level() == SilenceLevel.NONE) {
      events.event("silence-over", "", one.name, one.name + " was heard again");
    } else {
      boolean error = status.level() == SilenceLevel.ERROR;
      LOG.log(Level.WARNING, "silence: {0}", status.sentence());
      events.event(error ? "silence-error" : "silence-warning", "", one.name, status.sentence());
    }
  }

  private void lookAtStores() {
    Map<String, Optional<Instant>> now = walks.get();
    stores.keySet().retainAll(now.keySet());
    now.forEach(
        (store, last) -> {
          HeardSite one = stores.computeIfAbsent(store, name -> HeardSite.of(name, name));
          if (last.isPresent() && !last.equals(one.heard())) {
            one.heard(last.get());
          }
        });
  }

  private void askHistory() {
    Instant now = clock.instant();
    Instant since = now.minus(FORGOTTEN_AFTER);
    try {
      history
          .lastHours(since, MAX_SITES)
          .forEach((name, hour) -> site(name).heardElsewhere(hour, now));
      known = true;
      if (first || lookedAt - longestAt >= LONGEST_EVERY.toNanos()) {
        longestAt = lookedAt;
        longest(since, now);
      }
    } catch (JournalException e) {
      known = !history.shared(); // what only others may have heard is no silence
      longestAt = lookedAt - LONGEST_EVERY.toNanos();
      LOG.log(Level.DEBUG, "the journal does not tell who was heard", e);
    }
  }

  private void longest(Instant since, Instant now) throws JournalException {
    ZoneId zone = clock.getZone();
    List<QuietTime.Away> away =
        history.away(since).stream()
            .filter(
                gap ->
                    gap.kind().equals(CoverageGap.NOT_RUNNING)
                        || gap.kind().equals(CoverageGap.NOT_KNOWN))
            .map(gap -> new QuietTime.Away(gap.from(), gap.to().orElse(now)))
            .toList();
    QuietTime quiet = new QuietTime(settings.holidays(), zone, away);
    for (HeardSite one : sites.values()) {
      SilenceRule rule = settings.of(one.name);
      Duration most = Duration.ZERO;
      Instant end = null;
      for (Instant hour : history.hours(one.name, since)) {
        Duration span = end == null ? Duration.ZERO : quiet.counted(end, hour, rule);
        most = span.compareTo(most) > 0 ? span : most;
        end = hour.plus(Duration.ofHours(1));
      }
      if (end != null) {
        one.longest(most);
      }
    }
  }

  private void forget() {
    Instant since = clock.instant().minus(FORGOTTEN_AFTER);
    sites
        .values()
        .removeIf(
            one -> {
              boolean old =
                  !settings.named().containsKey(one.name)
                      && one.heard().map(at -> at.isBefore(since)).orElse(false);
              if (old && one.told() != SilenceLevel.NONE) {
                events.event(
                    "silence-over",
                    "",
                    one.name,
                    one.name
                        + " is forgotten: it was not heard for four weeks; name it in"
                        + " scangate.silence.sites to hear of it longer");
              }
              return old;
            });
  }

  /** Of all that are watched: sites first, then stores. */
  public List<SilenceStatus> statuses() {
    return all().stream()
        .map(one -> one.status(settings.of(one.name)))
        .filter(one -> one.rule().isWatched())
        .toList();
  }
}

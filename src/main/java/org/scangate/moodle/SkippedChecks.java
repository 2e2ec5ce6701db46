package org.scangate.moodle;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import org.scangate.scan.Events;

/**
 * Answers to {@code /conncheck} that made Moodle accept files unscanned, as events: the first of a
 * site at once, then one each minute with their count, so that an outage does not become a flood.
 */
final class SkippedChecks {

  static final String KIND = "conncheck-skipped";

  private static final long TELL_EVERY = Duration.ofMinutes(1).toNanos();
  private static final int MAX_SITES = 50;
  private static final String OTHERS = "other";

  private final Events events;
  private final LongSupplier nanos;
  private final Map<String, Site> sites = new LinkedHashMap<>();

  SkippedChecks(Events events, LongSupplier nanos) {
    this.events = events;
    this.nanos = nanos;
  }

  /** What was not told yet. */
  private static final class Site {
    private long since;
    private long count;
    private Instant first;
    private Instant last;
    private String why = "";
  }

  void skipped(String site, String why) {
    note(site, why)
        .ifPresent(
            first ->
                events.event(
                    KIND, "", first, "Moodle was told to accept a file unscanned: " + why));
  }

  /** What is to be told at once: of which site. Whoever hears of it may be slow: not in here. */
  private synchronized Optional<String> note(String site, String why) {
    String name = sites.containsKey(site) || sites.size() < MAX_SITES ? site : OTHERS;
    Site known = sites.get(name);
    if (known == null) {
      known = new Site();
      known.since = nanos.getAsLong();
      sites.put(name, known);
      return Optional.of(name);
    }
    known.last = Instant.now();
    known.first = known.count++ == 0 ? known.last : known.first;
    known.why = why;
    return Optional.empty();
  }

  /** Tells what a minute has brought; to be called now and then. */
  void tell() {
    tell(since -> nanos.getAsLong() - since >= TELL_EVERY);
  }

  /** Tells all that is left, whether a minute is over or not. */
  void tellAll() {
    tell(since -> true);
  }

  private void tell(LongPredicate isOver) {
    told(isOver).forEach((name, detail) -> events.event(KIND, "", name, detail));
  }

  private synchronized Map<String, String> told(LongPredicate isOver) {
    Map<String, String> told = new LinkedHashMap<>();
    sites
        .entrySet()
        .removeIf( // after a minute without any it is forgotten: the next is told at once again
            one -> isOver.test(one.getValue().since) && one.getValue().count == 0);
    sites.forEach(
        (name, site) -> {
          if (isOver.test(site.since) && site.count > 0) {
            told.put(name, sum(site));
          }
        });
    return told;
  }

  private String sum(Site site) {
    String sum =
        "Moodle was told %s times to accept files unscanned, from %s to %s: %s"
            .formatted(site.count, site.first, site.last, site.why);
    site.count = 0;
    site.since = nanos.getAsLong();
    return sum;
  }
}

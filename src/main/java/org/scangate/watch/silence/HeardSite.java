package org.scangate.watch.silence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One site, or one store. Its hearing may come from any thread, the rest from the watch's own. */
final class HeardSite {

  final String entry;
  final String name;
  private volatile Optional<Instant> heard;
  private volatile boolean heardSince;
  private volatile Duration silent;
  private volatile SilenceLevel told;
  private volatile Optional<Duration> longest = Optional.empty();

  HeardSite(
      String entry, String name, Optional<Instant> heard, Duration silent, SilenceLevel told) {
    this.entry = entry;
    this.name = name;
    this.heard = heard;
    this.silent = silent;
    this.told = told;
  }

  static HeardSite of(String entry, String name) {
    return new HeardSite(entry, name, Optional.empty(), Duration.ZERO, SilenceLevel.NONE);
  }

  void heard(Instant at) {
    heard = Optional.of(at);
    heardSince = true;
  }

  /**
   * Somebody else has heard it, at the end of this hour or before.
   *
   * @param now by the same clock
   */
  void heardElsewhere(Instant hour, Instant now) {
    boolean later = heard.map(own -> hour.isAfter(own) || own.isAfter(now)).orElse(true);
    if (later) {
      Instant end =
          hour.plus(Duration.ofHours(1)).isBefore(now) ? hour.plus(Duration.ofHours(1)) : now;
      Duration since = Duration.between(end, now);
      silent = since.compareTo(silent) < 0 ? since : silent;
      heard = Optional.of(end);
    }
  }

  /**
   * Time has passed.
   *
   * @param counts what of it counts
   */
  void passed(Duration counts) {
    if (heardSince) {
      heardSince = false; // before: what is heard meanwhile counts the next time
      silent = Duration.ZERO;
    } else {
      silent = silent.plus(counts);
    }
  }

  void longest(Duration span) {
    longest = Optional.of(span);
  }

  SilenceLevel told() {
    return told;
  }

  void told(SilenceLevel level) {
    told = level;
  }

  Optional<Instant> heard() {
    return heard;
  }

  Duration silent() {
    return silent;
  }

  SilenceStatus status(SilenceRule rule) {
    Optional<Duration> most = longest.map(before -> before.compareTo(silent) < 0 ? silent : before);
    return new SilenceStatus(entry, name, rule.level(silent), silent, rule, heard, most);
  }
}

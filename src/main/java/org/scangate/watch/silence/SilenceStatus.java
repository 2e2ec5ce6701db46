package org.scangate.watch.silence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How silent a site or store is.
 *
 * @param entry {@code moodle}, {@code local} or {@code s3}
 * @param site Moodle's address; {@code other}: all beyond those that are told apart; of a store its
 *     entry
 * @param silent what has counted of it until now
 * @param heard when it was heard last, as far as is known
 * @param longest of the last four weeks, to the hour; empty: not known
 */
public record SilenceStatus(
    String entry,
    String site,
    SilenceLevel level,
    Duration silent,
    SilenceRule rule,
    Optional<Instant> heard,
    Optional<Duration> longest) {

  /** In words, for an administrator. */
  public String sentence() {
    boolean store = !entry.equals("moodle");
    String what = store ? " has had no full walk for " : " has sent no upload for ";
    String span = hours(silent) + " that count; the bound is " + rule.bound();
    String most =
        longest.map(one -> ", the longest silence of four weeks was " + hours(one)).orElse("");
    String remedy =
        store
            ? ". Is its sweep paused, in trouble, or too slow? See /health/ready"
            : ". Is its plugin on, does it reach Scangate? Upload a file there and look at the log";
    return site + what + span + most + remedy + ". Another bound: scangate.silence.sites";
  }

  private static String hours(Duration span) {
    return span.toHours() > 0 ? span.toHours() + " hours" : span.toMinutes() + " minutes";
  }
}

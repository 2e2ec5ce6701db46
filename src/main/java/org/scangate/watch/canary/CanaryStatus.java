package org.scangate.watch.canary;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a canary is.
 *
 * @param running whether it is being tried now
 * @param lastSuccess since the start; empty: none
 * @param lastFailure since the start; empty: none
 * @param problem what was wrong the last time, a sentence; empty: nothing, or it was not tried yet
 * @param next when it is tried again, unless somebody asks for it before
 */
public record CanaryStatus(
    String name,
    CanaryType type,
    URI url,
    Duration every,
    State state,
    boolean running,
    Optional<Instant> lastSuccess,
    Optional<Instant> lastFailure,
    String problem,
    Instant next) {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** What came of it the last time. */
  public enum State {
    NOT_TRIED,
    OK,
    FAILED
  }

  static CanaryStatus first(CanarySettings settings, Instant next) {
    return new CanaryStatus(
        settings.name(),
        settings.type(),
        settings.url(),
        settings.every(),
        State.NOT_TRIED,
        false,
        Optional.empty(),
        Optional.empty(),
        "",
        next);
  }

  CanaryStatus begun() {
    return new CanaryStatus(
        name, type, url, every, state, true, lastSuccess, lastFailure, problem, next);
  }

  /** Whether this is another outcome than the one before, whatever the scan's id in it. */
  boolean isNews(String why) {
    return state != (why.isEmpty() ? State.OK : State.FAILED)
        || !ID.matcher(problem).replaceAll("").equals(ID.matcher(why).replaceAll(""));
  }

  /**
   * @param why empty: all was as it should be
   */
  CanaryStatus ended(Instant at, String why, Instant again) {
    boolean ok = why.isEmpty();
    return new CanaryStatus(
        name,
        type,
        url,
        every,
        ok ? State.OK : State.FAILED,
        false,
        ok ? Optional.of(at) : lastSuccess,
        ok ? lastFailure : Optional.of(at),
        why,
        again);
  }
}

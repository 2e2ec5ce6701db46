package org.scangate.console.access;

import java.time.Duration;

/**
 * Somebody who is in the console now.
 *
 * @param sessions how many browsers
 * @param idle since the last click in any of them
 */
public record LoggedIn(ConsoleUser user, int sessions, Duration idle) {

  LoggedIn with(LoggedIn other) {
    return new LoggedIn(
        user, sessions + other.sessions, idle.compareTo(other.idle) < 0 ? idle : other.idle);
  }
}

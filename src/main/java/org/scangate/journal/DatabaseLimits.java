package org.scangate.journal;

import java.time.Duration;

/**
 * How long a database is waited for.
 *
 * @param open until it is open and its schema is this version's
 * @param connect for a connection
 * @param lock for what another holds
 * @param write for one statement that writes
 * @param read for one statement that reads
 */
public record DatabaseLimits(
    Duration open, Duration connect, Duration lock, Duration write, Duration read) {

  public static final DatabaseLimits DEFAULT =
      new DatabaseLimits(
          Duration.ofMinutes(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30));
}

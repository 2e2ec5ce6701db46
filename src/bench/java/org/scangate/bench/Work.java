package org.scangate.bench;

import java.time.Duration;

/**
 * One row of the table.
 *
 * @param size of each post, in bytes
 * @param conncheck whether a {@code GET /conncheck} comes before each post, as in Moodle
 * @param known whether it is the same content each time
 * @param target the ratio to reach
 */
record Work(String name, int clients, long size, boolean conncheck, boolean known, double target) {

  /**
   * How long it is measured.
   *
   * @param warmUp before it counts
   * @param rounds for each side, in turns
   * @param round each client posts once at least
   */
  record Plan(Duration warmUp, int rounds, Duration round) {}

  Content content() {
    return known ? Content.known(size) : Content.fresh(size);
  }
}

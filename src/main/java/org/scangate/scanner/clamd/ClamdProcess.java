package org.scangate.scanner.clamd;

/**
 * One clamd process: where it listens, and the kept session by which it is told from the next one
 * that listens there.
 */
record ClamdProcess(ClamdEndpoint endpoint, ClamdSession session) {

  /** Why nothing that it says now counts, once its session is over. */
  String howItEnded() {
    return session.givenUp()
        ? this + " was given up: it did not answer a probe (a reload?), or not as it should,"
        : this + " went away or was restarted";
  }

  /** As in "clamd at localhost:3310 went away". */
  @Override
  public String toString() {
    return "clamd at " + endpoint;
  }
}

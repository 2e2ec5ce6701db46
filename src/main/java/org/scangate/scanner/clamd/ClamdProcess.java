package org.scangate.scanner.clamd;

/**
 * One clamd process: where it listens, and the kept session by which it is told from the next one
 * that listens there.
 */
record ClamdProcess(ClamdEndpoint endpoint, ClamdSession session) {

  /** As in "clamd at localhost:3310 went away". */
  @Override
  public String toString() {
    return "clamd at " + endpoint;
  }
}

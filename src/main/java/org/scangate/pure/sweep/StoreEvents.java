package org.scangate.pure.sweep;

import org.scangate.scan.Events;

/** What the history of one store should have: its walks, and what operators do to it. */
record StoreEvents(String store, Events events) {

  /** Whoever may use JMX; it does not tell who that is. */
  static final String OPERATOR = "operator";

  /** Something happened; as {@link Events#event}. */
  void tell(String kind, String who, String detail) {
    events.event(kind, who, store, detail);
  }
}

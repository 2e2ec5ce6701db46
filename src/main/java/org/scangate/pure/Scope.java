package org.scangate.pure;

/** What a walk through a store visits. */
public enum Scope {
  /** What may have changed since it was last visited. */
  CHANGES,
  /** Everything. */
  ALL
}

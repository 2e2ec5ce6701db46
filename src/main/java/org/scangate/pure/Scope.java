package org.scangate.pure;

/** What a walk through a store visits. */
public enum Scope {
  /** What may have changed since it was last visited. */
  CHANGES,
  /** Everything. */
  ALL,
  /** Everything once more, beside a walk of {@link #ALL} that takes long. */
  LOOK,
  /** What Pure blocks as things are, where the store can tell without reading; else everything. */
  BLOCKED,
  /** Whatever verdict is to be read again today. */
  VERDICTS,
  /** What others tell of, as it comes; ends only when the visitor wants no more. */
  TOLD
}

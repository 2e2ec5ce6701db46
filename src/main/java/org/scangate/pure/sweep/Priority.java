package org.scangate.pure.sweep;

/** Whose files are scanned first, in this order. */
enum Priority {
  /** What others tell of: somebody has just put it there. */
  TOLD,
  /** What is new or has changed since the last look. */
  CHANGES,
  /** What a walk through everything comes upon: at the first one, the whole store. */
  ALL,
  /** What has a verdict, and is to have a newer one. */
  VERDICTS
}

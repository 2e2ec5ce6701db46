package org.scangate.pure.sweep;

import org.scangate.pure.Scope;

/** The kinds of walk through a store, and before whom each has its files scanned. */
enum WalkKind {
  /** What may have changed since it was last visited; from names and attributes alone. */
  QUICK("quick pass", Scope.CHANGES, Priority.CHANGES),
  /** Everything, while a full walk takes longer than the time to the next: scans nothing itself. */
  LOOK("look at everything", Scope.LOOK, Priority.CHANGES),
  /** Everything; from names and attributes alone. */
  FULL("full walk", Scope.ALL, Priority.ALL),
  /** Everything, reading the verdicts. */
  CHECK("check of verdicts", Scope.VERDICTS, Priority.VERDICTS),
  /** Everything: an administrator says that verdicts are on the files beside them. */
  VOUCH("walk of who vouches", Scope.ALL, Priority.ALL),
  /** Everything, reading the verdicts: who has an OK is scanned, and keeps it only if opened. */
  WITHDRAW("walk of who withdraws", Scope.ALL, Priority.VERDICTS),
  /** A part of the store, or all: an administrator wants it scanned again, whatever it has. */
  RESCAN("rescan", Scope.LOOK, Priority.ALL),
  /** What others tell of; beside the others, and without an end. */
  EVENTS("events", Scope.TOLD, Priority.TOLD);

  private final String words;
  private final Scope scope;
  private final Priority priority;

  WalkKind(String words, Scope scope, Priority priority) {
    this.words = words;
    this.scope = scope;
    this.priority = priority;
  }

  Scope scope() {
    return scope;
  }

  Priority priority() {
    return priority;
  }

  /** Whether it visits everything to find what is due by names and attributes. */
  boolean looksForChanges() {
    return this == QUICK || this == LOOK;
  }

  @Override
  public String toString() {
    return words;
  }
}

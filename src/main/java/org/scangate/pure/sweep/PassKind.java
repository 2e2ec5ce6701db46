package org.scangate.pure.sweep;

import org.scangate.pure.Scope;

/** The kinds of pass over a store. */
enum PassKind {
  /** What may have changed since it was last visited; from names and attributes alone. */
  QUICK("quick pass", Scope.CHANGES),
  /** Everything; from names and attributes alone. */
  FULL("full walk", Scope.ALL),
  /** Everything, reading the verdicts. */
  CHECK("check of verdicts", Scope.VERDICTS),
  /** Everything: an administrator says that verdicts are on the files beside them. */
  VOUCH("walk of who vouches", Scope.ALL),
  /** Everything, reading the verdicts: who has an OK is scanned, and keeps it only if opened. */
  WITHDRAW("walk of who withdraws", Scope.ALL),
  /** What others tell of; beside the others, and without an end. */
  EVENTS("events", Scope.TOLD);

  private final String words;
  private final Scope scope;

  PassKind(String words, Scope scope) {
    this.words = words;
    this.scope = scope;
  }

  Scope scope() {
    return scope;
  }

  /** Whether it may take so long that others must take place within it. */
  boolean isLong() {
    return this == FULL || this == CHECK || this == WITHDRAW;
  }

  @Override
  public String toString() {
    return words;
  }
}

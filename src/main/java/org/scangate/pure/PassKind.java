package org.scangate.pure;

/** The three kinds of pass over a store. */
enum PassKind {
  /** What may have changed since it was last visited; from names and attributes alone. */
  QUICK("quick pass"),
  /** Everything; from names and attributes alone. */
  FULL("full walk"),
  /** Everything, reading the verdicts. */
  CHECK("check of verdicts");

  private final String words;

  PassKind(String words) {
    this.words = words;
  }

  Scope scope() {
    return this == QUICK ? Scope.CHANGES : Scope.ALL;
  }

  @Override
  public String toString() {
    return words;
  }
}

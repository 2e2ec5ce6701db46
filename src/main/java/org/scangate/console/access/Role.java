package org.scangate.console.access;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;

/** What somebody may do; each may do what those before it may. */
public enum Role {
  /** Sees all but what is about persons. */
  VIEWER("scangate-viewer"),
  /** Pauses, has scanned again, acknowledges; opens what is about persons. */
  OPERATOR("scangate-operator"),
  /** Allows and blocks contents. */
  ADMIN("scangate-admin");

  private final String word;

  Role(String word) {
    this.word = word;
  }

  /** As the realm names it, and groups of a proxy. */
  public String word() {
    return word;
  }

  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }

  /** The highest that somebody has. */
  static Optional<Role> highest(Predicate<String> has) {
    for (int i = values().length - 1; i >= 0; i--) {
      if (has.test(values()[i].word)) {
        return Optional.of(values()[i]);
      }
    }
    return Optional.empty();
  }

  static Optional<Role> highest(Collection<String> groups) {
    return highest(groups::contains);
  }
}

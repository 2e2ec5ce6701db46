package org.scangate.container;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What was found so far. */
final class Findings {

  private final Set<ContainerKind> kinds = EnumSet.noneOf(ContainerKind.class);
  private long largestMember;
  private String encrypted;
  private String unread;

  void add(ContainerKind kind) {
    kinds.add(kind);
  }

  void addAll(Set<ContainerKind> more) {
    kinds.addAll(more);
  }

  /** So far. */
  Set<ContainerKind> kinds() {
    return EnumSet.copyOf(kinds);
  }

  /** A member of so many bytes. */
  void member(long size) {
    largestMember = Math.max(largestMember, size);
  }

  /** Only the first is told. */
  void encrypted(String what) {
    if (encrypted == null) {
      encrypted = what;
    }
  }

  /** Only the first is told. */
  void unread(String why) {
    if (unread == null) {
      unread = why;
    }
  }

  /**
   * Readers may see in a zip what was not seen here. No engine is shown to open all that such a zip
   * may be, so it counts as one of another method.
   */
  void inDoubt(String why) {
    kinds.add(ContainerKind.ZIP_OTHER);
    unread(why);
  }

  Contents contents() {
    return new Contents(
        kinds, largestMember, Optional.ofNullable(encrypted), Optional.ofNullable(unread));
  }
}

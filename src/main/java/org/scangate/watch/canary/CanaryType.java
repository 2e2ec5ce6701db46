package org.scangate.watch.canary;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which way a canary goes, as {@code scangate.canary.<name>.type} names it. */
public enum CanaryType {
  /**
   * Each costs the administrators of the site a notice, so that a restart does not begin with it.
   */
  MOODLE(Duration.ofMinutes(10)),
  FRONT_DOOR(Duration.ofMinutes(1));

  private final Duration first;

  CanaryType(Duration first) {
    this.first = first;
  }

  /** In lower case with dashes; the name of a canary that has no name of its own. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How long after the start it is tried first. */
  Duration first() {
    return first;
  }

  public static Optional<CanaryType> of(String word) {
    return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
  }
}

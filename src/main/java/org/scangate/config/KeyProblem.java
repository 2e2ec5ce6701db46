package org.scangate.config;

import java.util.List;

/**
 * A key that is wrong.
 *
 * @param name as it stands in a source
 * @param why what is wrong, and what would be right
 */
record KeyProblem(Key key, String name, String why) {

  String text() {
    return name + ": " + why;
  }

  /** Those that stop a part, a sentence each. */
  static List<String> of(KeyGroup.Part part, List<KeyProblem> all) {
    return all.stream()
        .filter(problem -> problem.key().group().stops(part))
        .map(KeyProblem::text)
        .toList();
  }

  @Override
  public String toString() {
    return key.group().stopped() + ": " + text();
  }
}

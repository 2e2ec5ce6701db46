package org.scangate.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keys that stand in a source and are not read, and what they may have been meant to be.
 *
 * @param warnings a sentence each
 * @param nearUnscanned whether one comes near to {@code scangate.moodle.unscanned}: whoever meant
 *     that key may have meant to fail closed
 */
record UnknownKeys(List<String> warnings, boolean nearUnscanned) {

  private static final String OURS = "SCANGATE_";
  private static final String PURE = OURS + "PURE_";

  private static final List<String> UNSCANNED =
      Stream.concat(Key.UNSCANNED.names(), Key.UNSCANNED_REASON.names())
          .map(KeyNames::spelling)
          .toList();

  /** Slips of the keyboard in one word. */
  private static final int MAX_SLIPS = 2;

  /** Slips in a whole key that still tell what was meant; of longer keys a sixth. */
  private static final int MAX_SLIPS_IN_KEY = 3;

  /**
   * @param unknown as the administrator spelled them
   * @param known the keys that are read, by their spelling
   */
  static UnknownKeys of(List<String> unknown, Map<String, String> known) {
    List<String> warnings = new ArrayList<>();
    boolean nearUnscanned = false;
    for (String key : unknown) {
      boolean near = // not a key of a scanner that has such a name
          Key.find(key).isEmpty() && isNearUnscanned(KeyNames.spelling(key), true);
      nearUnscanned |= near;
      warnings.add(
          warning(key, known)
              + (near ? "; until it is mended what cannot be scanned counts as block" : ""));
    }
    return new UnknownKeys(List.copyOf(warnings), nearUnscanned);
  }

  private static String warning(String key, Map<String, String> known) {
    if (Key.find(key).isPresent()) {
      boolean canary = Key.find(key).get().group() == KeyGroup.CANARIES;
      return "the key "
          + key
          + " is not read: "
          + (canary
              ? "scangate.canary names no canary that has it"
              : "scangate.scanner names no scanner that has it");
    }
    Optional<String> meant = nearest(KeyNames.spelling(key), known.keySet());
    boolean variable = KeyNames.spelling(key).equals(key);
    return "unknown key "
        + key
        + meant
            .map(spelling -> variable ? spelling : known.get(spelling))
            .map(name -> "; did you mean " + name + "?")
            .orElse("; is it misspelled?");
  }

  private static Optional<String> nearest(String key, Set<String> known) {
    int most = Math.max(MAX_SLIPS_IN_KEY, (key.length() - OURS.length()) / 6);
    return known.stream()
        .filter(other -> slips(key, other) <= most)
        .min(Comparator.comparingInt(other -> slips(key, other)));
  }

  /**
   * The whole key, or a word of it; what begins like a key of Pure's was not meant for Moodle.
   *
   * @param ours whether a word will do: it stands among keys of ours
   */
  static boolean isNearUnscanned(String key, boolean ours) {
    boolean whole = UNSCANNED.stream().anyMatch(name -> isNear(key, name));
    boolean word =
        ours
            && !key.startsWith(PURE)
            && Stream.of(key.split("_", -1)).anyMatch(one -> slips(one, "UNSCANNED") <= MAX_SLIPS);
    return whole || word;
  }

  private static boolean isNear(String key, String name) {
    return Math.abs(key.length() - name.length()) <= MAX_SLIPS_IN_KEY
        && slips(key, name) <= MAX_SLIPS_IN_KEY;
  }

  /**
   * How many letters must be put in, left out, changed or swapped with the next one to make one
   * text of the other (optimal string alignment).
   */
  static int slips(String one, String other) {
    int[][] slips = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        slips[i][j] = i == 0 || j == 0 ? i + j : slips(one, other, slips, i, j);
      }
    }
    return slips[one.length()][other.length()];
  }

  private static int slips(String one, String other, int[][] slips, int i, int j) {
    int changed = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
    int least =
        Math.min(slips[i - 1][j - 1] + changed, Math.min(slips[i - 1][j], slips[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(least, slips[i - 2][j - 2] + 1) : least;
  }
}

package org.scangate.console.page;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.scangate.console.page.Overview.Covered;
import org.scangate.console.page.Overview.Problem;

/** Says in one sentence how all is, and never that it is well where it is not. */
final class OverviewSentence {

  static final String SITE = "Moodle site";
  static final String STORE = "Store";
  static final String SCANNER = "Scanner";

  private OverviewSentence() {}

  /**
   * @param problems the worst first
   */
  static String of(List<Problem> problems, List<Covered> covered, Instant now) {
    return problems.stream().noneMatch(Problem::severe)
        ? good(covered, problems, now)
        : bad(problems);
  }

  /** Protected is said where something asks, and nothing at all is to be looked at. */
  private static String good(List<Covered> covered, List<Problem> warnings, Instant now) {
    long sites = covered.stream().filter(one -> one.kind().equals(SITE)).count();
    long stores = covered.stream().filter(one -> one.kind().equals(STORE)).count();
    Optional<Instant> proof =
        covered.stream()
            .filter(one -> one.kind().equals(SCANNER))
            .flatMap(one -> one.last().stream())
            .min(Comparator.naturalOrder());
    if (warnings.isEmpty() && sites + stores == 0) {
      return "The scanners are ready, and nothing asks yet: connect Moodle, or a store of Pure.";
    }
    String what =
        "%s: %s, %s; scanners last seen ready %s."
            .formatted(
                warnings.isEmpty() ? "Everything that asks is protected" : "The scanners are ready",
                number(sites, "Moodle site"),
                number(stores, "store"),
                proof.map(at -> Show.age(at, now)).orElse("never"));
    return warnings.isEmpty()
        ? what
        : what
            + (warnings.size() == 1
                ? " To look at: "
                : " %s things to look at; the first: ".formatted(warnings.size()))
            + warnings.get(0).sentence();
  }

  private static String bad(List<Problem> problems) {
    long severe = problems.stream().filter(Problem::severe).count();
    String first = problems.get(0).sentence();
    return severe == 1
        ? "Not all is well: " + first
        : "Not all is well, in %s ways; the first: %s".formatted(severe, first);
  }

  private static String number(long count, String of) {
    return count + " " + of + (count == 1 ? "" : "s");
  }
}

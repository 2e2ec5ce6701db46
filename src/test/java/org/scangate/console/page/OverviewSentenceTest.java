package org.scangate.console.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scangate.console.page.Overview.Covered;
import org.scangate.console.page.Overview.Problem;

/** The one sentence is true. */
class OverviewSentenceTest {

  private static final Instant NOW = Instant.parse("2026-11-30T02:30:11Z");

  private static Covered covered(String kind, int secondsAgo) {
    Optional<Instant> last = Optional.of(NOW.minusSeconds(secondsAgo));
    return new Covered(kind, "one", "ready", "ok", "last", last, "scanners");
  }

  private static Problem problem(boolean severe, String sentence) {
    return new Problem(severe, "what", sentence, "", Optional.empty());
  }

  @Test
  void allIsWellWhereNothingIsToBeLookedAt() {
    assertEquals(
        "Everything that asks is protected: 2 Moodle sites, 1 store; scanners last seen ready 12 s ago.",
        OverviewSentence.of(
            List.of(),
            List.of(
                covered(OverviewSentence.SITE, 1),
                covered(OverviewSentence.SITE, 1),
                covered(OverviewSentence.STORE, 1),
                covered(OverviewSentence.SCANNER, 3),
                covered(OverviewSentence.SCANNER, 12)),
            NOW),
        "of several proofs the oldest counts");
    assertEquals(
        "The scanners are ready, and nothing asks yet: connect Moodle, or a store of Pure.",
        OverviewSentence.of(List.of(), List.of(), NOW));
  }

  @Test
  void aWeaknessIsNoProtection() {
    List<Covered> one = List.of(covered(OverviewSentence.SCANNER, 1));
    assertEquals(
        "The scanners are ready: 0 Moodle sites, 0 stores; scanners last seen ready 1 s ago."
            + " To look at: a list is no antivirus",
        OverviewSentence.of(List.of(problem(false, "a list is no antivirus")), one, NOW));
    assertEquals(
        "The scanners are ready: 0 Moodle sites, 0 stores; scanners last seen ready 1 s ago."
            + " 2 things to look at; the first: a",
        OverviewSentence.of(List.of(problem(false, "a"), problem(false, "b")), one, NOW));
  }

  @Test
  void whatIsWrongIsSaidFirst() {
    assertEquals(
        "Not all is well: clamd is not ready",
        OverviewSentence.of(
            List.of(problem(true, "clamd is not ready"), problem(false, "b")), List.of(), NOW));
    assertEquals(
        "Not all is well, in 2 ways; the first: a",
        OverviewSentence.of(List.of(problem(true, "a"), problem(true, "b")), List.of(), NOW));
  }
}

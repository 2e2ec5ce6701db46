package org.scangate.console.page;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the first page shows.
 *
 * @param well whether everything that asks is protected
 * @param sentence how it is, and nothing else
 * @param problems what is wrong, the worst first
 * @param covered sites, stores, scanners and canaries
 * @param open findings that nobody has seen to; empty: the journal does not tell
 * @param charts none: likewise
 * @param journalTrouble why it does not; empty: it does
 */
public record Overview(
    boolean well,
    String sentence,
    List<Problem> problems,
    List<Covered> covered,
    Optional<Integer> open,
    List<Chart> charts,
    String journalTrouble) {

  public Overview {
    problems = List.copyOf(problems);
    covered = List.copyOf(covered);
    charts = List.copyOf(charts);
  }

  /**
   * Something that is wrong.
   *
   * @param severe whether something is not scanned, or soon will not be
   * @param what it is
   * @param sentence how it is, for an administrator
   * @param command that mends it; empty: there is none
   * @param since when it began, as far as is known
   */
  public record Problem(
      boolean severe, String what, String sentence, String command, Optional<Instant> since) {}

  /**
   * Something that Scangate looks after.
   *
   * @param kind such as {@code Moodle site}
   * @param state a word
   * @param level {@code ok}, {@code warning}, {@code error} or {@code none}
   * @param lastWhat what was last, such as {@code last asked}
   * @param link to where more is told
   */
  public record Covered(
      String kind,
      String name,
      String state,
      String level,
      String lastWhat,
      Optional<Instant> last,
      String link) {}

  /** What Scangate cannot see, whatever is configured. */
  public List<String> notCovered() {
    return List.of(
        "Pure's temporary store: a file is scanned when Pure has moved it into its store, and is"
            + " Pending until then.",
        "Files that Moodle takes past its antivirus plugin: restored backups, repositories that"
            + " link, web services of plugins that do not ask; and every file while the plugin is"
            + " switched off, or cannot reach this server.",
        "What no scanner opens: it is not scanned, and never OK, unless an administrator has"
            + " accepted its kind. The page Scanners names the kinds.");
  }
}

package org.scangate.watch.alert;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scangate.journal.AlertCause;
import org.scangate.journal.AlertRules;
import org.scangate.journal.EventRecord;
import org.scangate.journal.JournalRecord;
import org.scangate.journal.ScanRecord;
import org.scangate.scan.LogText;

/**
 * Which records somebody is told of, and the line that tells of each. What is personal stays in the
 * journal, where the scan's id leads to it.
 */
public final class RecordAlerts implements AlertRules {

  private static final String MOODLE = "moodle";

  /** Whose files are tests of our own. */
  private static final String CANARY = "canary";

  private record Kind(AlertRule rule, boolean trouble) {}

  private static final Map<String, Kind> KINDS =
      Map.ofEntries(
          Map.entry("scanner-not-ready", new Kind(AlertRule.SCANNER, true)),
          Map.entry("scanner-ready", new Kind(AlertRule.SCANNER, false)),
          Map.entry("check-error", new Kind(AlertRule.CHECK, true)),
          Map.entry("check-warning", new Kind(AlertRule.CHECK, true)),
          Map.entry("check-ok", new Kind(AlertRule.CHECK, false)),
          Map.entry("canary-failed", new Kind(AlertRule.CANARY, true)),
          Map.entry("canary-ok", new Kind(AlertRule.CANARY, false)),
          Map.entry("silence-warning", new Kind(AlertRule.SILENCE, true)),
          Map.entry("silence-error", new Kind(AlertRule.SILENCE, true)),
          Map.entry("silence-over", new Kind(AlertRule.SILENCE, false)),
          Map.entry("journal-given-up", new Kind(AlertRule.JOURNAL, true)),
          Map.entry("journal-database", new Kind(AlertRule.JOURNAL, true)));

  /** What such checks find is told by events of its own; of a scanner, that it is not ready. */
  private static final List<String> OTHERWISE = List.of("canary:", "silence");

  private static final String SCANNER_CHECK = "scanner:";
  private static final String SWEEP_CHECK = "sweep:";

  private final Set<String> off;
  private final String node;

  /**
   * @param off rules that are switched off, and reasons of one: {@code not-scanned.encrypted}
   * @param node whose scanners, checks, canaries, sweeps and journal these are: others that share
   *     the database have such, too
   */
  public RecordAlerts(Set<String> off, String node) {
    this.off = Set.copyOf(off);
    this.node = text(node);
  }

  @Override
  public Optional<AlertCause> of(JournalRecord record) {
    return record instanceof ScanRecord scan ? of(scan) : of((EventRecord) record);
  }

  private Optional<AlertCause> of(ScanRecord scan) {
    if (scan.entry().equals(CANARY)) {
      return Optional.empty();
    }
    return switch (scan.verdict()) {
      case "FOUND" -> cause(AlertRule.FINDING, site(scan), scan, "FOUND " + text(scan.signature()));
      case "UNSCANNED" -> notScanned(scan);
      default -> Optional.empty();
    };
  }

  private Optional<AlertCause> notScanned(ScanRecord scan) {
    String reason = text(scan.reason());
    if (off.contains(AlertRule.NOT_SCANNED.word() + "." + reason)) {
      return Optional.empty();
    }
    String subject = reason + ", " + site(scan);
    return cause(AlertRule.NOT_SCANNED, subject, scan, "UNSCANNED " + reason);
  }

  private Optional<AlertCause> cause(
      AlertRule rule, String subject, ScanRecord scan, String verdict) {
    if (off.contains(rule.word())) {
      return Optional.empty();
    }
    boolean mayBeShown = !scan.entry().equals(MOODLE);
    String line =
        Stream.of(
                scan.at().toString(),
                verdict,
                mayBeShown ? text(scan.place()) : "",
                mayBeShown ? text(scan.detail()) : "",
                scan.size() + " bytes",
                scan.sha256().isEmpty() ? "" : "sha256 " + text(scan.sha256()),
                "scan " + scan.id())
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("; "));
    return Optional.of(new AlertCause(rule.word(), subject, true, scan.at(), rule.grace(), line));
  }

  private static String site(ScanRecord scan) {
    return scan.site().isEmpty() ? text(scan.entry()) : text(scan.site());
  }

  private Optional<AlertCause> of(EventRecord event) {
    Kind kind = KINDS.get(event.kind());
    if (kind == null || isToldOtherwise(kind, event)) {
      return Optional.empty();
    }
    AlertRule rule =
        kind.rule() == AlertRule.CHECK && event.what().startsWith(SWEEP_CHECK)
            ? AlertRule.SWEEP
            : kind.rule();
    if (off.contains(rule.word())) {
      return Optional.empty();
    }
    String line =
        String.join(
            "; ",
            List.of(event.at().toString(), event.kind(), text(event.what()), text(event.detail())));
    return Optional.of(
        new AlertCause(
            rule.word(), subject(rule, event), kind.trouble(), event.at(), rule.grace(), line));
  }

  private String subject(AlertRule rule, EventRecord event) {
    String what = text(event.what());
    return rule == AlertRule.SILENCE || node.isEmpty() ? what : what + " at " + node;
  }

  private static boolean isToldOtherwise(Kind kind, EventRecord event) {
    return kind.rule() == AlertRule.CHECK
        && (OTHERWISE.stream().anyMatch(event.what()::startsWith)
            || (event.kind().equals("check-error") && event.what().startsWith(SCANNER_CHECK)));
  }

  private static String text(String foreign) {
    return LogText.of(foreign);
  }
}

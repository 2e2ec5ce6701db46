package org.scangate.console.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.scangate.journal.FindingAcknowledgement;
import org.scangate.journal.ScanRecord;

/**
 * A page of scans.
 *
 * @param page its path
 * @param scans the latest first, as they may be shown
 * @param notes by the scan's id
 * @param next the query of the next page; empty: this is the last
 * @param cursor of this page; empty: it is the first one
 */
public record ScanList(
    String page,
    ScanFilter filter,
    List<ScanRecord> scans,
    Map<UUID, FindingAcknowledgement> notes,
    Optional<String> next,
    String cursor) {

  public ScanList {
    scans = List.copyOf(scans);
    notes = Map.copyOf(notes);
  }

  /** Where a form comes back to. */
  public String self() {
    return at(cursor.isEmpty() ? filter.query() : filter.with("cursor", cursor));
  }

  /** Where the search begins. */
  public String top() {
    return at(filter.query());
  }

  private String at(String query) {
    return query.isEmpty() ? page : page + "?" + query;
  }

  /** What each scanner said, such as {@code clamd (ClamAV 1.4.6/27811) FOUND Eicar}. */
  public static String answers(ScanRecord scan) {
    return scan.answers().stream()
        .map(
            one ->
                one.scanner()
                    + " ("
                    + one.version()
                    + ") "
                    + one.verdict()
                    + (one.what().isEmpty() ? "" : " " + one.what()))
        .collect(Collectors.joining(", "));
  }

  /** The class of a verdict's colour. */
  public static String level(String verdict) {
    return switch (verdict) {
      case "OK" -> "ok";
      case "FOUND" -> "error";
      default -> "warning";
    };
  }
}

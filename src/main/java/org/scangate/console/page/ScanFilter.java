package org.scangate.console.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.scangate.journal.ScanRecord;
import org.scangate.journal.ScanSearch;

/**
 * What is looked for, as the form has it and as a link can be sent.
 *
 * @param values by name; what is not given is not in it
 */
public record ScanFilter(Map<String, String> values) {

  /** In the order of the form. */
  private static final List<String> NAMES =
      List.of(
          "verdict",
          "entry",
          "site",
          "place",
          "user",
          "reason",
          "signature",
          "scanner",
          "sha256",
          "sha1",
          "id",
          "from",
          "to");

  private static final Set<String> USUAL = Set.of("verdict", "entry", "site", "cursor");

  static ScanFilter of(PageRequest request) {
    Map<String, String> values = new LinkedHashMap<>();
    NAMES.stream()
        .filter(name -> !request.text(name).isEmpty())
        .forEach(name -> values.put(name, request.text(name)));
    return new ScanFilter(values);
  }

  /** Empty: not given. */
  public String of(String name) {
    return values.getOrDefault(name, "");
  }

  /** Whether more is asked for than what is seldom left out. */
  public boolean isNarrow() {
    return values.keySet().stream().anyMatch(name -> !USUAL.contains(name));
  }

  /** A choice of the form in words. */
  public static String words(String choice) {
    return switch (choice) {
      case "" -> "any";
      case ScanSearch.NOT_OK -> "FOUND and UNSCANNED";
      case ScanSearch.OPEN -> "FOUND, nobody has seen to it";
      case ScanSearch.NO_CANARY -> "all but canaries";
      default -> choice;
    };
  }

  /** Such as {@code verdict=FOUND&entry=moodle}; empty: all. */
  public String query() {
    return values.entrySet().stream()
        .map(one -> one.getKey() + "=" + Show.url(one.getValue()))
        .collect(Collectors.joining("&"));
  }

  /** The same and one more, in the place of what it was. */
  public String with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new ScanFilter(more).query();
  }

  /**
   * A search by what is about a person tells of it too.
   *
   * @throws IllegalArgumentException it is one, and that is not open
   */
  static ScanSearch allowed(ScanSearch search, boolean personal) {
    boolean store = search.entry().filter(STORES::contains).isPresent();
    if (!personal && (search.user().isPresent() || (search.place().isPresent() && !store))) {
      throw new IllegalArgumentException(
          "A search by user, or by the name of a file that was uploaded, tells of persons: open"
              + " their fields first (role scangate-operator), or choose the entry local or s3");
    }
    return search;
  }

  private static final String MOODLE = "moodle";
  private static final Set<String> STORES = Set.of("local", "s3");

  /** As it may be shown: what is about a person only where that is open. */
  static ScanRecord shown(ScanRecord scan, boolean personal) {
    return personal || !scan.entry().equals(MOODLE) ? scan : scan.withoutPerson();
  }
}

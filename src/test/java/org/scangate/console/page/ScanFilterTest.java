package org.scangate.console.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.scangate.console.ApiParameters;
import org.scangate.journal.ScanRecord;
import org.scangate.journal.ScanSearch;

/** What is looked for, and what of it may be shown. */
class ScanFilterTest {

  private static ScanSearch search(String... pairs) {
    Map<String, List<String>> sent = new java.util.LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      sent.put(pairs[i], List.of(pairs[i + 1]));
    }
    return new ApiParameters(sent).scans();
  }

  private static ScanRecord scan(String entry) {
    return new ScanRecord(
        UUID.randomUUID(),
        Instant.EPOCH,
        1,
        entry,
        "site",
        "a name",
        "7",
        "192.0.2.1",
        1,
        "",
        "",
        "OK",
        "",
        "",
        "",
        false,
        List.of());
  }

  @Test
  void aSearchByWhatIsAboutPersonsTellsOfThem() {
    for (ScanSearch search :
        List.of(
            search("user", "7"),
            search("place", "thesis"),
            search("place", "thesis", "entry", "moodle"),
            search("user", "7", "entry", "local"))) {
      assertThrows(IllegalArgumentException.class, () -> ScanFilter.allowed(search, false));
      assertSame(search, ScanFilter.allowed(search, true));
    }
    for (ScanSearch search :
        List.of(search("verdict", "FOUND"), search("place", "/mnt", "entry", "local"))) {
      assertSame(search, ScanFilter.allowed(search, false));
    }
  }

  @Test
  void ofAnUploadNobodyIsNamedUnlessThatIsOpen() {
    ScanRecord hidden = ScanFilter.shown(scan("moodle"), false);
    assertEquals("", hidden.place() + hidden.user() + hidden.client());
    assertEquals("a name", ScanFilter.shown(scan("moodle"), true).place());
    assertEquals("a name", ScanFilter.shown(scan("local"), false).place(), "of a store");
  }

  @Test
  void aLinkHasTheWholeSearch() {
    ScanFilter filter = new ScanFilter(Map.of("site", "https://a.example/?x=1&y=ü"));
    assertEquals("site=https%3A%2F%2Fa.example%2F%3Fx%3D1%26y%3D%C3%BC", filter.query());
    assertEquals("", new ScanFilter(Map.of()).query());
    assertEquals("site=b", filter.with("site", "b"));
  }
}

package org.scangate.console;

import java.util.List;
import java.util.Optional;
import org.scangate.scan.Events;

/**
 * What people do to scanners, by a page or by the API: each act is an event with who did it, and
 * tells what came of it, in a sentence for who did it.
 */
public final class ScannerActs {

  private final List<ConsoleParts.OneScanner> scanners;
  private final Events events;

  /**
   * @param events hears of each act
   */
  public ScannerActs(List<ConsoleParts.OneScanner> scanners, Events events) {
    this.scanners = List.copyOf(scanners);
    this.events = events;
  }

  /**
   * Has what it was shown to do looked at afresh.
   *
   * @return empty: there is no such scanner
   */
  public Optional<String> prove(String name, String by) {
    return scanners.stream()
        .filter(one -> one.pool().name().equals(name))
        .findFirst()
        .map(one -> prove(one, by));
  }

  private String prove(ConsoleParts.OneScanner one, String by) {
    events.event("scanner-proof-asked", by, one.pool().name(), "");
    one.figures().probeNow();
    return "The proof of " + one.pool().name() + " goes on in the background.";
  }

  /**
   * Forgets the verdicts of known content, which all scanners share.
   *
   * @return empty: there is no scanner
   */
  public Optional<String> flushCache(String by) {
    return scanners.stream().findFirst().map(one -> flushCache(one, by));
  }

  private String flushCache(ConsoleParts.OneScanner one, String by) {
    one.figures().flushCache();
    events.event("cache-flushed", by, "known content", "");
    return "Known content is forgotten: every file is scanned by every scanner again.";
  }
}

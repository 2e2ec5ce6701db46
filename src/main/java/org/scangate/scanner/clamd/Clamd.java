package org.scangate.scanner.clamd;

import java.time.Duration;
import java.util.List;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scanner.proof.ProvenScanner;

/** clamd at each of its addresses as a scanner. */
public final class Clamd {

  /** With a probe of a few bytes. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Clamd() {}

  /** One scanner for each configured address, probed from now on; the caller closes them. */
  public static List<ProvenScanner> all(ClamdSettings settings, DeadlineTimer deadlines) {
    ProvenScanner.Settings bounds =
        new ProvenScanner.Settings(
            settings.name(), settings.maxFileSize(), PATIENCE, settings.scanTimeout());
    List<List<ClamdAddress>> scanners =
        settings.addresses().isEmpty()
            ? List.of(ClamdAddress.USUAL)
            : settings.addresses().stream().map(List::of).toList();
    return scanners.stream()
        .map(
            candidates ->
                new ProvenScanner(bounds, new ClamdSource(settings, candidates, deadlines)))
        .toList();
  }
}

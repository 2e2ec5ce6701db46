package org.scangate.scanner.clamd;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scanner.proof.ProvenScanner;

/** clamd at each of its addresses as a scanner. */
public final class Clamd {

  private static final Logger LOG = System.getLogger(Clamd.class.getName());

  /** With a probe of a few bytes. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Clamd() {}

  /** One scanner for each configured address, probed from now on; the caller closes them. */
  public static List<ProvenScanner> all(ClamdSettings settings, DeadlineTimer deadlines) {
    LOG.log(
        Level.INFO,
        "clamd remembers clean files by their MD5, of which twins can be made; no probe can see whether it does: have \"DisableCache yes\" in its clamd.conf");
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

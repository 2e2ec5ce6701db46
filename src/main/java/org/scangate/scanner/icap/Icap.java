package org.scangate.scanner.icap;

import java.time.Duration;
import java.util.List;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scanner.proof.ProvenScanner;

/** ICAP servers as scanners. */
public final class Icap {

  /** With a probe of a few bytes. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Icap() {}

  /** One scanner for each configured URI, probed from now on; the caller closes them. */
  public static List<ProvenScanner> all(IcapSettings settings, DeadlineTimer deadlines) {
    ProvenScanner.Settings bounds =
        new ProvenScanner.Settings(
            settings.name(), settings.maxFileSize(), PATIENCE, settings.scanTimeout());
    return settings.uris().stream()
        .map(uri -> new ProvenScanner(bounds, new IcapClient(settings, uri, deadlines)))
        .toList();
  }
}

package org.scangate.scanner.remote;

import java.time.Duration;
import java.util.List;
import org.scangate.scan.Deadlines;
import org.scangate.scanner.ProvenScanner;

/** Makes scanners of other engines with this same API. */
public final class Remote {

  /** How long a small probe may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Remote() {}

  /** One scanner for each configured URL, watched from now on; the caller closes them. */
  public static List<ProvenScanner> all(RemoteSettings settings, Deadlines deadlines) {
    ProvenScanner.Settings proof =
        new ProvenScanner.Settings(
            settings.name(), settings.maxFileSize(), PATIENCE, settings.scanTimeout());
    return settings.urls().stream()
        .map(url -> new ProvenScanner(proof, new RemoteClient(settings, url, deadlines)))
        .toList();
  }
}

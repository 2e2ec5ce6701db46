package org.scangate.scanner.remote;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scanner.proof.ProvenScanner;

/** Makes scanners of other engines with this same API. */
public final class Remote {

  /** How long a small probe may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Logger LOG = System.getLogger(Remote.class.getName());

  private Remote() {}

  private static boolean readable(URI url) {
    String host = url.getHost();
    boolean here = host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
    return url.getScheme().equalsIgnoreCase("http") && !here;
  }

  /** One scanner for each configured URL, watched from now on; the caller closes them. */
  public static List<ProvenScanner> all(RemoteSettings settings, DeadlineTimer deadlines) {
    ProvenScanner.Settings proof =
        new ProvenScanner.Settings(
            settings.name(), settings.maxFileSize(), PATIENCE, settings.scanTimeout());
    settings.urls().stream()
        .filter(url -> settings.credentials().authorization().isPresent() && readable(url))
        .forEach(
            url ->
                LOG.log(
                    Level.WARNING,
                    "scangate.{0}.url: whoever listens on the way to {1} reads the password or token; use https",
                    settings.name(),
                    url));
    return settings.urls().stream()
        .map(url -> new ProvenScanner(proof, new RemoteClient(settings, url, deadlines)))
        .toList();
  }
}

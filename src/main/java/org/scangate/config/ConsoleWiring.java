package org.scangate.config;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import org.scangate.console.ConsoleParts;
import org.scangate.console.access.ConsoleAccess;
import org.scangate.console.page.Console;
import org.scangate.scan.access.ClientAddress;
import org.scangate.watch.ScannerMetrics;

/** Makes the console of what it shows. */
final class ConsoleWiring {

  private static final Logger LOG = System.getLogger(ConsoleWiring.class.getName());

  /** No server tells an application its own address. */
  private static final String UNKNOWN = "http://localhost:PORT/scangate/console";

  private ConsoleWiring() {}

  static Console console(
      Settings settings,
      ConsoleParts parts,
      Supplier<ClientAddress> clients,
      Supplier<String> version) {
    ConsoleAccess access = new ConsoleAccess(settings.console(), clients);
    access
        .trialPath()
        .ifPresent(
            path ->
                LOG.log(
                    Level.WARNING,
                    "the console of this trial run, for whoever is on this machine, until it ends:"
                        + " {0}/{1}",
                    settings.console().url().map(Object::toString).orElse(UNKNOWN),
                    path));
    return new Console(access, parts, Clock.system(ZoneId.systemDefault()), version);
  }

  static List<ConsoleParts.OneScanner> scanners(List<ScannerMetrics.Watched> pools) {
    return pools.stream()
        .map(one -> new ConsoleParts.OneScanner(one.pool(), one.figures()))
        .toList();
  }
}

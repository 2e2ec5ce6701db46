package org.scangate.config;

import java.time.Duration;
import java.util.List;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.pool.ScannerPool;
import org.scangate.scanner.clamd.Clamd;
import org.scangate.scanner.command.Command;
import org.scangate.scanner.hashlist.Hashlist;
import org.scangate.scanner.icap.Icap;
import org.scangate.scanner.remote.Remote;

/** Makes each type of scanner: the one place that knows them all. */
final class ScannerFactory {

  /** A list in memory answers at once: its bound is that of the server's threads. */
  private static final int HASHLIST_SLOTS = 256;

  private ScannerFactory() {}

  /**
   * The scanner with its equals and slots; whoever asks closes it.
   *
   * @param wait for one that is away
   */
  static ScannerPool pool(
      Settings.ScannerSettings scanner, Duration wait, DeadlineTimer deadlines) {
    return scanner.fold(
        clamd ->
            new ScannerPool(clamd.name(), Clamd.all(clamd, deadlines), clamd.connections(), wait),
        icap -> new ScannerPool(icap.name(), Icap.all(icap, deadlines), icap.connections(), wait),
        command ->
            new ScannerPool(
                command.name(), List.of(Command.of(command)), command.processes(), wait),
        remote ->
            new ScannerPool(
                remote.name(), Remote.all(remote, deadlines), remote.connections(), wait),
        list -> new ScannerPool(list.name(), List.of(new Hashlist(list)), HASHLIST_SLOTS, wait));
  }
}

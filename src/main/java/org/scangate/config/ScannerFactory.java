package org.scangate.config;

import java.util.List;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.pool.ScannerPool;
import org.scangate.scanner.clamd.Clamd;
import org.scangate.scanner.clamd.ClamdSettings;
import org.scangate.scanner.command.Command;
import org.scangate.scanner.command.CommandSettings;
import org.scangate.scanner.hashlist.Hashlist;
import org.scangate.scanner.hashlist.HashlistSettings;
import org.scangate.scanner.icap.Icap;
import org.scangate.scanner.icap.IcapSettings;
import org.scangate.scanner.remote.Remote;
import org.scangate.scanner.remote.RemoteSettings;

/** Makes each type of scanner: the one place that knows them all. */
final class ScannerFactory {

  /** A list in memory answers at once: its bound is that of the server's threads. */
  private static final int HASHLIST_SLOTS = 256;

  private ScannerFactory() {}

  /** The scanner with its equals and slots; whoever asks closes it. */
  static ScannerPool pool(Settings.ScannerSettings scanner, DeadlineTimer deadlines) {
    if (scanner instanceof Settings.ScannerSettings.OfClamd clamd) {
      ClamdSettings settings = clamd.settings();
      return new ScannerPool(
          settings.name(), Clamd.all(settings, deadlines), settings.connections());
    }
    if (scanner instanceof Settings.ScannerSettings.OfIcap icap) {
      IcapSettings settings = icap.settings();
      return new ScannerPool(
          settings.name(), Icap.all(settings, deadlines), settings.connections());
    }
    if (scanner instanceof Settings.ScannerSettings.OfCommand command) {
      CommandSettings settings = command.settings();
      return new ScannerPool(settings.name(), List.of(Command.of(settings)), settings.processes());
    }
    if (scanner instanceof Settings.ScannerSettings.OfRemote remote) {
      RemoteSettings settings = remote.settings();
      return new ScannerPool(
          settings.name(), Remote.all(settings, deadlines), settings.connections());
    }
    HashlistSettings settings = ((Settings.ScannerSettings.OfHashlist) scanner).settings();
    return new ScannerPool(settings.name(), List.of(new Hashlist(settings)), HASHLIST_SLOTS);
  }
}

package org.scangate.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.scangate.console.ConsoleParts;
import org.scangate.console.access.ConsoleSettings;
import org.scangate.journal.JournalSettings;
import org.scangate.moodle.MoodleSettings;
import org.scangate.pure.local.LocalSettings;
import org.scangate.pure.s3.S3Settings;
import org.scangate.pure.sweep.PureSettings;
import org.scangate.scan.DataSize;
import org.scangate.scan.spool.Spool;
import org.scangate.scanner.clamd.ClamdSettings;
import org.scangate.scanner.command.CommandSettings;
import org.scangate.scanner.hashlist.HashlistSettings;
import org.scangate.scanner.icap.IcapSettings;
import org.scangate.scanner.remote.RemoteSettings;
import org.scangate.watch.MetricsAccess;
import org.scangate.watch.alert.AlertSettings;
import org.scangate.watch.canary.CanarySettings;
import org.scangate.watch.silence.SilenceSettings;

/**
 * The whole configuration, typed.
 *
 * @param logJson the file of a line of JSON for each scan
 * @param entries what holds where an entry's own keys do not say
 * @param outageWait how long after the beginning of an outage a scan waits for its end
 * @param apiTokens who may ask the API for operators has one of them; none: nobody may
 * @param metrics who may see them
 * @param canaries that are wholly right
 * @param alerts who is told of what
 * @param console who is let into the console
 * @param inForce keys that are set, with values that may be shown
 * @param shown every key, likewise
 * @param wrong keys; each stops the {@link KeyGroup.Part parts} that it is for
 * @param warnings what is odd but harmless
 */
record Settings(
    List<ScannerSettings> scanners,
    DataSize maxFileSize,
    EntryDefaults entries,
    Duration outageWait,
    Spool.Settings spool,
    CacheSettings cache,
    MoodleSettings moodle,
    PureSettings pure,
    LocalSettings local,
    S3Settings s3,
    JournalSettings journal,
    Optional<Path> logJson,
    List<String> apiTokens,
    MetricsAccess metrics,
    List<CanarySettings> canaries,
    SilenceSettings silence,
    AlertSettings alerts,
    ConsoleSettings console,
    List<String> inForce,
    List<ConsoleParts.ShownSetting> shown,
    List<KeyProblem> wrong,
    List<String> warnings) {

  /** What keeps every file from being scanned; empty: nothing. */
  List<String> notScanning() {
    return KeyProblem.of(KeyGroup.Part.SCANS, wrong);
  }

  /** Whether nothing scans but lists of digests. */
  boolean listsAlone() {
    return listsAlone(scanners);
  }

  static boolean listsAlone(List<ScannerSettings> scanners) {
    return scanners.stream().allMatch(ScannerSettings.OfHashlist.class::isInstance);
  }

  /** One of the scanners, by type. */
  sealed interface ScannerSettings {

    /** One function for each type: a new type breaks the build wherever it is not handled. */
    <T> T fold(
        Function<ClamdSettings, T> clamd,
        Function<IcapSettings, T> icap,
        Function<CommandSettings, T> command,
        Function<RemoteSettings, T> remote,
        Function<HashlistSettings, T> hashlist);

    /** See {@link ClamdSettings}. */
    record OfClamd(ClamdSettings settings) implements ScannerSettings {
      @Override
      public <T> T fold(
          Function<ClamdSettings, T> clamd,
          Function<IcapSettings, T> icap,
          Function<CommandSettings, T> command,
          Function<RemoteSettings, T> remote,
          Function<HashlistSettings, T> hashlist) {
        return clamd.apply(settings);
      }
    }

    /** See {@link IcapSettings}. */
    record OfIcap(IcapSettings settings) implements ScannerSettings {
      @Override
      public <T> T fold(
          Function<ClamdSettings, T> clamd,
          Function<IcapSettings, T> icap,
          Function<CommandSettings, T> command,
          Function<RemoteSettings, T> remote,
          Function<HashlistSettings, T> hashlist) {
        return icap.apply(settings);
      }
    }

    /** See {@link CommandSettings}. */
    record OfCommand(CommandSettings settings) implements ScannerSettings {
      @Override
      public <T> T fold(
          Function<ClamdSettings, T> clamd,
          Function<IcapSettings, T> icap,
          Function<CommandSettings, T> command,
          Function<RemoteSettings, T> remote,
          Function<HashlistSettings, T> hashlist) {
        return command.apply(settings);
      }
    }

    /** See {@link RemoteSettings}. */
    record OfRemote(RemoteSettings settings) implements ScannerSettings {
      @Override
      public <T> T fold(
          Function<ClamdSettings, T> clamd,
          Function<IcapSettings, T> icap,
          Function<CommandSettings, T> command,
          Function<RemoteSettings, T> remote,
          Function<HashlistSettings, T> hashlist) {
        return remote.apply(settings);
      }
    }

    /** See {@link HashlistSettings}. */
    record OfHashlist(HashlistSettings settings) implements ScannerSettings {
      @Override
      public <T> T fold(
          Function<ClamdSettings, T> clamd,
          Function<IcapSettings, T> icap,
          Function<CommandSettings, T> command,
          Function<RemoteSettings, T> remote,
          Function<HashlistSettings, T> hashlist) {
        return hashlist.apply(settings);
      }
    }
  }

  /**
   * The cache of known content.
   *
   * @param size verdicts; 0 switches it off
   * @param lifetime of a verdict; zero switches it off
   */
  record CacheSettings(int size, Duration lifetime) {}
}

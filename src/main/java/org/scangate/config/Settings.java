package org.scangate.config;

import java.time.Duration;
import java.util.List;
import org.scangate.moodle.ClientAddress;
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

/**
 * The whole configuration, typed.
 *
 * @param problems what is wrong with it, a sentence each; unless empty nothing may be scanned
 * @param warnings what is odd but harmless
 */
record Settings(
    List<ScannerSettings> scanners,
    DataSize maxFileSize,
    Duration scanTimeout,
    Spool.Settings spool,
    CacheSettings cache,
    MoodleSettings moodle,
    ClientAddress clients,
    PureSettings pure,
    LocalSettings local,
    S3Settings s3,
    List<String> problems,
    List<String> warnings) {

  /** One of the scanners, by type. */
  sealed interface ScannerSettings {
    /** See {@link ClamdSettings}. */
    record OfClamd(ClamdSettings settings) implements ScannerSettings {}

    /** See {@link IcapSettings}. */
    record OfIcap(IcapSettings settings) implements ScannerSettings {}

    /** See {@link CommandSettings}. */
    record OfCommand(CommandSettings settings) implements ScannerSettings {}

    /** See {@link RemoteSettings}. */
    record OfRemote(RemoteSettings settings) implements ScannerSettings {}

    /** See {@link HashlistSettings}. */
    record OfHashlist(HashlistSettings settings) implements ScannerSettings {}
  }

  /**
   * The cache of known content.
   *
   * @param size verdicts; 0 switches it off
   * @param lifetime of a verdict; zero switches it off
   */
  record CacheSettings(int size, Duration lifetime) {}
}

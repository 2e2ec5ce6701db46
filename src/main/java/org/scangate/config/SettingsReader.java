package org.scangate.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.scangate.moodle.MoodleSettings;
import org.scangate.pure.local.LocalSettings;
import org.scangate.pure.s3.S3Settings;
import org.scangate.pure.sweep.PureSettings;
import org.scangate.scan.DataSize;
import org.scangate.scan.spool.Spool;

/** Reads the keys of the register ({@link Key}) into {@link Settings}. */
final class SettingsReader {

  /**
   * Beyond this engines answer OK to what they have not finished: clamd (MaxScanTime, 120 s),
   * clamscan ("skipped and assumed clean"), and whatever has one of them behind it.
   */
  private static final Duration ENGINES_GIVE_UP = Duration.ofMinutes(2);

  private static final String OURS = "scangate.";

  private final Keys keys;

  private SettingsReader(Keys keys) {
    this.keys = keys;
  }

  static Settings read(Config config, SettingsFile file) {
    return new SettingsReader(new Keys(new KeySources(config, file.read()))).settings();
  }

  private Settings settings() {
    keys.isSet(Key.SETTINGS_FILE); // read before, and noted if it is wrong
    DataSize maxFileSize = keys.size(Key.MAX_FILE_SIZE);
    Duration scanTimeout = keys.duration(Key.SCAN_TIMEOUT);
    Spool.Settings spool = spool();
    List<Settings.ScannerSettings> scanners = ScannerReader.all(keys, scanTimeout, spool.folder());
    refuseToOutlast(scanners, scanTimeout);
    Settings.CacheSettings cache =
        new Settings.CacheSettings(keys.number(Key.CACHE_SIZE), keys.duration(Key.CACHE_LIFETIME));
    PureReader pure = new PureReader(keys);
    PureSettings sweep = pure.sweep();
    LocalSettings local = pure.local();
    S3Settings s3 = pure.s3(sweep.rescanAfter());
    MoodleSettings moodle = // last: it looks at what nobody else has read
        new MoodleReader(keys).settings(maxFileSize, keys.duration(Key.UPLOAD_TIMEOUT));
    return new Settings(
        scanners,
        maxFileSize,
        scanTimeout,
        spool,
        cache,
        moodle,
        sweep,
        local,
        s3,
        keys.optional(Key.LOG_JSON, SettingsReader::logFile),
        List.copyOf(keys.problems()),
        warnings(local));
  }

  private static Path logFile(String text) {
    Path path = FileNames.path(text);
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException(
          "a whole path is right, such as /var/log/scangate/scans.json");
    }
    return path;
  }

  private Spool.Settings spool() {
    return new Spool.Settings(
        keys.optional(Key.SPOOL_FOLDER, FileNames::path).orElseGet(SettingsReader::serversTemp),
        keys.size(Key.SPOOL_MEMORY),
        keys.size(Key.SPOOL_MAX));
  }

  /** Only a list of digests never gives up. */
  private void refuseToOutlast(List<Settings.ScannerSettings> scanners, Duration scanTimeout) {
    if (scanTimeout.compareTo(ENGINES_GIVE_UP) >= 0
        && !scanners.stream().allMatch(Settings.ScannerSettings.OfHashlist.class::isInstance)) {
      keys.wrong(
          Key.SCAN_TIMEOUT,
          "it must be under 120 s, beyond which engines behind (clamd: MaxScanTime, clamscan:"
              + " --max-scantime) say OK to what they have not finished, such as PT60S");
    }
  }

  private List<String> warnings(LocalSettings local) {
    List<String> warnings = new ArrayList<>(keys.unknown(OURS).warnings());
    FileNames.warning(local.roots(), FileNames.encoding()).ifPresent(warnings::add);
    return List.copyOf(warnings);
  }

  private static Path serversTemp() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }
}

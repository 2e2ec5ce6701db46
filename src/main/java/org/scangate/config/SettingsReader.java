package org.scangate.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.scangate.moodle.AccessRules;
import org.scangate.moodle.AddressRange;
import org.scangate.moodle.ClientAddress;
import org.scangate.moodle.MoodleSettings;
import org.scangate.moodle.UnscannedPolicy;
import org.scangate.pure.local.LocalSettings;
import org.scangate.pure.s3.S3Settings;
import org.scangate.pure.sweep.PureSettings;
import org.scangate.scan.DataSize;
import org.scangate.scan.Reason;
import org.scangate.scan.spool.Spool;

/** Reads the keys of {@code contract.md} into {@link Settings}. */
final class SettingsReader {

  private static final String POLICY = "scangate.moodle.unscanned";

  /**
   * Beyond this engines answer OK to what they have not finished: clamd (MaxScanTime, 120 s),
   * clamscan ("skipped and assumed clean"), and whatever has one of them behind it.
   */
  private static final Duration ENGINES_GIVE_UP = Duration.ofMinutes(2);

  private final Keys keys;

  private SettingsReader(Keys keys) {
    this.keys = keys;
  }

  static Settings read(Config config) {
    return new SettingsReader(new Keys(config)).settings();
  }

  private Settings settings() {
    DataSize maxFileSize = keys.size("scangate.max-file-size", "2G");
    Duration scanTimeout = keys.duration("scangate.scan-timeout", "PT60S");
    Spool.Settings spool =
        new Spool.Settings(
            keys.value("scangate.spool.folder", FileNames::path, serversTemp()),
            keys.size("scangate.spool.memory", "1M"),
            keys.size("scangate.spool.max", "10G"));
    List<Settings.ScannerSettings> scanners =
        new ScannerReader(keys, scanTimeout, spool.folder()).scanners();
    Settings.CacheSettings cache =
        new Settings.CacheSettings(
            keys.number("scangate.cache.size", 0, 100_000_000, 100_000),
            keys.durationOrZero("scangate.cache.lifetime", "PT1H"));
    MoodleSettings moodle = moodle(maxFileSize);
    ClientAddress clients =
        new ClientAddress(keys.valuesOrNone("scangate.trusted-proxies", AddressRange::parse));
    PureReader pure = new PureReader(keys);
    PureSettings sweep = pure.sweep();
    LocalSettings local = pure.local();
    S3Settings s3 = pure.s3(sweep.rescanAfter());
    refuseToOutlast(scanners, scanTimeout);
    return new Settings(
        scanners,
        maxFileSize,
        scanTimeout,
        spool,
        cache,
        moodle,
        clients,
        sweep,
        local,
        s3,
        List.copyOf(keys.problems()),
        warnings(local));
  }

  /** Only a list of digests never gives up. */
  private void refuseToOutlast(List<Settings.ScannerSettings> scanners, Duration scanTimeout) {
    if (scanTimeout.compareTo(ENGINES_GIVE_UP) >= 0
        && !scanners.stream().allMatch(Settings.ScannerSettings.OfHashlist.class::isInstance)) {
      keys.wrong(
          "scangate.scan-timeout",
          "it must be under 120 s, beyond which engines behind (clamd: MaxScanTime, clamscan:"
              + " --max-scantime) say OK to what they have not finished, such as PT60S");
    }
  }

  private List<String> warnings(LocalSettings local) {
    List<String> warnings = new ArrayList<>(keys.unknown("scangate."));
    FileNames.warning(local.roots(), FileNames.encoding()).ifPresent(warnings::add);
    return List.copyOf(warnings);
  }

  private MoodleSettings moodle(DataSize maxFileSize) {
    List<String> tokens = keys.texts("scangate.moodle.token");
    List<AddressRange> allowed =
        keys.valuesOrNone("scangate.moodle.allowed-addresses", AddressRange::parse);
    return new MoodleSettings(
        policy(),
        new AccessRules(tokens, allowed),
        maxFileSize,
        keys.duration("scangate.upload-timeout", "PT10M"));
  }

  /** What is no policy counts as the cautious one. */
  private UnscannedPolicy policy() {
    Map<Reason, Boolean> exceptions = new EnumMap<>(Reason.class);
    for (Reason reason : Reason.values()) {
      String key = POLICY + "." + reason.key();
      if (keys.isSet(key)) {
        exceptions.put(reason, blocks(key));
      }
    }
    return new UnscannedPolicy(keys.isSet(POLICY) && blocks(POLICY), exceptions);
  }

  private boolean blocks(String key) {
    return keys.value(
        key,
        text -> {
          if (text.equals("report") || text.equals("block")) {
            return text.equals("block");
          }
          throw new IllegalArgumentException("report and block are right; until then it is block");
        },
        true);
  }

  private static Path serversTemp() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }
}

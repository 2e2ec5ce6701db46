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
    ClientAddress clients =
        new ClientAddress(keys.valuesOrNone(Key.TRUSTED_PROXIES, AddressRange::parse));
    PureReader pure = new PureReader(keys);
    PureSettings sweep = pure.sweep();
    LocalSettings local = pure.local();
    S3Settings s3 = pure.s3(sweep.rescanAfter());
    MoodleSettings moodle = moodle(maxFileSize); // last: it looks at what nobody else has read
    return new Settings(
        scanners,
        maxFileSize,
        scanTimeout,
        keys.duration(Key.WAIT),
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

  private MoodleSettings moodle(DataSize maxFileSize) {
    List<String> tokens = keys.texts(Key.MOODLE_TOKEN);
    List<AddressRange> allowed = keys.valuesOrNone(Key.ALLOWED_ADDRESSES, AddressRange::parse);
    Duration uploadTimeout = keys.duration(Key.UPLOAD_TIMEOUT);
    return new MoodleSettings(
        policy(), new AccessRules(tokens, allowed), maxFileSize, uploadTimeout);
  }

  /**
   * What is no policy counts as the cautious one, and so does what may have been meant for one, and
   * what cannot be read and may hold one.
   */
  private UnscannedPolicy policy() {
    boolean block = blocks(keys, Key.UNSCANNED) || mayStandInAFileThatIsNotRead();
    Map<Reason, Boolean> exceptions = new EnumMap<>(Reason.class);
    for (Reason reason : Reason.values()) {
      Keys ofReason = keys.of(reason.key());
      if (ofReason.isSet(Key.UNSCANNED_REASON)) {
        exceptions.put(reason, blocks(ofReason, Key.UNSCANNED_REASON));
      }
    }
    return new UnscannedPolicy(block || keys.unknown(OURS).nearUnscanned(), exceptions);
  }

  private boolean mayStandInAFileThatIsNotRead() {
    return keys.problems().stream().anyMatch(problem -> problem.key() == Key.SETTINGS_FILE);
  }

  private static boolean blocks(Keys keys, Key key) {
    return keys.isSet(key) && keys.optional(key, SettingsReader::isBlock).orElse(true);
  }

  private static boolean isBlock(String text) {
    try {
      return Key.UNSCANNED.type().isSecondWord(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + "; until then it is block", e);
    }
  }

  private static Path serversTemp() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }
}

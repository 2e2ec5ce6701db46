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
import org.scangate.scan.EntryRules;
import org.scangate.scan.Reason;
import org.scangate.scan.spool.Spool;

/** Reads the keys of the register ({@link Key}) into {@link Settings}. */
final class SettingsReader {

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
    EntryDefaults entries = EntryDefaults.read(keys);
    PureReader pure = new PureReader(keys, entries);
    PureSettings sweep = pure.sweep();
    EntryRules uploads = entries.rules(keys, Key.MOODLE_SCAN_TIMEOUT, Key.MOODLE_ACCEPT_UNOPENED);
    Spool.Settings spool = spool();
    List<Settings.ScannerSettings> scanners =
        ScannerReader.all(keys, longer(uploads, sweep.rules()), spool.folder());
    Settings.CacheSettings cache =
        new Settings.CacheSettings(keys.number(Key.CACHE_SIZE), keys.duration(Key.CACHE_LIFETIME));
    ClientAddress clients =
        new ClientAddress(keys.valuesOrNone(Key.TRUSTED_PROXIES, AddressRange::parse));
    LocalSettings local = pure.local();
    S3Settings s3 = pure.s3(sweep.rescanAfter());
    if (!Settings.listsAlone(scanners)) {
      EntryDefaults.refuseToOutlast(keys, Key.MOODLE_SCAN_TIMEOUT, uploads);
      EntryDefaults.refuseToOutlast(keys, Key.PURE_SCAN_TIMEOUT, sweep.rules());
    }
    MoodleSettings moodle = // last: it looks at what nobody else has read
        moodle(maxFileSize, uploads);
    return new Settings(
        scanners,
        maxFileSize,
        entries,
        spool,
        cache,
        moodle,
        clients,
        sweep,
        local,
        s3,
        keys.problems().stream().distinct().toList(),
        warnings(local));
  }

  private Spool.Settings spool() {
    return new Spool.Settings(
        keys.optional(Key.SPOOL_FOLDER, FileNames::path).orElseGet(SettingsReader::serversTemp),
        keys.size(Key.SPOOL_MEMORY),
        keys.size(Key.SPOOL_MAX));
  }

  private static Duration longer(EntryRules one, EntryRules other) {
    return one.scanTimeout().compareTo(other.scanTimeout()) > 0
        ? one.scanTimeout()
        : other.scanTimeout();
  }

  private List<String> warnings(LocalSettings local) {
    List<String> warnings = new ArrayList<>(keys.unknown(OURS).warnings());
    FileNames.warning(local.roots(), FileNames.encoding()).ifPresent(warnings::add);
    return List.copyOf(warnings);
  }

  private MoodleSettings moodle(DataSize maxFileSize, EntryRules rules) {
    List<String> tokens = keys.texts(Key.MOODLE_TOKEN);
    List<AddressRange> allowed = keys.valuesOrNone(Key.ALLOWED_ADDRESSES, AddressRange::parse);
    Duration uploadTimeout = keys.duration(Key.UPLOAD_TIMEOUT);
    return new MoodleSettings(
        policy(), new AccessRules(tokens, allowed), maxFileSize, uploadTimeout, rules);
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

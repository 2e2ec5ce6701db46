package org.scangate.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.scangate.console.access.ConsoleSettings;
import org.scangate.journal.JournalSettings;
import org.scangate.moodle.MoodleSettings;
import org.scangate.pure.local.LocalSettings;
import org.scangate.pure.s3.S3Settings;
import org.scangate.pure.sweep.PureSettings;
import org.scangate.scan.DataSize;
import org.scangate.scan.EntryRules;
import org.scangate.scan.SharedSecrets;
import org.scangate.scan.spool.Spool;
import org.scangate.watch.MetricsAccess;

/** Reads the keys of the register ({@link Key}) into {@link Settings}. */
final class SettingsReader {

  private static final String OURS = "scangate.";
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,100}");

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
    LocalSettings local = pure.local();
    S3Settings s3 = pure.s3(sweep.rescanAfter());
    if (!Settings.listsAlone(scanners)) {
      EntryDefaults.refuseToOutlast(keys, Key.MOODLE_SCAN_TIMEOUT, uploads);
      EntryDefaults.refuseToOutlast(keys, Key.PURE_SCAN_TIMEOUT, sweep.rules());
    }
    JournalSettings journal = new JournalReader(keys).settings();
    MoodleSettings moodle = // last: it looks at what nobody else has read
        new MoodleReader(keys).settings(maxFileSize, keys.duration(Key.UPLOAD_TIMEOUT), uploads);
    return new Settings(
        scanners,
        maxFileSize,
        entries,
        keys.duration(Key.WAIT),
        spool,
        cache,
        moodle,
        sweep,
        local,
        s3,
        journal,
        keys.optional(Key.LOG_JSON, SettingsReader::logFile),
        keys.texts(Key.API_TOKEN),
        metrics(),
        CanaryReader.all(keys),
        new SilenceReader(keys).settings(),
        new AlertReader(keys).settings(journal.kept()),
        console(),
        ShownSettings.of(keys.values()),
        ShownSettings.all(keys.values(), keys.sources()),
        keys.problems().stream().distinct().toList(),
        warnings(local));
  }

  private MetricsAccess metrics() {
    return new MetricsAccess(
        new SharedSecrets(keys.texts(Key.METRICS_TOKEN)), keys.addresses(Key.METRICS_ADDRESSES));
  }

  private ConsoleSettings console() {
    Optional<String> user = keys.optional(Key.CONSOLE_USER_HEADER, SettingsReader::header);
    Optional<String> groups = keys.optional(Key.CONSOLE_GROUPS_HEADER, SettingsReader::header);
    if (user.isPresent() != groups.isPresent()) {
      keys.wrong(
          user.isPresent() ? Key.CONSOLE_GROUPS_HEADER : Key.CONSOLE_USER_HEADER,
          "it goes with the other one: set both, or none");
      user = Optional.empty();
      groups = Optional.empty();
    }
    return new ConsoleSettings(
        keys.isSecondWord(Key.CONSOLE_TRIAL),
        keys.optional(Key.CONSOLE_URL, SettingsReader::address),
        user,
        groups);
  }

  private static URI address(String text) {
    URI url = URI.create(text.replaceFirst("/$", ""));
    if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
      throw new IllegalArgumentException(
          "https://host/scangate/console is right, or the same with http");
    }
    return url;
  }

  private static String header(String text) {
    if (!HEADER.matcher(text).matches()) {
      throw new IllegalArgumentException("the name of a header is right, such as X-Remote-User");
    }
    return text;
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

  private static Path serversTemp() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }
}

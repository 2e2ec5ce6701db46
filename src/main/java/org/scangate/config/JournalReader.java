package org.scangate.config;

import java.nio.file.Path;
import java.time.Period;
import java.util.Optional;
import org.scangate.journal.JournalSettings;
import org.scangate.journal.JournalSettings.Database;
import org.scangate.scan.DataSize;

/** Reads the keys of the journal; what is wrong with them is noted in the {@link Keys}. */
final class JournalReader {

  private static final String NONE = "none";
  private static final DataSize LEAST = DataSize.parse("64M");

  private final Keys keys;

  JournalReader(Keys keys) {
    this.keys = keys;
  }

  JournalSettings settings() {
    int before = keys.problems().size();
    boolean kept = !keys.text(Key.JOURNAL_URL).filter(NONE::equals).isPresent() || isByName();
    DataSize fileMax = keys.value(Key.JOURNAL_FILE_MAX, JournalReader::enough);
    Optional<Path> folder = kept ? folder() : Optional.empty();
    Database database = database();
    Period keep = keys.value(Key.JOURNAL_KEEP, KeyType::parsePeriod);
    Period keepFindings = keys.value(Key.JOURNAL_KEEP_FINDINGS, KeyType::parsePeriod);
    Optional<Period> personal = keys.value(Key.JOURNAL_PERSONAL, JournalReader::periodOrNone);
    boolean right = keys.problems().size() == before; // else what was meant is not guessed
    return new JournalSettings(
        kept,
        folder,
        fileMax,
        right ? Optional.of(database) : Optional.empty(),
        keep,
        keepFindings,
        personal);
  }

  private static Optional<Period> periodOrNone(String text) {
    return text.equals(NONE) ? Optional.empty() : Optional.of(KeyType.parsePeriod(text));
  }

  private boolean isByName() {
    return keys.isSet(Key.JOURNAL_DATASOURCE);
  }

  private static DataSize enough(String text) {
    DataSize size = DataSize.parse(text);
    if (size.bytes() < LEAST.bytes()) {
      throw new IllegalArgumentException("it must be " + LEAST + " or more");
    }
    return size;
  }

  private Optional<Path> folder() {
    if (keys.isSet(Key.DATA_FOLDER)) {
      return keys.optional(Key.DATA_FOLDER, DataFolder::parse);
    }
    Optional<Path> folder = DataFolder.ofServer(System::getProperty);
    if (folder.isEmpty()) {
      keys.wrong(
          Key.DATA_FOLDER,
          "it is not set, and the server's account has no home; set it, such as to"
              + " /var/lib/scangate, or scangate.journal.url=none to keep no journal");
    }
    return folder;
  }

  private Database database() {
    Optional<String> name = keys.text(Key.JOURNAL_DATASOURCE);
    if (name.isPresent()) {
      return new Database.Jndi(name.get());
    }
    Optional<String> url =
        keys.text(Key.JOURNAL_URL) // which may have a password in it: never shown
            .flatMap(text -> keys.checked(Key.JOURNAL_URL, () -> url(text)));
    String user = keys.text(Key.JOURNAL_USER).orElse("");
    String password = keys.text(Key.JOURNAL_PASSWORD).orElse("");
    DataSize max = keys.value(Key.JOURNAL_MAX, JournalReader::enough);
    return url.isPresent()
        ? new Database.Url(url.get(), user, password)
        : new Database.Embedded(max);
  }

  private static String url(String text) {
    if (!text.startsWith("jdbc:postgresql:")
        && !text.startsWith("jdbc:h2:")
        && !text.equals(NONE)) {
      throw new IllegalArgumentException(
          "jdbc:postgresql://host/database and jdbc:h2:file:/path are right, or none");
    }
    return text;
  }
}

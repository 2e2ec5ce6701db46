package org.scangate.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The file that {@code scangate.settings-file} names. Its path is read once; the file is read anew,
 * whole, each time that keys are: it is small, and so no change of it can be missed, neither a
 * rename over it nor one within the grain of its date.
 *
 * <p>It is no registered source of MicroProfile Config, since not every server asks such a source
 * again for what it has once answered.
 */
final class SettingsFile {

  /** Over what is in the WAR and the server's own sources, under environment and properties. */
  static final int ORDINAL = 250;

  private static final long MAX_BYTES = 1 << 20;
  private static final int MAX_TRIES = 3;
  private static final Comparator<String> BY_SPELLING = Comparator.comparing(KeyNames::spelling);
  private static final Content NOTHING = new Content(Map.of(), Optional.empty());

  private final Optional<Path> path;
  private Content last;

  private SettingsFile(Optional<Path> path, Content last) {
    this.path = path;
    this.last = last;
  }

  /**
   * What stands in the file.
   *
   * @param values by name, found by any spelling of it
   * @param problem why they are not those that stand there now, but the last good ones
   */
  record Content(Map<String, String> values, Optional<String> problem) implements ConfigSource {

    @Override
    public Set<String> getPropertyNames() {
      return values.keySet();
    }

    @Override
    public String getValue(String name) {
      return values.get(name);
    }

    @Override
    public String getName() {
      return Key.SETTINGS_FILE.pattern();
    }

    @Override
    public int getOrdinal() {
      return ORDINAL;
    }
  }

  /**
   * The file that the other sources name; empty where they name none. Where its name is wrong, that
   * is told with each reading until the restart: what stands in it is not known.
   */
  static SettingsFile of(Config config) {
    Keys keys = new Keys(new KeySources(config, NOTHING));
    Optional<Path> path = keys.optional(Key.SETTINGS_FILE, SettingsFile::absolute);
    return new SettingsFile(
        path,
        keys.problems().stream()
            .findFirst()
            .map(problem -> new Content(Map.of(), Optional.of(problem.why())))
            .orElse(NOTHING));
  }

  static Path absolute(String text) {
    Path path = FileNames.path(text);
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException(
          "a whole path is right, such as /etc/scangate/live.properties");
    }
    return path;
  }

  /** What stands in it now, or the last that could be read, with the reason. */
  synchronized Content read() {
    if (path.isPresent()) {
      try {
        Map<String, String> values = parse(text(path.get()));
        if (values.isEmpty() && !last.values().isEmpty()) {
          // A full disk or an editor leaves such files: tokens and policy must not go with them.
          throw new IOException(
              "it has no key any more; what it said last stays in force until a restart");
        }
        last = new Content(values, Optional.empty());
      } catch (IOException | IllegalArgumentException e) {
        last = new Content(last.values(), Optional.of(why(path.get(), e)));
      }
    }
    return last;
  }

  private static String why(Path path, Exception e) {
    String why = e.getMessage();
    if (e instanceof NoSuchFileException) {
      why = "there is no such file";
    } else if (e instanceof AccessDeniedException) {
      why = "the server's account may not read it";
    } else if (e instanceof CharacterCodingException) {
      why = "it is not UTF-8";
    }
    return path + " cannot be read: " + why;
  }

  /** Of one moment: half of what is being written is not taken where that can be seen. */
  private static String text(Path path) throws IOException {
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      BasicFileAttributes before = Files.readAttributes(path, BasicFileAttributes.class);
      if (!before.isRegularFile() || before.size() > MAX_BYTES) {
        throw new IOException("it is no file of settings");
      }
      byte[] bytes = Files.readAllBytes(path);
      BasicFileAttributes after = Files.readAttributes(path, BasicFileAttributes.class);
      if (bytes.length == after.size()
          && before.lastModifiedTime().equals(after.lastModifiedTime())) {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      }
    }
    throw new IOException("it is being written");
  }

  private static Map<String, String> parse(String text) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    Map<String, String> values = new TreeMap<>(BY_SPELLING);
    for (String name : properties.stringPropertyNames()) {
      if (values.put(name, properties.getProperty(name)) != null) {
        throw new IllegalArgumentException(name + " stands there in two spellings");
      }
    }
    if (values.containsKey(Key.SETTINGS_FILE.pattern())) {
      throw new IllegalArgumentException("it names a settings file itself; leave that out");
    }
    return values;
  }
}

package org.scangate.config;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/**
 * Where values come from, at one reading: MicroProfile Config, and the settings file at its place
 * among the sources.
 */
final class KeySources {

  private static final Logger LOG = System.getLogger(KeySources.class.getName());

  private final Config config;
  private final SettingsFile.Content file;
  private final KeyNames names;
  private final Map<String, String> asked = new TreeMap<>();
  private final Map<String, String> values = new HashMap<>();
  private final Map<String, String> cameFrom = new HashMap<>();
  private final Set<String> unreadable = new HashSet<>();

  KeySources(Config config, SettingsFile.Content file) {
    this.config = config;
    this.file = file;
    this.names = new KeyNames(config, file);
  }

  /** Why the settings file could not be read. */
  Optional<String> problem() {
    return file.problem();
  }

  /** Empty where nothing stands there, and where it cannot be read. */
  Optional<String> value(String key) {
    asked.put(KeyNames.spelling(key), key);
    try {
      ConfigValue value = config.getConfigValue(key);
      boolean ofFile = fileCounts(key, value);
      Optional<String> text =
          Optional.ofNullable(ofFile ? file.getValue(key) : value.getValue())
              .map(String::strip)
              .filter(one -> !one.isEmpty());
      text.ifPresent(one -> values.put(key, one));
      String source = ofFile ? file.getName() : value.getSourceName();
      text.ifPresent(any -> cameFrom.put(key, source == null ? "not told" : source));
      return text;
    } catch (Exception e) {
      // Whatever a source, or an expression in the value, throws: it must not keep us from
      // answering. The caller tells that it fails, without the message, which may hold a secret.
      LOG.log(Level.DEBUG, key + " cannot be read", e);
      unreadable.add(key);
      return Optional.empty();
    }
  }

  /** A source need not tell its names, so that the value's own is looked at too. */
  private boolean fileCounts(String key, ConfigValue value) {
    return names.isFirst(key, file)
        && (value.getValue() == null || value.getSourceOrdinal() <= SettingsFile.ORDINAL);
  }

  /** Of all keys that were asked for and are set. */
  Map<String, String> values() {
    return Map.copyOf(values);
  }

  /** The name of the source of each of these. */
  Map<String, String> cameFrom() {
    return Map.copyOf(cameFrom);
  }

  boolean isUnreadable(String key) {
    return unreadable.contains(key);
  }

  /** Whether a source has the key, with a value or without. */
  boolean has(String key) {
    return names.has(key);
  }

  /** Whether nothing stands there, not even an expression. */
  boolean isBlank(String key) {
    return value(key).isEmpty() && !isUnreadable(key) && names.isBlank(key);
  }

  /** What stands below the prefix and was not asked for until now. */
  UnknownKeys unknown(String prefix) {
    return UnknownKeys.of(names.unknown(prefix, asked.keySet()), asked);
  }
}

package org.scangate.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Which keys of ours stand in the sources, however they are spelled. Each source is asked for its
 * names once: there may be hundreds, and the sweep reads its keys every few seconds.
 */
final class KeyNames {

  private static final Pattern NOT_ALPHANUMERIC = Pattern.compile("[^A-Za-z0-9]");
  private static final String OURS = "scangate.";

  private record Place(ConfigSource source, String name) {}

  private final ConfigSource file;

  /** By spelling; the place that counts comes first. */
  private final Map<String, List<Place>> places = new TreeMap<>();

  /**
   * @param file one source more, which comes before those of its ordinal
   */
  KeyNames(Config config, ConfigSource file) {
    this.file = file;
    boolean added = false;
    for (ConfigSource source : config.getConfigSources()) {
      if (!added && source.getOrdinal() <= file.getOrdinal()) {
        add(file);
        added = true;
      }
      add(source);
    }
    if (!added) {
      add(file);
    }
  }

  private void add(ConfigSource source) {
    try {
      for (String name : source.getPropertyNames()) {
        if (isOurs(name) || UnknownKeys.isNearUnscanned(spelling(name), source == file)) {
          places
              .computeIfAbsent(spelling(name), any -> new ArrayList<>())
              .add(new Place(source, name));
        }
      }
    } catch (Exception e) {
      // A source need not tell its names: a value is found by its key all the same, and a source
      // that fails there as well is told with that key.
      return;
    }
  }

  private static boolean isOurs(String name) {
    return name.regionMatches(true, 0, OURS, 0, OURS.length() - 1);
  }

  /** Whether a source has the key, with a value or without. */
  boolean has(String key) {
    return places.containsKey(spelling(key));
  }

  /** Whether it is this source's value of the key that counts, of all sources that tell. */
  boolean isFirst(String key, ConfigSource source) {
    return has(key) && places.get(spelling(key)).get(0).source() == source;
  }

  /** Whether nothing stands there, not even an expression. */
  boolean isBlank(String key) {
    if (!has(key)) {
      return true;
    }
    Place place = places.get(spelling(key)).get(0);
    try {
      return Objects.requireNonNullElse(place.source().getValue(place.name()), "").isBlank();
    } catch (Exception e) {
      return false; // something stands there; that it cannot be read is told with the key
    }
  }

  /**
   * Names below the prefix that are not known, each once, as the administrator spelled them; of all
   * keys of ours also what was perhaps meant for the policy and does not begin like a key of ours.
   */
  List<String> unknown(String prefix, Set<String> known) {
    List<String> unknown = new ArrayList<>();
    places.forEach(
        (spelling, found) -> {
          boolean below = spelling.startsWith(spelling(prefix));
          boolean stranger = prefix.equals(OURS) && !below;
          if ((below || stranger) && !known.contains(spelling)) {
            List<String> names = found.stream().map(Place::name).toList();
            // Some sources guess a key from a variable's name: then the variable is what was set.
            String name = names.contains(spelling) ? spelling : names.get(0);
            if (name.equals(spelling)
                || name.startsWith(OURS)
                || UnknownKeys.isNearUnscanned(spelling, true)) {
              unknown.add(name);
            }
          }
        });
    return unknown;
  }

  /** The spelling in which environment variable and key are the same. */
  static String spelling(String key) {
    return NOT_ALPHANUMERIC.matcher(key).replaceAll("_").toUpperCase(Locale.ROOT);
  }
}

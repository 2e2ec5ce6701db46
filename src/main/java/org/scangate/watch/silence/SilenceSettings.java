package org.scangate.watch.silence;

import java.util.Map;

/**
 * How long who may be silent.
 *
 * @param others of all that are not named
 * @param named by Moodle's address, or {@code local} and {@code s3} for the stores
 */
public record SilenceSettings(
    SilenceRule others, Map<String, SilenceRule> named, Holidays holidays) {

  public SilenceSettings {
    named = Map.copyOf(named);
  }

  SilenceRule of(String site) {
    return named.getOrDefault(site, others);
  }
}

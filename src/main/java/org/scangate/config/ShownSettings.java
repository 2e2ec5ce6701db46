package org.scangate.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.scangate.console.ConsoleParts;

/** Settings as they may be shown and kept: without anything that may be secret. */
final class ShownSettings {

  private static final String SECRET = "(secret)";

  /** May have passwords in them: commands, and a URL whose path is one. */
  private static final Set<Key> SET = Set.of(Key.LINE, Key.WEBHOOK_URL);

  private static final Pattern PASSWORD_IN_URL = Pattern.compile("//[^,\\s]*@|[?;].*$");

  private ShownSettings() {}

  /**
   * One {@code key=value} each, in the order of the alphabet.
   *
   * @param values of the keys that are set
   */
  static List<String> of(Map<String, String> values) {
    return values.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(one -> one.getKey() + "=" + shown(one.getKey(), one.getValue()))
        .toList();
  }

  /**
   * Every key in the order of the alphabet: those that are set, and those that count by default.
   *
   * @param sources where each of these comes from
   */
  static List<ConsoleParts.ShownSetting> all(
      Map<String, String> values, Map<String, String> sources) {
    Map<String, ConsoleParts.ShownSetting> all = new TreeMap<>();
    for (Key key : Key.values()) {
      if (!key.pattern().contains("<")) {
        String name = key.pattern();
        all.put(name, new ConsoleParts.ShownSetting(name, "", "", fallback(key)));
      }
    }
    values.forEach(
        (name, value) ->
            all.put(
                name,
                new ConsoleParts.ShownSetting(
                    name,
                    shown(name, value),
                    sources.getOrDefault(name, "not told"),
                    Key.find(name).map(ShownSettings::fallback).orElse(""))));
    return List.copyOf(all.values());
  }

  private static String fallback(Key key) {
    return key.fallback().shown().replace("`", "");
  }

  private static String shown(String name, String value) {
    Key key = Key.find(name).orElse(null);
    boolean secret =
        key == null
            || key.type().equals(KeyType.SECRET)
            || key.type().equals(KeyType.SECRETS)
            || SET.contains(key);
    if (secret) {
      return SECRET;
    }
    return value.contains("://") || value.startsWith("jdbc:")
        ? PASSWORD_IN_URL
            .matcher(value)
            .replaceAll(found -> found.group().startsWith("//") ? "//" : "")
        : value;
  }
}

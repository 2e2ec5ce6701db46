package org.scangate.config;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.scangate.watch.silence.Holidays;
import org.scangate.watch.silence.SilenceRule;
import org.scangate.watch.silence.SilenceSettings;

/** Reads the keys of silence. */
final class SilenceReader {

  private static final String RIGHT =
      "a site and its duration are right, such as https://moodle.example.org=PT4H, perhaps with a"
          + " blank and all or working behind it";

  private static final Set<String> STORES = Set.of("local", "s3");

  private final Keys keys;

  SilenceReader(Keys keys) {
    this.keys = keys;
  }

  SilenceSettings settings() {
    SilenceRule others =
        new SilenceRule(keys.duration(Key.SILENCE), keys.isSecondWord(Key.SILENCE_DAYS));
    Map<String, SilenceRule> named = new HashMap<>();
    keys.values(Key.SILENCE_SITES, text -> named(text, others.workingDays()))
        .forEach(named::putAll);
    List<Holidays.Span> holidays = keys.values(Key.SILENCE_HOLIDAYS, Holidays.Span::parse);
    return new SilenceSettings(others, named, new Holidays(holidays));
  }

  private static Map<String, SilenceRule> named(String text, boolean workingDays) {
    int equals = text.lastIndexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException(RIGHT);
    }
    String[] rule = text.substring(equals + 1).strip().split(" +", 2);
    boolean days = rule.length < 2 ? workingDays : Key.SILENCE_DAYS.type().isSecondWord(rule[1]);
    SilenceRule of = new SilenceRule(Key.SILENCE.type().parseDuration(rule[0]), days);
    return Map.of(site(text.substring(0, equals).strip()), of);
  }

  /** A site as uploads tell it, or a store. */
  private static String site(String text) {
    if (STORES.contains(text)) {
      return text;
    }
    if (!text.matches("(?i)https?://.+")) {
      throw new IllegalArgumentException(RIGHT);
    }
    int path = text.indexOf('/', text.indexOf("//") + 2);
    String host = path < 0 ? text : text.substring(0, path);
    String below = path < 0 ? "" : text.substring(path).replaceAll("/+$", "");
    return host.toLowerCase(Locale.ROOT) + below;
  }
}

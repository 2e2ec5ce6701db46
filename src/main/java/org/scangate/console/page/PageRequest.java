package org.scangate.console.page;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scangate.console.ApiParameters;

/**
 * What somebody wants to see.
 *
 * @param frame without a title yet
 * @param rest of the path, behind the page's name; empty: nothing
 * @param sent parameters by name; those left empty in a form are not among them
 */
record PageRequest(Frame frame, String rest, Map<String, List<String>> sent) {

  static final int LINES = 50;

  Frame titled(String title) {
    return frame.titled(title);
  }

  /** As the API takes them; a time that a form has without a zone is the server's. */
  ApiParameters parameters() {
    return parameters(sent, frame.zone());
  }

  /** The same, for who shows no page. */
  static ApiParameters parameters(Map<String, List<String>> sent, ZoneId zone) {
    Map<String, List<String>> asked = new LinkedHashMap<>(sent);
    for (String time : List.of("from", "to")) {
      asked.computeIfPresent(
          time, (name, texts) -> texts.stream().map(one -> moment(one, zone)).toList());
    }
    return new ApiParameters(asked);
  }

  private static String moment(String text, ZoneId zone) {
    try {
      return LocalDateTime.parse(text).atZone(zone).toInstant().toString();
    } catch (DateTimeException e) {
      return text; // with its zone, or wrong, which is told
    }
  }

  /** The first value, or empty. */
  String text(String name) {
    List<String> values = sent.getOrDefault(name, List.of());
    return values.isEmpty() ? "" : values.get(0);
  }

  Instant now() {
    return frame.now();
  }
}

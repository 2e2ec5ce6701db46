package org.scangate.watch.alert;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scangate.journal.AlertRecord;
import org.scangate.scan.LogText;

/**
 * An alert in words. Of the same alert it is the same each time; no line break or control character
 * of what came from outside is left in it.
 *
 * @param subject one line, of 200 characters at most
 * @param lines of the message
 */
record AlertText(String subject, List<String> lines) {

  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());
  private static final int MAX_SUBJECT = 200;

  /**
   * @param product what it is called that tells, such as a host's name
   */
  static AlertText of(AlertRecord alert, String product) {
    String what = headline(alert);
    String subject = "[scangate " + LogText.of(product) + "] " + what;
    Stream.Builder<String> lines = Stream.builder();
    lines.add(what + ".").add("");
    if (alert.causes() > 1) {
      lines.add(alert.causes() + " times, from " + alert.first() + " to " + alert.last() + ".");
      lines.add(alert.causes() > alert.examples().size() ? "The first of them:" : "");
    }
    alert.examples().forEach(one -> lines.add(clean(one)));
    lines.add("");
    if (alert.rule().equals(AlertRule.WEEKLY.word())) {
      lines.add("Which hours, scanners and gaps these were is in the journal: api/v1/coverage.");
    } else {
      lines.add("Who and what it was is in the journal: api/v1/scans and api/v1/events.");
      lines.add(
          "Nobody is told of rule \"%s\", subject \"%s\" when somebody acknowledges it:"
                  .formatted(alert.rule(), clean(alert.subject()))
              + " api/v1/alerts/acknowledge.");
    }
    lines.add("Alert " + alert.id());
    return new AlertText(cut(subject), lines.build().toList());
  }

  private static String headline(AlertRecord alert) {
    String about = clean(alert.subject());
    String count = alert.causes() > 1 ? " (" + alert.causes() + ")" : "";
    String what =
        AlertRule.of(alert.rule())
            .map(rule -> words(rule, alert.trouble()))
            .orElse(alert.rule() + ": ");
    return what + about + count;
  }

  private static String words(AlertRule rule, boolean trouble) {
    return switch (rule) {
      case FINDING -> "Infected: ";
      case NOT_SCANNED -> "Not scanned: ";
      case SCANNER -> trouble ? "Scanner not ready: " : "Scanner ready again: ";
      case CHECK -> trouble ? "Check failed: " : "Check is well again: ";
      case CANARY -> trouble ? "Canary failed: " : "Canary is well again: ";
      case SILENCE -> trouble ? "Silence: " : "Silence is over: ";
      case SWEEP -> trouble ? "Sweep stuck: " : "Sweep goes on: ";
      case JOURNAL -> trouble ? "Journal: " : "Journal is well again: ";
      case WEEKLY -> trouble ? "Look into this week: " : "All is well: ";
    };
  }

  /** Escaped where it was made; whatever is in the database all the same breaks no line. */
  private static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point ->
                clean.appendCodePoint(
                    switch (Character.getType(point)) {
                      case Character.CONTROL,
                          Character.FORMAT,
                          Character.LINE_SEPARATOR,
                          Character.PARAGRAPH_SEPARATOR,
                          Character.SURROGATE ->
                          '?';
                      default -> point;
                    }));
    return clean.toString();
  }

  private static String cut(String line) {
    return line.codePointCount(0, line.length()) <= MAX_SUBJECT
        ? line
        : line.substring(0, line.offsetByCodePoints(0, MAX_SUBJECT - 1)) + "…";
  }

  String plain() {
    return String.join("\n", lines) + "\n";
  }

  String html() {
    return lines.stream()
        .map(line -> line.isEmpty() ? "<br>" : "<div>" + escaped(line) + "</div>")
        .collect(Collectors.joining("\n", "<!DOCTYPE html>\n<html><body>\n", "\n</body></html>\n"));
  }

  private static String escaped(String line) {
    return line.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** For a webhook: {@code text} is what chat programs show. */
  String json(AlertRecord alert, String product) {
    JsonArrayBuilder examples = JSON.createArrayBuilder();
    alert.examples().forEach(one -> examples.add(clean(one)));
    return JSON.createObjectBuilder()
        .add("id", alert.id().toString())
        .add("product", LogText.of(product))
        .add("rule", alert.rule())
        .add("subject", clean(alert.subject()))
        .add("state", alert.trouble() ? "trouble" : "over")
        .add("made", alert.made().toString())
        .add("first", alert.first().toString())
        .add("last", alert.last().toString())
        .add("count", alert.causes())
        .add("examples", examples)
        .add("text", subject)
        .build()
        .toString();
  }
}

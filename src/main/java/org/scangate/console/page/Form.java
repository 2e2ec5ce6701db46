package org.scangate.console.page;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.scangate.console.access.ConsoleSession;

/**
 * A form that was sent, by somebody who may.
 *
 * @param sent by name
 * @param now when it came
 */
record Form(Map<String, List<String>> sent, ConsoleSession session, Instant now) {

  static final int MAX_REASON = 1_000;
  private static final int MAX_DAYS = 366;

  /** Who did it. */
  String by() {
    return session.user().name();
  }

  /** Empty: not given. */
  String text(String name) {
    List<String> values = sent.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw new IllegalArgumentException(name + " is given twice");
    }
    return values.isEmpty() ? "" : values.get(0).strip();
  }

  String needed(String name, int most) {
    String text = text(name);
    if (text.isEmpty() || text.length() > most) {
      throw new IllegalArgumentException(
          "%s is missing or too long: it has from 1 to %s characters".formatted(name, most));
    }
    return text;
  }

  String reason() {
    return needed("reason", MAX_REASON);
  }

  boolean isTicked(String name) {
    return text(name).equals("yes");
  }

  /** What changes verdicts is said twice. */
  void confirmed() {
    if (!isTicked("confirm")) {
      throw new IllegalArgumentException(
          "it changes verdicts: tick the box that says that you mean it, and send it again");
    }
  }

  /** So many days from now. */
  Instant until() {
    try {
      int days = Integer.parseInt(text("days"));
      if (days >= 1 && days <= MAX_DAYS) {
        return now.plus(Duration.ofDays(days).minusSeconds(1));
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException("days is wrong: a number from 1 to " + MAX_DAYS);
  }

  List<UUID> ids(String name) {
    return sent.getOrDefault(name, List.of()).stream().map(Form::id).toList();
  }

  Optional<UUID> id() {
    return text("id").isEmpty() ? Optional.empty() : Optional.of(id(text("id")));
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("an id is a UUID", e);
    }
  }
}

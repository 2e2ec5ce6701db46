package org.scangate.console.page;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.scangate.console.ConsoleParts;
import org.scangate.console.access.ConsoleSession;
import org.scangate.console.access.Role;
import org.scangate.journal.AlertAcknowledgement;
import org.scangate.journal.JournalException;
import org.scangate.scan.ContentException;
import org.scangate.watch.alert.AlertRule;

/**
 * What people do, but to stores (see {@link StoreForms}): each act asks for its role, and is an
 * event with who did it, and why.
 */
final class ConsoleActs {

  private static final int MAX_SUBJECT = 300;
  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

  private final ConsoleParts parts;
  private final ToIntFunction<String> endAll;

  private ConsoleActs(ConsoleParts parts, ToIntFunction<String> endAll) {
    this.parts = parts;
    this.endAll = endAll;
  }

  /**
   * By their names.
   *
   * @param endAll ends the sessions of somebody, and tells how many
   */
  static Map<String, ConsoleAct> all(ConsoleParts parts, ToIntFunction<String> endAll) {
    ConsoleActs acts = new ConsoleActs(parts, endAll);
    Map<String, ConsoleAct> all = new HashMap<>(new StoreForms(parts.storeActs()).all());
    all.put("open-personal", new ConsoleAct(Role.OPERATOR, acts::openPersonal));
    all.put("close-personal", new ConsoleAct(Role.VIEWER, ConsoleActs::closePersonal));
    all.put("acknowledge-findings", new ConsoleAct(Role.OPERATOR, acts::acknowledgeFindings));
    all.put("decide", new ConsoleAct(Role.ADMIN, acts::decide));
    all.put("end-exception", new ConsoleAct(Role.ADMIN, acts::endException));
    all.put("prove-scanner", new ConsoleAct(Role.OPERATOR, acts::proveScanner));
    all.put("flush-cache", new ConsoleAct(Role.OPERATOR, acts::flushCache));
    all.put("run-canary", new ConsoleAct(Role.OPERATOR, acts::runCanary));
    all.put("test-alerts", new ConsoleAct(Role.OPERATOR, acts::testAlerts));
    all.put("acknowledge-alert", new ConsoleAct(Role.OPERATOR, acts::acknowledgeAlert));
    all.put("end-sessions", new ConsoleAct(Role.ADMIN, acts::endSessions));
    return all;
  }

  private void tell(Form form, String kind, String what, String detail) {
    parts.journal().event(kind, form.by(), what, detail);
  }

  private String openPersonal(Form form) {
    tell(form, "personal-opened", "console", form.reason());
    form.session().openPersonal();
    return "Users, clients and names of uploaded files are shown to you for "
        + ConsoleSession.OPENED_FOR.toMinutes()
        + " minutes.";
  }

  private static String closePersonal(Form form) {
    form.session().closePersonal();
    return "Users, clients and names of uploaded files are hidden again.";
  }

  private String acknowledgeFindings(Form form) throws JournalException {
    List<UUID> scans = form.ids("scan");
    int noted = parts.journal().findings().acknowledge(scans, form.by(), form.reason());
    return noted + " of " + scans.size() + " findings are acknowledged now; others were before.";
  }

  private String decide(Form form) throws JournalException {
    form.confirmed();
    ContentException decided =
        parts
            .journal()
            .exceptions()
            .decide(kind(form), sha256(form), size(form), form.by(), form.reason(), form.until());
    return "%s until %s, from now on and for this content alone (%s)."
        .formatted(
            decided.kind() == ContentException.Kind.ALLOWED ? "Allowed" : "Blocked",
            decided.ends(),
            decided.name());
  }

  private static ContentException.Kind kind(Form form) {
    return switch (form.text("kind")) {
      case "allow" -> ContentException.Kind.ALLOWED;
      case "block" -> ContentException.Kind.BLOCKED;
      default -> throw new IllegalArgumentException("kind is allow or block");
    };
  }

  private static String sha256(Form form) {
    String text = form.text("sha256");
    if (!SHA256.matcher(text).matches()) {
      throw new IllegalArgumentException("sha256 has 64 hexadecimal digits");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  private static long size(Form form) {
    try {
      long size = Long.parseLong(form.text("size"));
      if (size >= 0) {
        return size;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException("size is a number of bytes");
  }

  private String endException(Form form) throws JournalException {
    form.confirmed();
    UUID id = form.id().orElseThrow(() -> new IllegalArgumentException("the id is missing"));
    return parts.journal().exceptions().end(id, form.by(), form.reason())
        ? "The decision has ended: the scanners' own verdict counts again."
        : "There is no such decision that has not ended.";
  }

  private String proveScanner(Form form) {
    return parts
        .scannerActs()
        .prove(form.text("scanner"), form.by())
        .map(came -> came + " Reload in a while.")
        .orElseThrow(() -> new IllegalArgumentException("there is no such scanner"));
  }

  private String flushCache(Form form) {
    return parts
        .scannerActs()
        .flushCache(form.by())
        .orElseThrow(() -> new IllegalArgumentException("there is no scanner"));
  }

  private String runCanary(Form form) {
    String name = form.text("canary");
    return parts
        .canaries()
        .run(name, form.by())
        .map(status -> "The canary " + status.name() + " is being tried: reload in a while.")
        .orElseThrow(() -> new IllegalArgumentException("scangate.canary names no such canary"));
  }

  private String endSessions(Form form) {
    String user = form.needed("user", MAX_SUBJECT);
    tell(form, "console-sessions-ended", user, "");
    return "%s sessions of %s have ended. Whoever may still log in can come back."
        .formatted(endAll.applyAsInt(user), user);
  }

  private String testAlerts(Form form) {
    tell(form, "alerts-tested", "alerts", "");
    return parts.alerts().sendTestMessage();
  }

  private String acknowledgeAlert(Form form) throws JournalException {
    String rule = form.text("rule");
    if (AlertRule.of(rule).isEmpty()) {
      throw new IllegalArgumentException(
          "rule is one of "
              + List.of(AlertRule.values()).stream()
                  .map(AlertRule::word)
                  .collect(Collectors.joining(", ")));
    }
    AlertAcknowledgement said =
        new AlertAcknowledgement(
            rule,
            form.needed("subject", MAX_SUBJECT),
            form.now(),
            form.until(),
            form.by(),
            form.reason());
    parts.journal().alerts().acknowledge(said);
    return "Nobody is told of it until " + said.ends() + ".";
  }
}

package org.scangate.console;

import static org.scangate.console.JournalAnswer.JSON;
import static org.scangate.console.JournalAnswer.add;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.scangate.scan.Opened;
import org.scangate.scan.Readiness;
import org.scangate.scan.pool.MemberStatus;
import org.scangate.scan.report.ScannerMXBean;

/** Scanners as JSON: what each was shown to do, and what it does. */
final class ScannerJson {

  private ScannerJson() {}

  /**
   * @param readiness of all by name; where there is no scanner it tells why
   */
  static JsonObjectBuilder all(
      List<ConsoleParts.OneScanner> scanners, Map<String, Readiness> readiness) {
    JsonArrayBuilder all = JSON.createArrayBuilder();
    scanners.forEach(one -> all.add(of(one)));
    JsonObjectBuilder answer = JSON.createObjectBuilder().add("scanners", all);
    if (scanners.isEmpty()) {
      add(answer, "problem", problems(readiness));
    }
    return answer;
  }

  private static String problems(Map<String, Readiness> readiness) {
    return readiness.values().stream()
        .flatMap(one -> one.obstacle().stream())
        .map(why -> why.detail())
        .collect(Collectors.joining("; "));
  }

  static JsonObjectBuilder of(ConsoleParts.OneScanner scanner) {
    ScannerMXBean figures = scanner.figures();
    JsonObjectBuilder one = JSON.createObjectBuilder().add("name", scanner.pool().name());
    readiness(one, scanner.pool().readiness());
    JsonArrayBuilder addresses = JSON.createArrayBuilder();
    scanner.pool().statuses().forEach(member -> addresses.add(address(member)));
    return one.add("clean", figures.getClean())
        .add("infected", figures.getInfected())
        .add("unscanned", figures.getUnscanned())
        .add("known", figures.getKnown())
        .add("bytes", figures.getBytes())
        .add("in_flight", figures.getInFlight())
        .add("waiting", figures.getWaiting())
        .add("addresses", addresses);
  }

  static JsonObjectBuilder address(MemberStatus member) {
    JsonObjectBuilder one = JSON.createObjectBuilder();
    add(one, "address", member.address());
    readiness(one, member.readiness());
    add(one, "signatures", member.signatures().map(Instant::toString).orElse(""));
    return one;
  }

  private static void readiness(JsonObjectBuilder to, Readiness readiness) {
    to.add("ready", readiness.ready());
    readiness
        .obstacle()
        .ifPresent(
            why -> {
              to.add("reason", why.reason().key());
              add(to, "why_not", why.detail());
            });
    add(to, "version", readiness.version());
    readiness.limit().ifPresent(limit -> to.add("proven_bytes", limit));
    to.add("advice", list(readiness.advice()));
    readiness.opened().ifPresent(opened -> to.add("opens", list(opened.opens())));
    readiness
        .opened()
        .filter(Opened::whole)
        .ifPresent(opened -> to.add("does_not_open", list(opened.notOpened())));
  }

  private static JsonArrayBuilder list(Collection<String> texts) {
    JsonArrayBuilder all = JSON.createArrayBuilder();
    texts.forEach(all::add);
    return all;
  }
}

package org.scangate.scan.report;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scangate.scan.Answer;
import org.scangate.scan.Engine;
import org.scangate.scan.LogText;
import org.scangate.scan.Packing;
import org.scangate.scan.ScanReport;
import org.scangate.scan.Verdict;

/** One log line for each scan: what was scanned, for whom, by what, and what came of it. */
public final class VerdictLog implements Consumer<ScanReport> {

  private static final Logger LOG = System.getLogger("org.scangate.verdict");

  @Override
  public void accept(ScanReport report) {
    Level level = report.verdict() instanceof Verdict.Clean ? Level.INFO : Level.WARNING;
    if (LOG.isLoggable(level)) {
      LOG.log(level, line(report));
    }
  }

  /** Joined by hand: {@code String.format} would cost more than the rest of a small scan. */
  static String line(ScanReport report) {
    return "scan "
        + report.id()
        + ' '
        + outcome(report.verdict())
        + " file=\""
        + LogText.of(report.name())
        + "\" "
        + LogText.of(report.origin())
        + " size="
        + report.size()
        + " sha256="
        + report.sha256().orElse("-")
        + packing(report.packing())
        + " by="
        + engines(report.answers())
        + " in "
        + report.duration().toMillis()
        + " ms";
  }

  /** Of several, each with what it said: the whole verdict does not tell whose it is. */
  private static String engines(List<Answer> answers) {
    return answers.stream()
        .map(
            answer ->
                answers.size() == 1
                    ? engine(answer)
                    : engine(answer) + ' ' + outcome(answer.verdict()))
        .collect(Collectors.joining("; "));
  }

  private static String outcome(Verdict verdict) {
    return verdict.fold(
        VerdictLog::clean,
        infected -> "FOUND " + LogText.of(infected.signature()),
        unscanned ->
            "UNSCANNED " + unscanned.reason().key() + " (" + LogText.of(unscanned.detail()) + ")");
  }

  private static String clean(Verdict.Clean clean) {
    return clean.acceptedUnopened().isEmpty()
        ? "OK"
        : "OK (" + String.join(", ", clean.acceptedUnopened()) + " not opened)";
  }

  private static String packing(Packing packing) {
    String kinds =
        packing.kinds().isEmpty() ? "" : " containers=" + String.join(",", packing.kinds());
    return kinds + packing.unread().map(why -> " unread=\"" + LogText.of(why) + '"').orElse("");
  }

  private static String engine(Answer answer) {
    Engine engine = answer.engine();
    return Stream.of(engine.scanner(), engine.address(), engine.version())
        .filter(part -> !part.isEmpty())
        .map(LogText::of)
        .collect(Collectors.joining(" ", "[", answer.known() ? "] known" : "]"));
  }
}

package org.scangate.scan.report;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Consumer;
import org.scangate.scan.Answer;
import org.scangate.scan.LogText;
import org.scangate.scan.Packing;
import org.scangate.scan.ScanReport;
import org.scangate.scan.Verdict;

/** One log line for each scan: what was scanned, for whom, by what, and what came of it. */
public final class VerdictLog implements Consumer<ScanReport> {

  private static final Logger LOG = System.getLogger("org.scangate.verdict");

  private static final int USUAL_LENGTH = 384;

  @Override
  public void accept(ScanReport report) {
    Level level =
        report
            .verdict()
            .fold(
                clean -> Level.INFO,
                infected -> Level.WARNING,
                unscanned -> Level.WARNING,
                excepted -> Level.INFO);
    if (LOG.isLoggable(level)) {
      LOG.log(level, line(report));
    }
  }

  /** Written by hand: {@code String.format} would cost more than the rest of a small scan. */
  static String line(ScanReport report) {
    StringBuilder line = new StringBuilder(USUAL_LENGTH).append("scan ").append(report.id());
    outcome(line.append(' '), report.verdict());
    LogText.append(line.append(" file=\""), report.name());
    LogText.append(line.append("\" "), report.origin().text());
    line.append(" size=").append(report.size());
    line.append(" sha256=").append(report.sha256().orElse("-"));
    packing(line, report.packing());
    engines(line.append(" by="), report.answers());
    return line.append(" in ").append(report.duration().toMillis()).append(" ms").toString();
  }

  /** Of several, each with what it said: the whole verdict does not tell whose it is. */
  private static void engines(StringBuilder line, List<Answer> answers) {
    for (int i = 0; i < answers.size(); i++) {
      Answer answer = answers.get(i);
      engine(line.append(i == 0 ? "" : "; "), answer);
      if (answers.size() > 1) {
        outcome(line.append(' '), answer.verdict());
      }
    }
  }

  private static StringBuilder outcome(StringBuilder line, Verdict verdict) {
    return verdict.fold(
        clean -> clean(line, clean),
        infected -> LogText.append(line.append("FOUND "), infected.signature()),
        unscanned ->
            LogText.append(
                    line.append("UNSCANNED ").append(unscanned.reason().key()).append(" ("),
                    unscanned.detail())
                .append(')'),
        excepted -> excepted(line, excepted));
  }

  private static StringBuilder clean(StringBuilder line, Verdict.Clean clean) {
    line.append("OK");
    return clean.acceptedUnopened().isEmpty()
        ? line
        : line.append(" (")
            .append(String.join(", ", clean.acceptedUnopened()))
            .append(" not opened)");
  }

  private static StringBuilder excepted(StringBuilder line, Verdict.Excepted excepted) {
    line.append("OK (by ").append(excepted.by().name()).append(", although ");
    return LogText.append(line, excepted.beforeInWords()).append(')');
  }

  private static void packing(StringBuilder line, Packing packing) {
    if (!packing.kinds().isEmpty()) {
      line.append(" containers=").append(String.join(",", packing.kinds()));
    }
    packing.unread().ifPresent(why -> LogText.append(line.append(" unread=\""), why).append('"'));
  }

  private static void engine(StringBuilder line, Answer answer) {
    line.append('[');
    int begin = line.length();
    part(line, begin, answer.engine().scanner());
    part(line, begin, answer.engine().address());
    part(line, begin, answer.engine().version());
    line.append(answer.known() ? "] known" : "]");
  }

  private static void part(StringBuilder line, int begin, String part) {
    if (!part.isEmpty()) {
      LogText.append(line.append(line.length() == begin ? "" : " "), part);
    }
  }
}

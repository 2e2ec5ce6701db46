package org.scangate.scan;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import java.util.stream.Collectors;

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

  static String line(ScanReport report) {
    return "scan %s %s file=\"%s\" %s size=%d sha256=%s by=%s in %d ms"
        .formatted(
            report.id(),
            outcome(report.verdict()),
            Printable.of(report.name()),
            Printable.of(report.origin()),
            report.size(),
            report.sha256().orElse("-"),
            report.answers().stream().map(VerdictLog::engine).collect(Collectors.joining("; ")),
            report.duration().toMillis());
  }

  private static String outcome(Verdict verdict) {
    if (verdict instanceof Verdict.Infected infected) {
      return "FOUND " + Printable.of(infected.signature());
    }
    if (verdict instanceof Verdict.Unscanned unscanned) {
      return "UNSCANNED "
          + unscanned.reason().key()
          + " ("
          + Printable.of(unscanned.detail())
          + ")";
    }
    return "OK";
  }

  private static String engine(Answer answer) {
    Engine engine = answer.engine();
    return "[%s]%s"
        .formatted(
            Printable.of(
                "%s %s %s"
                    .formatted(engine.scanner(), engine.address(), engine.version())
                    .replaceAll(" +", " ")
                    .strip()),
            answer.known() ? " known" : "");
  }
}

package org.scangate.watch;

import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** How Scangate itself is, and its entry for Moodle, which this room does not know. */
public final class ProductMetrics {

  /**
   * What the entry for Moodle has counted since the start.
   *
   * @param connchecks answers to {@code /conncheck}
   * @param skips those among them after which Moodle accepted a file unscanned
   * @param refused requests of whom may not ask
   * @param wrongTokens wrong tokens among these
   */
  public record EntryFigures(
      LongSupplier connchecks,
      LongSupplier skips,
      LongSupplier refused,
      LongSupplier wrongTokens) {}

  /**
   * Which one it is.
   *
   * @param version {@code unknown} until it has started
   * @param commit likewise
   */
  public record Build(String version, String commit) {}

  /**
   * How much of the spool is used.
   *
   * @param kept bytes now
   * @param max their bound
   */
  public record SpoolFigures(LongSupplier kept, long max) {}

  private ProductMetrics() {}

  /**
   * Has it shown from now on.
   *
   * @param ready whether every scanner would give a true verdict now
   * @param problems how many keys are wrong or odd, as health tells them
   */
  public static void show(
      Metrics metrics,
      Supplier<Build> build,
      BooleanSupplier ready,
      IntSupplier problems,
      SpoolFigures spool) {
    long started = Instant.now().getEpochSecond();
    metrics.gauge(
        "scangate_build_info",
        "Which Scangate this is; always 1.",
        series -> series.is(1, build.get().version(), build.get().commit()),
        "version",
        "commit");
    metrics.gauge(
        "scangate_start_time_seconds",
        "When the application started.",
        series -> series.is(started));
    metrics.gauge(
        "scangate_ready",
        "1: every scanner would give a true verdict now; 0: what comes in is not scanned.",
        series -> series.is(ready.getAsBoolean() ? 1 : 0));
    metrics.gauge(
        "scangate_configuration_problems",
        "Keys that are wrong, unknown or odd; health tells which.",
        series -> series.is(problems.getAsInt()));
    metrics.gauge(
        "scangate_spool_bytes",
        "Bytes of uploads that are kept now, in memory and in files.",
        series -> series.is(spool.kept().getAsLong()));
    metrics.gauge(
        "scangate_spool_max_bytes",
        "Bound on the files of the spool.",
        series -> series.is(spool.max()));
  }

  /** Has the console's refused logins shown from now on. */
  public static void showLogins(Metrics metrics, LongSupplier failures) {
    metrics.counted(
        "scangate_console_login_failures_total",
        "Logins to the console that the realm refused.",
        series -> series.is(failures.getAsLong()));
  }

  /** Has the entry for Moodle shown from now on. */
  public static void show(Metrics metrics, EntryFigures entry) {
    metrics.counted(
        "scangate_conncheck_answers_total",
        "Answers to /conncheck.",
        series -> series.is(entry.connchecks().getAsLong()));
    metrics.counted(
        "scangate_conncheck_skips_total",
        "Answers among these after which Moodle accepted a file unscanned.",
        series -> series.is(entry.skips().getAsLong()));
    metrics.counted(
        "scangate_refused_requests_total",
        "Requests of whom may not ask: no token, a wrong one, or a foreign address.",
        series -> series.is(entry.refused().getAsLong()));
    metrics.counted(
        "scangate_wrong_tokens_total",
        "Wrong tokens, also those that were not looked at.",
        series -> series.is(entry.wrongTokens().getAsLong()));
  }
}

package org.scangate.watch;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.scangate.watch.Metrics.Series;
import org.scangate.watch.silence.SilenceStatus;

/** How silent sites and stores are; who watches keeps their number within a bound. */
public final class SilenceMetrics {

  private static final String[] LABELS = {"entry", "site"};

  private SilenceMetrics() {}

  /** Has it shown from now on. */
  public static void show(Metrics metrics, Supplier<List<SilenceStatus>> sites) {
    metrics.gauge(
        "scangate_silence_seconds",
        "For how long a site has sent no upload, or a store had no full walk, as far as it counts.",
        each(sites, one -> seconds(one.silent())),
        LABELS);
    metrics.gauge(
        "scangate_silence_limit_seconds",
        "From which on that is a warning.",
        each(sites, one -> seconds(one.rule().bound())),
        LABELS);
    metrics.gauge(
        "scangate_silence_state",
        "0: not too long; 1: a warning; 2: an error.",
        each(sites, one -> one.level().figure()),
        LABELS);
    metrics.gauge(
        "scangate_silence_longest_seconds",
        "The longest of the last four weeks, to the hour; none where it is not known.",
        series ->
            sites
                .get()
                .forEach(
                    one ->
                        one.longest()
                            .ifPresent(most -> series.is(seconds(most), one.entry(), one.site()))),
        LABELS);
  }

  private static Number seconds(Duration span) {
    return span.toSeconds();
  }

  private static Consumer<Series> each(
      Supplier<List<SilenceStatus>> sites, Function<SilenceStatus, Number> figure) {
    return series ->
        sites.get().forEach(one -> series.is(figure.apply(one), one.entry(), one.site()));
  }
}

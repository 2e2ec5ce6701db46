package org.scangate.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes all metrics, in a registry of their own, and writes them as text. Without exemplars: their
 * sampler has a thread, which would keep the class loader of an application that was undeployed.
 */
public final class Metrics {

  private static final Logger LOG = System.getLogger(Metrics.class.getName());

  /** Seconds: from a verdict that is known to one that has taken all its time. */
  private static final double[] SECONDS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120
  };

  private static final ExpositionFormatWriter TEXT = PrometheusTextFormatWriter.create();
  private static final ExpositionFormatWriter OPEN_METRICS = OpenMetricsTextFormatWriter.create();

  private final PrometheusRegistry registry = new PrometheusRegistry();

  /** Takes the value of one series: first the value, then one text for each label. */
  @FunctionalInterface
  interface Series {
    void is(Number value, String... labels);
  }

  /**
   * What is written.
   *
   * @param type for the header Content-Type
   */
  record Page(String type, String text) {}

  /** Counts here; the name ends in {@code _total}. */
  Counter counter(String name, String help, String... labels) {
    return Counter.builder()
        .name(name)
        .help(help)
        .labelNames(labels)
        .withoutExemplars()
        .register(registry);
  }

  /** Durations in seconds, in buckets that every Prometheus knows. */
  Histogram durations(String name, String help, String... labels) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .labelNames(labels)
        .classicOnly()
        .classicUpperBounds(SECONDS)
        .withoutExemplars()
        .register(registry);
  }

  /** What is counted elsewhere, and is asked for when it is written; ends in {@code _total}. */
  void counted(String name, String help, Consumer<Series> now, String... labels) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(labels)
        .callback(callback -> ask(name, now, callback::call))
        .register(registry);
  }

  /** What is now, and is asked for when it is written; 1 where the labels tell all. */
  void gauge(String name, String help, Consumer<Series> now, String... labels) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(labels)
        .callback(callback -> ask(name, now, callback::call))
        .register(registry);
  }

  /** Takes one series, as the library has it. */
  private interface Sink {
    void call(double value, String... labels);
  }

  /** One that cannot be told now keeps none of the others from being told. */
  private static void ask(String name, Consumer<Series> now, Sink sink) {
    try {
      now.accept(eachOnce(sink));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the metric " + name + " cannot be told", e);
    }
  }

  /** The library refuses to write anything when one series comes twice. */
  private static Series eachOnce(Sink sink) {
    Set<List<String>> told = new HashSet<>();
    return (value, labels) -> {
      if (told.add(Arrays.asList(labels))) {
        sink.call(value.doubleValue(), labels);
      }
    };
  }

  /**
   * All of them as they are now, as text: whoever would rather have Protocol Buffers knows one of
   * these, too.
   *
   * @param accept the header Accept, or null
   */
  Page page(String accept) {
    ExpositionFormatWriter writer =
        accept != null && accept.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
    ByteArrayOutputStream content = new ByteArrayOutputStream(1 << 14);
    try {
      writer.write(content, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of memory there is none
    }
    return new Page(writer.getContentType(), content.toString(UTF_8));
  }
}

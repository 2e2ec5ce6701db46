package org.scangate.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.tracer.common.SpanContext;
import io.prometheus.metrics.tracer.initializer.SpanContextSupplier;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scangate.scan.SharedSecrets;
import org.scangate.scan.access.AddressAccess;
import org.scangate.scan.access.AddressRange;
import org.scangate.scan.access.FailedTokens;

/** How metrics are made and written, and for whom. */
class MetricsTest {

  private final Metrics metrics = new Metrics();

  /** What Prometheus 2.42 and 3 send, with and without native histograms, and a browser. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1 | application/openmetrics-text; version=1.0.0; charset=utf-8
          application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5 | application/openmetrics-text; version=1.0.0; charset=utf-8
          application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited | text/plain; version=0.0.4; charset=utf-8
          text/html,*/*;q=0.8 | text/plain; version=0.0.4; charset=utf-8
                            | text/plain; version=0.0.4; charset=utf-8
          """)
  void whoeverAsksIsGivenText(String accept, String type) {
    new ScanMetrics(metrics).accept(Reports.of("moodle", "https://a.example", Reports.OK));
    Metrics.Page page = metrics.page(accept);
    assertEquals(type, page.type());
    String text = page.text();
    assertTrue(text.contains("scangate_scans_total{"), text);
    assertEquals(type.contains("openmetrics"), text.endsWith("# EOF\n"), text);
    assertFalse(text.contains("_created"), text);
  }

  /** A series that comes twice, or whoever fails, is no reason to tell nothing. */
  @Test
  void oneThatCannotBeToldKeepsNoOtherFromBeingTold() {
    metrics.gauge(
        "scangate_a",
        "Fails.",
        series -> {
          throw new IllegalStateException("as the test wants it");
        });
    metrics.gauge(
        "scangate_b",
        "Twice.",
        series -> {
          series.is(1, "x");
          series.is(2, "x");
        },
        "label");
    metrics.counted("scangate_c_total", "Well.", series -> series.is(3));
    MetricsText text = MetricsText.of(metrics);
    assertEquals("1.0", text.value("scangate_b{label=\"x\"}"));
    assertEquals("3.0", text.value("scangate_c_total"));
  }

  /** Else each redeployment would leave its class loader behind, where a tracer is at work. */
  @Test
  void noThreadIsBegun() {
    SpanContext before = SpanContextSupplier.getSpanContext();
    SpanContextSupplier.setSpanContext(new Traced());
    try {
      ScanMetrics scans = new ScanMetrics(metrics);
      scans.accept(Reports.of("moodle", "https://a.example", Reports.OK));
      String text = metrics.page("application/openmetrics-text").text();
      assertFalse(text.contains("trace_id"), text);
      assertEquals(
          List.of(),
          Thread.getAllStackTraces().keySet().stream()
              .map(Thread::getName)
              .filter(name -> name.contains("prometheus"))
              .toList());
    } finally {
      SpanContextSupplier.setSpanContext(before);
    }
  }

  /** As a tracer has it while it follows a request. */
  private static final class Traced implements SpanContext {
    @Override
    public String getCurrentTraceId() {
      return "00000000000000000000000000000001";
    }

    @Override
    public String getCurrentSpanId() {
      return "0000000000000001";
    }

    @Override
    public boolean isCurrentSpanSampled() {
      return true;
    }

    @Override
    public void markCurrentSpanAsExemplar() {
      // nobody asks
    }
  }

  private final FailedTokens failed = new FailedTokens(System::nanoTime);

  @Test
  void whoGuessesTokensIsNotLookedAtForAWhile() {
    MetricsAccess access =
        new MetricsAccess(
            new SharedSecrets(List.of("s3cret")), new AddressAccess(Optional.of(List.of())));
    for (int i = 0; i < 5; i++) {
      assertFalse(access.allows("192.0.2.7", "192.0.2.7", false, "Bearer guess" + i, failed));
    }
    assertFalse(access.allows("192.0.2.7", "192.0.2.7", false, "Bearer s3cret", failed));
    assertTrue(access.allows("192.0.2.8", "192.0.2.8", false, "Bearer s3cret", failed));
  }

  @Test
  void aTokenOrAnAddressOpensIt() {
    MetricsAccess access =
        new MetricsAccess(
            new SharedSecrets(List.of("s3cret")),
            new AddressAccess(Optional.of(List.of(AddressRange.parse("192.0.2.0/24")))));
    assertTrue(access.allows("127.0.0.1", "192.0.2.9", true, null, failed));
    assertTrue(access.allows("198.51.100.1", "198.51.100.1", true, "Bearer s3cret", failed));
    assertFalse(access.allows("198.51.100.1", "198.51.100.1", false, "Bearer wrong", failed));
    assertFalse(access.allows("127.0.0.1", "127.0.0.1", false, null, failed));
  }

  @Test
  void unlessItIsSetThisMachineAloneIsShownThem() {
    MetricsAccess access =
        new MetricsAccess(new SharedSecrets(List.of()), new AddressAccess(Optional.empty()));
    assertTrue(access.allows("127.0.0.1", "127.0.0.1", false, null, failed));
    assertFalse(access.allows("127.0.0.1", "127.0.0.1", true, null, failed));
    assertFalse(access.allows("192.0.2.7", "192.0.2.7", false, "Bearer ", failed));
    assertFalse(access.allows("192.0.2.7", "192.0.2.7", false, "Basic Og==", failed));
  }
}

package org.scangate.config;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.scangate.scan.DataSize;
import org.scangate.scan.ScanService;
import org.scangate.scan.VerdictCache;
import org.scangate.testing.Await;
import org.scangate.testing.ClamdScanner;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.Fixtures;
import org.scangate.testing.TestSample;

/** A scanner as an administrator's tool sees it through JMX. */
class JmxBeansTest {

  private final MBeanServer mbeans = ManagementFactory.getPlatformMBeanServer();

  @Test
  void whatAScannerDoesIsSeenAndItCanBeProbedAndTheCacheFlushed() throws Exception {
    ObjectName name = new ObjectName("org.scangate:type=Scanner,name=clamd");
    Settings.CacheSettings size = new Settings.CacheSettings(100, Duration.ofHours(1));
    VerdictCache cache = new CaffeineCache(size);
    try (ClamdServer clamd = ClamdServer.builder().databaseVersion(27811).start();
        ClamdScanner scanner = ClamdScanner.of(clamd);
        JmxBeans beans = new JmxBeans()) {
      beans.add(scanner.pool(), cache);
      ScanService scans =
          new ScanService(
              List.of(scanner.pool()),
              cache,
              DataSize.parse("2M"),
              Duration.ofSeconds(20),
              beans::count);
      scans.scan(TestSample.of("clean".getBytes(US_ASCII)));
      scans.scan(TestSample.of("clean".getBytes(US_ASCII)));
      scans.scan(TestSample.of(Fixtures.eicar()));
      scans.scan(TestSample.of(Fixtures.randomBytes(1, (1 << 20) + 1)));
      assertEquals(true, mbeans.getAttribute(name, "Ready"));
      assertEquals("", mbeans.getAttribute(name, "WhyNot"));
      assertEquals(1L << 20, mbeans.getAttribute(name, "ProvenLimit"));
      assertTrue(mbeans.getAttribute(name, "Version").toString().contains("/27811"));
      assertEquals(2L, mbeans.getAttribute(name, "Clean"));
      assertEquals(1L, mbeans.getAttribute(name, "Known"));
      assertEquals(1L, mbeans.getAttribute(name, "Infected"));
      assertEquals(1L, mbeans.getAttribute(name, "Unscanned"));
      assertEquals(0, mbeans.getAttribute(name, "InFlight"));
      assertEquals(0, mbeans.getAttribute(name, "Waiting"));
      assertEquals(5 + 5 + 68 + (1L << 20) + 1, mbeans.getAttribute(name, "Bytes"));

      mbeans.invoke(name, "flushCache", null, null);
      scans.scan(TestSample.of("clean".getBytes(US_ASCII)));
      assertEquals(1L, mbeans.getAttribute(name, "Known"));

      clamd.kill();
      mbeans.invoke(name, "probeNow", null, null);
      Await.until(
          "JMX shows that clamd is gone",
          ClamdScanner.SOON,
          () -> !scanner.pool().readiness().ready());
      assertEquals(false, mbeans.getAttribute(name, "Ready"));
      assertTrue(mbeans.getAttribute(name, "WhyNot").toString().contains(clamd.tcpAddress()));
    }
    assertFalse(mbeans.isRegistered(name));
  }
}

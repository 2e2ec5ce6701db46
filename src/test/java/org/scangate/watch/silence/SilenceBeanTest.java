package org.scangate.watch.silence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** Silence as an administrator's tool sees it through JMX. */
class SilenceBeanTest {

  private static final Instant HEARD = Instant.parse("2026-11-29T18:00:00Z");

  private static SilenceStatus silent(String entry, String site, SilenceLevel level, int hours) {
    return new SilenceStatus(
        entry,
        site,
        level,
        Duration.ofHours(hours),
        new SilenceRule(Duration.ofHours(24), false),
        level == SilenceLevel.NONE ? Optional.of(HEARD) : Optional.empty(),
        Optional.empty());
  }

  @Test
  void whoIsSilentIsSeen() throws Exception {
    List<SilenceStatus> all =
        List.of(
            silent("moodle", "https://a.example", SilenceLevel.NONE, 1),
            silent("moodle", "https://b.example", SilenceLevel.WARNING, 25),
            silent("s3", "s3", SilenceLevel.ERROR, 49));
    MBeanServer mbeans = MBeanServerFactory.newMBeanServer();
    ObjectName name = new ObjectName("org.scangate:type=Silence");
    mbeans.registerMBean(new SilenceBean(() -> all), name);
    SilenceMXBean shown = JMX.newMXBeanProxy(mbeans, name, SilenceMXBean.class);
    assertEquals(
        Map.of("https://a.example", "NONE", "https://b.example", "WARNING", "s3", "ERROR"),
        shown.getLevels());
    assertEquals(2, shown.getTooLong());
    assertEquals(3600, shown.getSilentSeconds().get("https://a.example"));
    assertEquals(86_400, shown.getBoundSeconds().get("s3"));
    assertEquals(HEARD.toString(), shown.getLastHeard().get("https://a.example"));
    assertEquals("", shown.getLastHeard().get("s3"));
    assertTrue(shown.getProblem().startsWith("https://b.example has sent no upload for 25 hours"));
    assertEquals(2, shown.getProblem().lines().count(), shown.getProblem());
  }
}

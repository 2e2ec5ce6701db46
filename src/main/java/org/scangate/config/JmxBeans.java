package org.scangate.config;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.scangate.journal.Journal;
import org.scangate.moodle.MoodleMXBean;
import org.scangate.moodle.ProductVersion;
import org.scangate.pure.sweep.Sweep;
import org.scangate.scan.ScanReport;
import org.scangate.scan.VerdictCache;
import org.scangate.scan.pool.ScannerPool;
import org.scangate.scan.report.ScannerMXBean;
import org.scangate.scan.report.ScannerStatistics;
import org.scangate.watch.alert.Alerts;
import org.scangate.watch.canary.CanariesBean;
import org.scangate.watch.silence.SilenceBean;

/**
 * What JMX shows: {@code org.scangate:type=Scanner,name=…}, {@code
 * org.scangate:type=Sweep,store=…}, {@code org.scangate:type=Moodle}, {@code
 * org.scangate:type=Journal}, {@code org.scangate:type=Alerts}, {@code org.scangate:type=Canaries},
 * {@code org.scangate:type=Silence} and {@code org.scangate:type=Version}.
 */
final class JmxBeans implements AutoCloseable {

  private static final Logger LOG = System.getLogger(JmxBeans.class.getName());

  private final List<ObjectName> registered = new ArrayList<>();
  private final List<ScannerStatistics> counting = new ArrayList<>();

  /** Its figures, which are counted whether or not JMX can show them. */
  ScannerMXBean add(ScannerPool pool, VerdictCache cache) {
    ScannerStatistics figures = new ScannerStatistics(pool, cache);
    register("type=Scanner,name=" + pool.name(), figures);
    counting.add(figures);
    return figures;
  }

  void add(Sweep sweep) {
    register("type=Sweep,store=" + sweep.name(), sweep.bean());
  }

  void add(ProductVersion version) {
    register("type=Version", version);
  }

  void add(Journal journal) {
    register("type=Journal", journal);
  }

  void add(Alerts alerts) {
    register("type=Alerts", alerts);
  }

  void add(WatchedWays ways) {
    register("type=Canaries", new CanariesBean(ways.canaries()));
    register("type=Silence", new SilenceBean(ways.silence()::statuses));
  }

  void add(MoodleMXBean moodle) {
    register("type=Moodle", moodle);
  }

  private void register(String what, Object bean) {
    try {
      ObjectName name = new ObjectName("org.scangate:" + what);
      ManagementFactory.getPlatformMBeanServer().registerMBean(bean, name);
      registered.add(name);
    } catch (InstanceAlreadyExistsException e) {
      LOG.log(Level.WARNING, "another Scangate on this server is in JMX: {0}", e.getMessage());
    } catch (JMException e) {
      LOG.log(Level.WARNING, what + " is not shown in JMX", e);
    }
  }

  void count(ScanReport report) {
    counting.forEach(figures -> figures.accept(report));
  }

  @Override
  public void close() {
    for (ObjectName name : registered) {
      try {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
      } catch (JMException e) {
        LOG.log(Level.WARNING, "cannot take " + name + " out of JMX", e);
      }
    }
  }
}

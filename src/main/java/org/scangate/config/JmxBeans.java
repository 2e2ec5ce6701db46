package org.scangate.config;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.scangate.moodle.MoodleMXBean;
import org.scangate.moodle.ProductVersion;
import org.scangate.pure.sweep.Sweep;
import org.scangate.scan.ScanReport;
import org.scangate.scan.VerdictCache;
import org.scangate.scan.pool.ScannerPool;
import org.scangate.scan.report.ScannerStatistics;

/**
 * What JMX shows: {@code org.scangate:type=Scanner,name=…}, {@code
 * org.scangate:type=Sweep,store=…}, {@code org.scangate:type=Moodle} and {@code
 * org.scangate:type=Version}.
 */
final class JmxBeans implements AutoCloseable {

  private static final Logger LOG = System.getLogger(JmxBeans.class.getName());

  private final List<ObjectName> registered = new ArrayList<>();
  private final List<ScannerStatistics> counting = new ArrayList<>();

  void add(ScannerPool pool, VerdictCache cache) {
    ScannerStatistics figures = new ScannerStatistics(pool, cache);
    if (register("type=Scanner,name=" + pool.name(), figures)) {
      counting.add(figures);
    }
  }

  void add(Sweep sweep) {
    register("type=Sweep,store=" + sweep.name(), sweep.bean());
  }

  void add(ProductVersion version) {
    register("type=Version", version);
  }

  void add(MoodleMXBean moodle) {
    register("type=Moodle", moodle);
  }

  private boolean register(String what, Object bean) {
    try {
      ObjectName name = new ObjectName("org.scangate:" + what);
      ManagementFactory.getPlatformMBeanServer().registerMBean(bean, name);
      registered.add(name);
      return true;
    } catch (InstanceAlreadyExistsException e) {
      LOG.log(Level.WARNING, "another Scangate on this server is in JMX: {0}", e.getMessage());
    } catch (JMException e) {
      LOG.log(Level.WARNING, what + " is not shown in JMX", e);
    }
    return false;
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

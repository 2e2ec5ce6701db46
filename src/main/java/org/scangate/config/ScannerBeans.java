package org.scangate.config;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.scangate.scan.ScanReport;
import org.scangate.scan.ScannerFigures;
import org.scangate.scan.ScannerPool;
import org.scangate.scan.VerdictCache;

/** The scanners in JMX: {@code org.scangate:type=Scanner,name=…}. */
final class ScannerBeans implements AutoCloseable {

  private static final Logger LOG = System.getLogger(ScannerBeans.class.getName());

  private final Map<ObjectName, ScannerFigures> registered = new LinkedHashMap<>();

  void add(ScannerPool pool, VerdictCache cache) {
    ScannerFigures figures = new ScannerFigures(pool, cache);
    try {
      ObjectName name = new ObjectName("org.scangate:type=Scanner,name=" + pool.name());
      ManagementFactory.getPlatformMBeanServer().registerMBean(figures, name);
      registered.put(name, figures);
    } catch (InstanceAlreadyExistsException e) {
      LOG.log(
          Level.WARNING,
          "another Scangate on this server shows its scanner in JMX: {0}",
          e.getMessage());
    } catch (JMException e) {
      LOG.log(Level.WARNING, "scanner " + pool.name() + " is not shown in JMX", e);
    }
  }

  void count(ScanReport report) {
    registered.values().forEach(figures -> figures.accept(report));
  }

  @Override
  public void close() {
    for (ObjectName name : registered.keySet()) {
      try {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
      } catch (JMException e) {
        LOG.log(Level.WARNING, "cannot take " + name + " out of JMX", e);
      }
    }
  }
}

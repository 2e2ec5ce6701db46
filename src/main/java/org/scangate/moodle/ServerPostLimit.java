package org.scangate.moodle;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.scangate.scan.DataSize;

/**
 * Bodies that the server refuses before it calls the application: WildFly's {@code max-post-size},
 * 10 MiB unless it is raised. Read from its MBeans; other servers have none.
 */
public final class ServerPostLimit {

  private static final Logger LOG = System.getLogger(ServerPostLimit.class.getName());

  private static final List<String> LISTENERS = List.of("http-listener", "https-listener");

  private ServerPostLimit() {}

  /**
   * What is wrong with the limits, if anything.
   *
   * @param needed the largest file, to which the form's own size is added
   * @return one sentence for each listener that refuses what should be scanned, with the command
   *     that mends it
   */
  public static List<String> advice(DataSize needed) {
    List<String> advice = new ArrayList<>();
    for (String kind : LISTENERS) {
      try {
        for (ObjectName listener : listeners(kind)) {
          long limit = limit(listener);
          if (limit > 0 && limit < needed.bytes() + RemoteEngine.FORM_OVERHEAD) {
            advice.add(sentence(kind, listener, limit, needed));
          }
        }
      } catch (JMException e) {
        LOG.log(Level.WARNING, "cannot read max-post-size of the server's " + kind, e);
      }
    }
    return advice;
  }

  private static Iterable<ObjectName> listeners(String kind) throws JMException {
    MBeanServer mbeans = ManagementFactory.getPlatformMBeanServer();
    return mbeans.queryNames(
        new ObjectName("jboss.as:subsystem=undertow,server=*," + kind + "=*"), null);
  }

  private static long limit(ObjectName listener) throws JMException {
    Object limit = ManagementFactory.getPlatformMBeanServer().getAttribute(listener, "maxPostSize");
    return limit instanceof Number number ? number.longValue() : 0;
  }

  private static String sentence(String kind, ObjectName listener, long limit, DataSize needed) {
    return ("the server refuses bodies over %d bytes, and Moodle accepts such files unscanned;"
            + " run in its CLI:"
            + " /subsystem=undertow/server=%s/%s=%s:write-attribute(name=max-post-size,value=%d)"
            + " and reload")
        .formatted(
            limit,
            listener.getKeyProperty("server"),
            kind,
            listener.getKeyProperty(kind),
            needed.bytes() + RemoteEngine.FORM_OVERHEAD);
  }
}

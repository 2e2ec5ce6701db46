package org.scangate.moodle;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.scangate.scan.DataSize;
import org.scangate.scan.Deadline;

/**
 * Bodies that the server refuses before it calls the application: WildFly's {@code max-post-size},
 * 10 MiB unless it is raised. Read from its MBeans; other servers have none.
 */
public final class ServerPostLimit implements Supplier<List<String>> {

  private static final Logger LOG = System.getLogger(ServerPostLimit.class.getName());

  /** Other servers than WildFly never tell, and are asked at each conncheck. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final List<String> LISTENERS =
      List.of("http-listener", "https-listener", "ajp-listener");

  private final DataSize needed;
  private final Duration pause;
  private List<String> advice;
  private Deadline again = Deadline.in(Duration.ZERO);

  /**
   * Reads nothing yet.
   *
   * @param needed the largest file, to which the form's own size is added
   */
  public ServerPostLimit(DataSize needed) {
    this(needed, PAUSE);
  }

  /**
   * The same for tests.
   *
   * @param pause after which a server that has told nothing is asked again
   */
  ServerPostLimit(DataSize needed, Duration pause) {
    this.needed = needed;
    this.pause = pause;
  }

  /**
   * What is wrong with the limits, if anything: one sentence for each listener that refuses what
   * should be scanned, with the command that mends it. Read once, as soon as the server tells:
   * while WildFly boots with the application already deployed, its listeners have no attributes yet
   * (WFLYCTL0216).
   */
  @Override
  public synchronized List<String> get() {
    if (advice != null) {
      return advice;
    }
    if (!again.passed()) {
      return List.of();
    }
    again = Deadline.in(pause);
    try {
      List<String> sentences = new ArrayList<>();
      if (read(sentences)) {
        advice = List.copyOf(sentences);
        advice.forEach(sentence -> LOG.log(Level.WARNING, sentence));
        return advice;
      }
    } catch (JMException e) {
      LOG.log(Level.DEBUG, "the server does not tell its limits yet", e);
    }
    return List.of();
  }

  /** Whether there is such a listener at all. */
  private boolean read(List<String> sentences) throws JMException {
    boolean seen = false;
    for (String kind : LISTENERS) {
      for (ObjectName listener : listeners(kind)) {
        seen = true;
        long limit = limit(listener);
        if (limit > 0 && limit < needed.bytes() + ScanEndpoint.FORM_OVERHEAD) {
          sentences.add(sentence(kind, listener, limit, needed));
        }
      }
    }
    return seen;
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
    return ("the server refuses bodies over %s bytes, and Moodle accepts such files unscanned;"
            + " run in its CLI:"
            + " /subsystem=undertow/server=%s/%s=%s:write-attribute(name=max-post-size,value=%s)"
            + " and reload")
        .formatted(
            limit,
            listener.getKeyProperty("server"),
            kind,
            listener.getKeyProperty(kind),
            needed.bytes() + ScanEndpoint.FORM_OVERHEAD);
  }
}

package org.scangate.moodle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import javax.management.AttributeNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.Test;
import org.scangate.scan.DataSize;

/** Read from MBeans like WildFly's; the real ones are asked in the integration test. */
class ServerPostLimitTest {

  /** The attribute that WildFly's listeners have. */
  public interface ListenerMBean {
    long getmaxPostSize() throws JMException;
  }

  private record Listener(long limit) implements ListenerMBean {
    @Override
    public long getmaxPostSize() {
      return limit;
    }
  }

  @Test
  void aServerWithoutSuchAListenerNeedsNoAdvice() {
    assertEquals(List.of(), new ServerPostLimit(DataSize.parse("2G")).get());
  }

  @Test
  void eachListenerThatRefusesTooEarlyIsNamedWithTheCommandThatMendsIt() throws JMException {
    MBeanServer mbeans = ManagementFactory.getPlatformMBeanServer();
    ObjectName http =
        new ObjectName("jboss.as:subsystem=undertow,server=default-server,http-listener=default");
    ObjectName https =
        new ObjectName("jboss.as:subsystem=undertow,server=default-server,https-listener=https");
    mbeans.registerMBean(new StandardMBean(new Listener(10 << 20), ListenerMBean.class), http);
    mbeans.registerMBean(new StandardMBean(new Listener(0), ListenerMBean.class), https);
    try {
      List<String> advice = new ServerPostLimit(DataSize.parse("100M")).get();
      assertEquals(1, advice.size());
      assertTrue(
          advice
              .get(0)
              .contains(
                  "/subsystem=undertow/server=default-server/http-listener=default:"
                      + "write-attribute(name=max-post-size,value=104923136)"),
          advice.get(0));
      assertEquals(List.of(), new ServerPostLimit(DataSize.parse("9M")).get());
    } finally {
      mbeans.unregisterMBean(http);
      mbeans.unregisterMBean(https);
    }
  }

  /** As while WildFly boots. */
  private static final class Booting implements ListenerMBean {
    private boolean booting = true;

    @Override
    public long getmaxPostSize() throws AttributeNotFoundException {
      if (booting) {
        booting = false;
        throw new AttributeNotFoundException("WFLYCTL0216");
      }
      return 10 << 20;
    }
  }

  @Test
  void whatTheServerDoesNotTellYetIsAskedAgain() throws JMException {
    MBeanServer mbeans = ManagementFactory.getPlatformMBeanServer();
    ObjectName http = new ObjectName("jboss.as:subsystem=undertow,server=s,http-listener=default");
    mbeans.registerMBean(new StandardMBean(new Booting(), ListenerMBean.class), http);
    try {
      ServerPostLimit limit = new ServerPostLimit(DataSize.parse("100M"), Duration.ZERO);
      assertEquals(0, limit.get().size());
      assertEquals(1, limit.get().size());
    } finally {
      mbeans.unregisterMBean(http);
    }
  }

  /** Each conncheck comes here, also on servers that never tell. */
  @Test
  void whatTheServerDoesNotTellIsNotAskedEachTime() throws JMException {
    ServerPostLimit limit = new ServerPostLimit(DataSize.parse("100M"), Duration.ofHours(1));
    assertEquals(0, limit.get().size());
    MBeanServer mbeans = ManagementFactory.getPlatformMBeanServer();
    ObjectName http = new ObjectName("jboss.as:subsystem=undertow,server=s,http-listener=late");
    mbeans.registerMBean(new StandardMBean(() -> 10L << 20, ListenerMBean.class), http);
    try {
      assertEquals(0, limit.get().size());
      assertEquals(1, new ServerPostLimit(DataSize.parse("100M"), Duration.ZERO).get().size());
    } finally {
      mbeans.unregisterMBean(http);
    }
  }
}

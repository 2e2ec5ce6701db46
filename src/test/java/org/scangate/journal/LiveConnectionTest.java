package org.scangate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveConnectionTest {

  private final AtomicInteger given = new AtomicInteger();
  private final AtomicInteger back = new AtomicInteger();

  @Test
  void thoseThatHaveEndedAreHeldUntilOneWorks() throws Exception {
    try (Connection live = LiveConnection.of(pool(4))) {
      assertTrue(live.isValid(1));
      assertEquals(4, given.get());
      assertEquals(3, back.get());
    }
    assertEquals(4, back.get());
  }

  /** Else the one who ships records would look for one for ever, and tell nobody why. */
  @Test
  void aPoolOfNoneThatWorkIsGivenUpAndGetsAllBack() {
    Duration patience = Duration.ofMillis(20);
    SQLException why =
        assertThrows(
            SQLException.class, () -> LiveConnection.of(pool(Integer.MAX_VALUE), patience));
    assertTrue(why.getMessage().startsWith("within PT0.02S the server's pool"), why.getMessage());
    assertTrue(given.get() > 0);
    assertEquals(given.get(), back.get());
  }

  @Test
  void aPoolThatIsSpentGetsBackWhatItGave() {
    DataSource spent =
        (DataSource)
            proxy(
                DataSource.class,
                () -> {
                  if (given.incrementAndGet() > 2) {
                    throw new SQLException("all are in use", "08000");
                  }
                  return connection(false);
                });
    SQLException why = assertThrows(SQLException.class, () -> LiveConnection.of(spent));
    assertEquals("all are in use", why.getMessage());
    assertEquals(2, back.get());
  }

  /** Of connections that have ended, but for one. */
  private DataSource pool(int which) {
    return (DataSource) proxy(DataSource.class, () -> connection(given.incrementAndGet() == which));
  }

  private interface Giving {
    Object give() throws SQLException;
  }

  private static Object proxy(Class<?> type, Giving giving) {
    return Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, (self, method, values) -> giving.give());
  }

  private Connection connection(boolean works) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (self, method, values) ->
                switch (method.getName()) {
                  case "isValid" -> works;
                  case "close" -> {
                    back.incrementAndGet();
                    yield null;
                  }
                  case "equals" -> self == values[0];
                  case "hashCode" -> System.identityHashCode(self);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}

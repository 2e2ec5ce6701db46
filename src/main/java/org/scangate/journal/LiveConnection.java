package org.scangate.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.scangate.scan.Deadline;

/**
 * A connection of a server's pool that works. As servers make pools, they hand out connections that
 * ended with the database's last restart, again and again (seen on Payara): those are held until
 * the pool comes to one that works, or has to make one.
 */
final class LiveConnection {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private LiveConnection() {}

  static Connection of(DataSource pool) throws SQLException {
    return of(pool, PATIENCE);
  }

  /**
   * @param patience how long it looks for one
   */
  static Connection of(DataSource pool, Duration patience) throws SQLException {
    List<Connection> ended = new ArrayList<>();
    Deadline until = Deadline.in(patience);
    try {
      while (!until.passed()) {
        Connection connection = pool.getConnection();
        ended.add(connection);
        if (connection.isValid(1 + (int) (until.nanosLeft() / 1_000_000_000))) {
          ended.remove(connection);
          return connection;
        }
      }
    } finally {
      ended.forEach(LiveConnection::giveBack);
    }
    throw new SQLException(
        "within %s the server's pool gave none but connections that have ended: have it validate them"
            .formatted(patience),
        "08003");
  }

  private static void giveBack(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // it has ended before
    }
  }
}

package org.scangate.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** The databases that the journal knows. */
enum DatabaseKind {
  POSTGRESQL("PostgreSQL"),
  H2("H2");

  private final String product;

  DatabaseKind(String product) {
    this.product = product;
  }

  /** Which one a connection leads to. */
  static DatabaseKind of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    for (DatabaseKind kind : values()) {
      if (kind.product.equals(product)) {
        return kind;
      }
    }
    throw new SQLException(
        "it is " + product + ", and the journal is kept in PostgreSQL or H2", "0A000");
  }

  /** Where its migrations are. */
  String migrations() {
    return "classpath:org/scangate/journal/" + (this == POSTGRESQL ? "postgresql" : "h2");
  }

  /**
   * Bounds the transaction that has just begun. What is looked for in PostgreSQL is planned anew
   * each time: a plan for all values takes the beginning of a path for as common as any other, and
   * may read all there is for one that nobody has.
   */
  void bound(Connection connection, Duration lock, Duration statement, boolean readOnly)
      throws SQLException {
    try (Statement setting = connection.createStatement()) {
      switch (this) {
        case POSTGRESQL ->
            setting.execute(
                "set local lock_timeout = "
                    + lock.toMillis()
                    + "; set local statement_timeout = "
                    + statement.toMillis()
                    + (readOnly ? "; set local plan_cache_mode = force_custom_plan" : ""));
        case H2 -> {
          setting.execute("set lock_timeout " + lock.toMillis());
          setting.execute("set query_timeout " + statement.toMillis());
        }
      }
    }
  }
}

package org.scangate.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/**
 * A database whose schema is this version's.
 *
 * @param source of connections
 * @param pool to close: ours, or null where the server has one
 */
record OpenDatabase(DatabaseKind kind, DataSource source, HikariDataSource pool)
    implements AutoCloseable {

  private static final String HISTORY = "scangate_journal_history";
  private static final String POSTGRESQL_DRIVER = "org.postgresql.Driver";
  private static final String H2_DRIVER = "org.h2.Driver";
  private static final int MAX_CONNECTIONS = 10;

  /** H2 within this process is small in memory, and leaves no hook behind. */
  private static final List<String> IN_PROCESS =
      List.of("DB_CLOSE_ON_EXIT=FALSE", "CACHE_SIZE=16384");

  /** The embedded one is open to this process alone, too. */
  private static final String EMBEDDED =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;AUTO_SERVER=FALSE";

  /** Connects and brings the schema up to date. */
  static OpenDatabase open(DatabaseSettings settings, DatabaseLimits limits) throws SQLException {
    HikariDataSource pool = null;
    DataSource source;
    if (settings instanceof DatabaseSettings.Given given) {
      source = given.source();
    } else {
      pool =
          settings instanceof DatabaseSettings.Url url
              ? pool(url, limits)
              : pool((DatabaseSettings.Embedded) settings, limits);
      source = pool;
    }
    try {
      DatabaseKind kind;
      try (Connection connection = source.getConnection()) {
        kind = DatabaseKind.of(connection);
      }
      migrate(source, kind);
      return new OpenDatabase(kind, source, pool);
    } catch (SQLException | RuntimeException | Error e) {
      if (pool != null) {
        pool.close();
      }
      throw e;
    }
  }

  /** One that works; it goes back when it is closed. */
  Connection connection() throws SQLException {
    return pool == null ? LiveConnection.of(source) : pool.getConnection();
  }

  private static void migrate(DataSource source, DatabaseKind kind) throws SQLException {
    Flyway flyway =
        Flyway.configure(OpenDatabase.class.getClassLoader())
            .dataSource(source)
            .locations(kind.migrations())
            .failOnMissingLocations(true)
            .table(HISTORY)
            .baselineOnMigrate(false)
            .cleanDisabled(true)
            .loggers("slf4j")
            .load();
    for (MigrationInfo one : flyway.info().all()) {
      if (one.getState().isApplied() && !one.getState().isResolved()) {
        throw new SQLException(
            "its schema has version "
                + one.getVersion()
                + ", from a newer Scangate than this one: take that one, or another database",
            "0A000");
      }
    }
    flyway.migrate();
  }

  private static HikariDataSource pool(DatabaseSettings.Url url, DatabaseLimits limits)
      throws SQLException {
    Properties properties = new Properties();
    boolean postgresql = url.url().startsWith("jdbc:postgresql:");
    if (postgresql) {
      properties.setProperty("connectTimeout", seconds(limits.connect()));
      properties.setProperty("socketTimeout", seconds(limits.write().plus(limits.lock())));
      properties.setProperty("tcpKeepAlive", "true");
      properties.setProperty("ApplicationName", "scangate");
    } else if (!url.url().startsWith("jdbc:h2:")) {
      throw new SQLException(
          "its URL is not of PostgreSQL or H2: jdbc:postgresql://… or jdbc:h2:…", "0A000");
    }
    if (!url.user().isEmpty()) {
      properties.setProperty("user", url.user());
    }
    if (!url.password().isEmpty()) {
      properties.setProperty("password", url.password());
    }
    return postgresql
        ? pool(url.url(), POSTGRESQL_DRIVER, properties, limits)
        : pool(withDefaults(url.url()), H2_DRIVER, properties, limits);
  }

  /**
   * An URL of H2, with what it does not say itself. How names are written is left out: a database
   * that is there would be opened as another one than it was made.
   */
  static String withDefaults(String url) {
    String upper = url.toUpperCase(Locale.ROOT);
    if (upper.startsWith("JDBC:H2:TCP:") || upper.startsWith("JDBC:H2:SSL:")) {
      return url; // that server's matter
    }
    StringBuilder whole = new StringBuilder(url);
    for (String option : IN_PROCESS) {
      String key = option.substring(0, option.indexOf('=') + 1);
      if (!upper.contains(";" + key)) {
        whole.append(';').append(option);
      }
    }
    return whole.toString();
  }

  private static HikariDataSource pool(DatabaseSettings.Embedded embedded, DatabaseLimits limits)
      throws SQLException {
    String file = embedded.folder().toAbsolutePath().resolve("journal").toString();
    if (file.indexOf(';') >= 0) {
      throw new SQLException("the data folder's name has a semicolon: choose another", "0A000");
    }
    Properties properties = new Properties();
    properties.setProperty("user", "scangate");
    return pool(withDefaults("jdbc:h2:file:" + file + EMBEDDED), H2_DRIVER, properties, limits);
  }

  /** A driver that this class names: DriverManager knows it no longer than this takes. */
  private static HikariDataSource pool(
      String url, String driver, Properties properties, DatabaseLimits limits) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setPoolName("scangate-journal");
    config.setDriverClassName(driver);
    config.setJdbcUrl(url);
    config.setDataSourceProperties(properties);
    config.setMaximumPoolSize(MAX_CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(limits.connect().toMillis());
    config.setValidationTimeout(Math.min(5000, limits.connect().toMillis()));
    config.setInitializationFailTimeout(-1);
    try {
      return new HikariDataSource(config);
    } catch (RuntimeException e) {
      // without its cause, whose message may have the whole URL with a password
      throw new SQLException("its URL is not understood by the driver: put it right", "0A000");
    } finally {
      deregisterDrivers();
    }
  }

  /** They register themselves when they are loaded, and would keep an undeployed WAR in memory. */
  private static void deregisterDrivers() throws SQLException {
    for (Driver driver : DriverManager.drivers().toList()) {
      String name = driver.getClass().getName();
      boolean ours = driver.getClass().getClassLoader() == OpenDatabase.class.getClassLoader();
      if (ours && (name.equals(POSTGRESQL_DRIVER) || name.equals(H2_DRIVER))) {
        DriverManager.deregisterDriver(driver);
      }
    }
  }

  private static String seconds(Duration time) {
    return Long.toString(Math.max(1, time.toSeconds()));
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.close();
    }
  }
}

package org.scangate.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.it.MicroNode;
import org.scangate.pure.sweep.SweepProcess;
import org.scangate.pure.sweep.SweepProgram;
import org.scangate.testing.Await;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.LoopbackPort;
import org.scangate.testing.PostgresProcess;

/**
 * What a journal costs whoever scans: uploads and first sweeps with it against the same without it,
 * in turns. PostgreSQL has the same cores; or it is away, so that all waits in the local file: then
 * what is left is our own share. Uploads on Payara Micro, the profile's server.
 */
final class JournalCostBench {

  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
  private static final int OLD = Integer.getInteger("bench.journal.purged", 1_000_000);
  private static final int FILES = Integer.getInteger("bench.journal.files", 20_000);
  private static final Duration ROUND = Duration.ofSeconds(10);
  private static final Duration WARM = Duration.ofSeconds(45);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int CLIENTS = 32;
  private static final int SIZE = 10 << 10;
  private static final int KIB = 1 << 10;

  private final StringBuilder report = new StringBuilder();
  private final PostgresProcess postgres = PostgresProcess.start();
  private final ClamdServer clamd =
      ClamdServer.builder()
          .option("DisableCache", "yes")
          .option("MaxThreads", "64")
          .option("MaxQueue", "256")
          .databaseVersion(27_811)
          .start();

  @TempDir private Path folder;

  @BeforeEach
  void begin() throws IOException {
    Files.createDirectories(Path.of("target"));
    report.append(
        "%n**journal on against off** (%d cores, load %.1f before, %d rounds)%n%n"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                ROUNDS));
    report.append("| work | off | on | ratio (each round) | target |\n|---|---|---|---|---|\n");
  }

  @AfterEach
  void end() {
    clamd.close();
    postgres.close();
  }

  @Test
  void uploads() throws Exception {
    try (MicroNode off = node("off", "none");
        MicroNode on = node("on", postgres.url("postgres"));
        MicroNode away = node("away", nowhere())) {
      for (MicroNode one : List.of(off, on, away)) {
        begin(one);
      }
      Row with = new Row("1,000 uploads of 10 KB, 32 clients");
      Row held = new Row("the same, shipping held back");
      for (int round = 0; round < ROUNDS; round++) {
        double without = thousand(off);
        with.add(without, thousand(on));
        awaitShipped();
        held.add(thousand(off), thousand(away));
      }
      line(with, 0.85);
      line(held, 0.97);
      away.kill();
      purging(off, on);
    }
  }

  /** The purge begins a minute after the start. */
  private void purging(MicroNode off, MicroNode on) throws Exception {
    on.kill();
    sql(
        "do $$ begin for i in 4..6 loop execute format('create table if not exists scan_old_%s"
            + " partition of scan for values from (%L) to (%L)', i,"
            + " date_trunc('month', now()) - i * interval '1 month',"
            + " date_trunc('month', now()) - (i - 1) * interval '1 month'); end loop; end $$");
    sql(
        "insert into scan select gen_random_uuid(), date_trunc('month', now())"
            + " - interval '4 months' + i * interval '1 second', size, took_millis, site_id,"
            + " outcome_id, answers_id, true, known, personal, sha256(i::text::bytea), sha1,"
            + " user_id, client, place || i, detail"
            + " from (select * from scan where ok limit 1) s, generate_series(1, "
            + OLD
            + ") i");
    String old = "select count(*) from scan where at < now() - interval '91 days'";
    begin(on);
    Row row = new Row("the same, shipped, while " + OLD + " records are purged");
    long before = number(old);
    Await.until("it purges", PATIENCE, () -> number(old) < before);
    for (int round = 0; round < ROUNDS; round++) {
      row.add(thousand(off), thousand(on));
    }
    long left = number(old);
    line(row, 0.9);
    report.append(
        "%n%d of them were left at the end of the rounds%s.%n"
            .formatted(left, left == 0 ? ": it was over before" : ""));
    save();
  }

  @Test
  void firstSweeps() throws Exception {
    Row with = new Row("first sweep of " + FILES + " files of 1 to 10 KB, by path");
    Row held = new Row("the same, shipping held back");
    try (StoreFolder store = StoreFolder.filled(FILES, KIB, 10 * KIB);
        SweepProcess off = sweep(store);
        SweepProcess on = sweep(store, postgres.url("postgres"));
        SweepProcess away = sweep(store, nowhere())) {
      for (int round = 0; round <= ROUNDS; round++) { // the first one warms up
        double without = pass(store, off);
        double one = pass(store, on);
        awaitShipped();
        double other = pass(store, away);
        if (round > 0) {
          with.add(without, one);
          held.add(without, other);
        }
      }
    }
    line(with, 0.85);
    line(held, 0.97);
  }

  private static double pass(StoreFolder store, SweepProcess sweep) throws IOException {
    SweepBench.renew(store, KIB, 10 * KIB);
    SweepProcess.Done done = sweep.pass("FULL");
    assertEquals(store.files(), done.clean(), "all are clean");
    return done.seconds();
  }

  private SweepProcess sweep(StoreFolder store, String... journal) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(store.root().toString(), clamd.unixAddress(), "true", "8", "P1D", "PT0S"));
    if (journal.length > 0) {
      Path data = Files.createTempDirectory(folder, "data");
      arguments.addAll(
          List.of(journal[0], PostgresProcess.USER, PostgresProcess.PASSWORD, data.toString()));
    }
    return new SweepProcess(SweepProgram.class, arguments.toArray(String[]::new));
  }

  /** Where no database answers. */
  private static String nowhere() {
    return "jdbc:postgresql://127.0.0.1:" + LoopbackPort.free() + "/postgres";
  }

  private MicroNode node(String name, String journal) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "SCANGATE_CLAMD_ADDRESS",
                clamd.tcpAddress(),
                "SCANGATE_SCAN_TIMEOUT",
                "PT110S",
                "SCANGATE_JOURNAL_URL",
                journal));
    if (!journal.equals("none")) {
      settings.put("SCANGATE_JOURNAL_USER", PostgresProcess.USER);
      settings.put("SCANGATE_JOURNAL_PASSWORD", PostgresProcess.PASSWORD);
    }
    return new MicroNode("journal-" + name, settings);
  }

  private void begin(MicroNode node) throws Exception {
    node.start();
    Await.until("it is ready", PATIENCE, node::isReady);
    run(node, WARM);
  }

  /** Seconds. */
  private double thousand(MicroNode node) throws Exception {
    return 1_000 / run(node, ROUND).perSecond();
  }

  private Round run(MicroNode node, Duration time) throws Exception {
    MoodleClient client =
        new MoodleClient(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), node.port()), "/scangate");
    Round round = Round.run(CLIENTS, time, () -> isOk(client.scan(Content.fresh(SIZE), SIZE)));
    assertEquals(List.of(), round.failures());
    return round;
  }

  private static void isOk(String answer) throws IOException {
    if (!answer.contains("\"status\":\"OK\"")) {
      throw new IOException("not OK: " + answer);
    }
  }

  /** Until nothing comes any more: else the next round would pay for the one before. */
  private void awaitShipped() {
    long[] last = {-1, System.nanoTime()};
    Await.until(
        "all is shipped",
        PATIENCE,
        () -> {
          if (System.nanoTime() - last[1] < Duration.ofSeconds(2).toNanos()) {
            return false;
          }
          long now = number("select count(*) from scan");
          boolean same = now == last[0];
          last[0] = now;
          last[1] = System.nanoTime();
          return same;
        });
  }

  private void line(Row row, double target) throws IOException {
    report.append(row.line("", target, false));
    save();
  }

  private void save() throws IOException {
    System.out.print(report);
    Files.writeString(Path.of("target/bench-journal-cost.md"), report);
  }

  private void sql(String sql) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long number(String sql) throws IOException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    } catch (SQLException e) {
      throw new IOException(sql, e);
    }
  }

  private Connection connection() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", PostgresProcess.USER);
    properties.setProperty("password", PostgresProcess.PASSWORD);
    try {
      Driver driver =
          Class.forName("org.postgresql.Driver")
              .asSubclass(Driver.class)
              .getDeclaredConstructor()
              .newInstance();
      return driver.connect(postgres.url("postgres"), properties);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the driver is not in the class path", e);
    }
  }
}

package org.scangate.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scangate.testing.Await;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.DirectClamd;

/** Scangate on a server against {@link DirectClamd}, in turns, on one clamd. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
final class ScangateBench {

  private static final String SERVER = System.getProperty("scangate.it.server");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;

  private static final List<Work> WORKS =
      List.of(
          new Work(
              "conncheck + scan of 10 KB",
              32,
              10 * KIB,
              true,
              false,
              SERVER.startsWith("wildfly") ? 0.5 : 0.35),
          new Work("scan of 1 MB", 8, MIB, false, false, 0.9),
          new Work("the same 1 MB again", 8, MIB, false, true, 5),
          new Work("scan of 100 MB", 8, 100L * MIB, false, false, 0.9));

  private static final ClamdServer CLAMD =
      ClamdServer.builder()
          .option("DisableCache", "yes")
          .option("MaxThreads", "64")
          .option("MaxQueue", "256")
          .databaseVersion(27_811)
          .start();

  private final StringBuilder report = new StringBuilder();
  private final List<String> failures = new ArrayList<>();

  @ArquillianResource private URL url;

  /** The ordinal is over that of the settings in scangate.cli. */
  @Deployment(testable = false)
  static WebArchive built() {
    String settings =
        """
        config_ordinal=250
        scangate.clamd.address=%s
        scangate.scan-timeout=PT110S
        """
            .formatted(CLAMD.tcpAddress());
    return ShrinkWrap.create(ZipImporter.class, "scangate.war")
        .importFrom(new File("target/scangate.war"))
        .as(WebArchive.class)
        .addAsResource(new StringAsset(settings), "META-INF/microprofile-config.properties");
  }

  @AfterAll
  static void stop() {
    CLAMD.close();
  }

  @Test
  void scangateAgainstAPlainClient() throws IOException, InterruptedException {
    Duration second = Duration.ofSeconds(1);
    awaitReady();
    Round.run(32, second.multipliedBy(45), scangate(WORKS.get(0))); // until it is compiled
    table(
        "a handful of signatures: what HTTP costs weighs more than it ever would in use",
        new Work.Plan(second.multipliedBy(4), 5, Duration.ofMillis(2500)),
        WORKS);
    ManySignatures.write(CLAMD.database());
    CLAMD.restart(Map.of());
    // without 100 MB: it takes clamd minutes, and shows nothing that 1 MB does not
    table(
        "%,d signatures of the costly kind, as an installation has them and more"
            .formatted(ManySignatures.COUNT),
        new Work.Plan(second, 3, second.multipliedBy(3)),
        WORKS.subList(0, 3));
    System.out.println(report);
    Files.writeString(Path.of("target/bench.md"), report);
    assertEquals(List.of(), failures);
  }

  private void table(String title, Work.Plan plan, List<Work> works)
      throws IOException, InterruptedException {
    awaitReady();
    report.append("\n**%s, %s** (%s)%n%n".formatted(SERVER, title, machine()));
    report.append(Comparison.header());
    for (Work work : works) {
      Comparison comparison = compare(work, plan);
      failures.addAll(comparison.failures());
      report.append(comparison.row());
      System.out.print(comparison.row());
    }
  }

  private void awaitReady() {
    Await.until(
        "Scangate is ready", PATIENCE, () -> client().conncheck().contains("\"msg\":\"ready: "));
  }

  private Round.Post scangate(Work work) {
    MoodleClient client = client();
    return () -> {
      if (work.conncheck()) {
        ok(client.conncheck());
      }
      ok(client.scan(work.content(), work.size()));
    };
  }

  private static String machine() {
    return "%d cores, load %.1f before, Java %s, server with %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
            Runtime.version().feature(),
            System.getProperty("scangate.it.jvm"));
  }

  private Comparison compare(Work work, Work.Plan plan) throws InterruptedException {
    DirectClamd clamd = CLAMD.direct(PATIENCE);
    Round.Post direct = () -> assertEquals("stream: OK", clamd.scan(work.content()));
    Round.Post scangate = scangate(work);
    if (work.size() <= MIB) {
      Round.run(work.clients(), plan.warmUp(), scangate);
      Round.run(work.clients(), plan.warmUp().dividedBy(4), direct);
    }
    int rounds = work.size() <= MIB ? plan.rounds() : plan.rounds() / 2;
    Comparison comparison = new Comparison(work);
    for (int i = 0; i < rounds; i++) {
      Comparison.Cpu begun = cpu();
      Round one = Round.run(work.clients(), plan.round(), direct);
      Comparison.Cpu between = cpu();
      Round other = Round.run(work.clients(), plan.round(), scangate);
      comparison.add(one, between.since(begun), other, cpu().since(between));
    }
    return comparison;
  }

  private static void ok(String answer) throws IOException {
    if (!answer.startsWith("HTTP/1.1 200") || !answer.contains("\"status\":\"OK\"")) {
      throw new IOException("not OK: " + answer);
    }
  }

  private MoodleClient client() {
    String path = url.getPath();
    return new MoodleClient(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), url.getPort()),
        path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
  }

  private static Comparison.Cpu cpu() {
    double clamd = 0;
    double server = 0;
    for (ProcessHandle process : ProcessHandle.current().descendants().toList()) {
      double seconds =
          process.info().totalCpuDuration().map(cpu -> cpu.toNanos() / 1e9).orElse(0.0);
      if (process.pid() == CLAMD.pid()) {
        clamd += seconds;
      } else {
        server += seconds;
      }
    }
    return new Comparison.Cpu(server, clamd);
  }
}

package org.scangate.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.scan.DataSize;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.Origin;
import org.scangate.scan.ScanService;
import org.scangate.scan.Scanner;
import org.scangate.scan.Verdict;
import org.scangate.scan.VerdictCache;
import org.scangate.scan.pool.ScannerPool;
import org.scangate.scan.spool.Spool;
import org.scangate.scan.spool.SpooledContent;
import org.scangate.scanner.clamd.Clamd;
import org.scangate.scanner.clamd.ClamdAddress;
import org.scangate.scanner.clamd.ClamdSettings;
import org.scangate.scanner.hashlist.Hashlist;
import org.scangate.scanner.hashlist.HashlistSettings;
import org.scangate.scanner.icap.Icap;
import org.scangate.scanner.icap.IcapSettings;
import org.scangate.scanner.net.TrustedCertificates;
import org.scangate.testing.Await;
import org.scangate.testing.CIcapServer;
import org.scangate.testing.ClamdServer;

/**
 * What the scanners cost, and what several of them gain: from the upload's first byte in the spool
 * to the report, in this process. No HTTP has a part in it.
 */
final class ScannersBench {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int MIB = 1 << 20;
  private static final int CLIENTS = 8;
  private static final long SLOWED = 20L * MIB;
  private static final Work.Plan PLAN =
      new Work.Plan(Duration.ofSeconds(10), 7, Duration.ofSeconds(4));

  private static final ClamdServer CLAMD =
      ClamdServer.builder()
          .option("DisableCache", "yes")
          .option("MaxThreads", "64")
          .option("MaxQueue", "256")
          .databaseVersion(27_811)
          .start();

  @TempDir private Path folder;
  private final DeadlineTimer deadlines = new DeadlineTimer();
  private final List<AutoCloseable> opened = new ArrayList<>(List.of(deadlines));
  private final StringBuilder report = new StringBuilder(Comparison.header());
  private final List<String> failures = new ArrayList<>();

  @AfterAll
  static void stop() {
    CLAMD.close();
  }

  @Test
  void scannersAgainstTheirBaselines() throws Exception {
    try {
      icap();
      several();
      addresses();
    } finally {
      for (AutoCloseable one : opened) {
        one.close();
      }
    }
    System.out.println(report);
    Files.writeString(Path.of("target/bench-scanners.md"), report);
    assertEquals(List.of(), failures);
  }

  private void icap() throws Exception {
    try (CIcapServer icap = CIcapServer.start(CLAMD);
        PlainIcap plain = new PlainIcap(URI.create(icap.uri()))) {
      IcapSettings settings =
          new IcapSettings(
              "icap",
              List.of(IcapSettings.uri(icap.uri())),
              IcapSettings.Method.RESPMOD,
              List.of("X-Infection-Found"),
              new DataSize(MIB),
              CLIENTS,
              PATIENCE,
              TrustedCertificates.context(Optional.empty()));
      Round.Post scangate = post(pool("icap", Icap.all(settings, deadlines), CLIENTS));
      Round.Post direct =
          () -> assertEquals("ICAP/1.0 204", plain.scan(Content.fresh(MIB)).substring(0, 12));
      row("icap, 1 MB, against a plain client", 0.9, direct, scangate);
    }
  }

  private void several() throws Exception {
    Hashlist list = new Hashlist(new HashlistSettings("hashlist", List.of()));
    Round.Post alone = post(clamd(CLAMD.tcpAddress()));
    Round.Post both = post(clamd(CLAMD.tcpAddress()), pool("hashlist", List.of(list), 256));
    row("clamd + hashlist, 1 MB, against clamd alone", 0.95, alone, both);
  }

  private void addresses() throws Exception {
    try (SlowRelay first = new SlowRelay(CLAMD.port(), SLOWED);
        SlowRelay second = new SlowRelay(CLAMD.port(), SLOWED)) {
      row(
          "two clamd addresses, 1 MB, each with 20 MiB/s, against one",
          1.9,
          post(clamd(first.address())),
          post(clamd(first.address(), second.address())));
    }
  }

  private Scanner clamd(String... addresses) {
    ClamdSettings settings =
        new ClamdSettings(
            "clamd",
            Arrays.stream(addresses).map(ClamdAddress::new).toList(),
            new DataSize(MIB),
            CLIENTS,
            false,
            PATIENCE);
    return pool("clamd", Clamd.all(settings, deadlines), CLIENTS);
  }

  private Scanner pool(String name, List<? extends Scanner> scanners, int slots) {
    ScannerPool pool = new ScannerPool(name, scanners, slots);
    opened.add(0, pool);
    Await.until(
        name + " is ready",
        PATIENCE,
        () -> scanners.stream().allMatch(one -> one.readiness().ready()));
    return pool;
  }

  private Round.Post post(Scanner... scanners) {
    ScanService service =
        new ScanService(
            List.of(scanners), VerdictCache.NONE, DataSize.parse("2G"), PATIENCE, report -> {});
    opened.add(0, service);
    Spool spool =
        new Spool(new Spool.Settings(folder, new DataSize(2 * MIB), DataSize.parse("1G")));
    return () -> {
      try (InputStream content = Content.fresh(MIB);
          SpooledContent upload = spool.receive(content, new DataSize(MIB))) {
        assertEquals(
            new Verdict.Clean(), service.scan(upload.as("bench", Origin.of("bench"))).verdict());
      }
    };
  }

  private void row(String name, double target, Round.Post baseline, Round.Post scangate)
      throws InterruptedException {
    Comparison comparison = new Comparison(new Work(name, CLIENTS, MIB, false, false, target));
    Round.run(CLIENTS, PLAN.warmUp(), scangate);
    Round.run(CLIENTS, PLAN.warmUp().dividedBy(2), baseline);
    Comparison.Cpu none = new Comparison.Cpu(0, 0);
    for (int i = 0; i < PLAN.rounds(); i++) {
      comparison.add(
          Round.run(CLIENTS, PLAN.round(), baseline),
          none,
          Round.run(CLIENTS, PLAN.round(), scangate),
          none);
    }
    report.append(comparison.row());
    failures.addAll(comparison.failures());
    System.out.print(comparison.row());
  }
}

package org.scangate.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.pure.s3.S3BenchProgram;
import org.scangate.pure.sweep.SweepProcess;
import org.scangate.testing.Await;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.DirectClamd;
import org.scangate.testing.s3.Ceph;
import org.scangate.testing.s3.FaultyGate;
import org.scangate.testing.s3.GateRequest;
import org.scangate.testing.s3.LocalS3;
import org.scangate.testing.s3.Queue;
import org.scangate.testing.s3.S3Server;

/**
 * The sweep of a bucket against the same client that only reads and tags, lists, or scans. The
 * sweep and those are in a JVM of their own with 256 MB; the servers are outside of it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class S3Bench {

  /** That count; one more before them warms up. */
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);

  /** Divides the numbers of objects: for a look at the bench itself. */
  private static final int LESS = Integer.getInteger("bench.less", 1);

  private static final int PARALLEL = 8;
  private static final int AT_ONCE = 4;
  private static final long SMALL = 10 << 10;
  private static final int PAGE = 1000;
  private static final int UPLOADS = 100;
  private static final Duration FAR = Duration.ofMillis(10);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final StringBuilder report = new StringBuilder();

  @BeforeAll
  void begin() throws IOException {
    append(
        "%n**S3** (%d cores, load %.1f before, Java %s with -Xmx256m, %d scans at once)%n%n"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.version().feature(),
                PARALLEL));
    append(Row.header());
  }

  /** Shows it at once and saves what there is: the rest takes minutes. */
  private void append(String lines) throws IOException {
    report.append(lines);
    System.out.print(lines);
    Files.writeString(Path.of("target/bench-s3.md"), report);
  }

  private static S3Server server(boolean ceph) {
    assumeTrue(!ceph || Ceph.installed(), Ceph.PACKAGES);
    return ceph ? Ceph.start() : LocalS3.inMemory();
  }

  private static SweepProcess process(S3Server server, int parallel, String clamd)
      throws IOException {
    return new SweepProcess(
        S3BenchProgram.class,
        server.region(),
        server.accessKey(),
        server.secretKey(),
        Integer.toString(parallel),
        clamd);
  }

  @Order(1)
  @ParameterizedTest(name = "first sweep, Ceph: {0}, across a network: {1}, versions: {2}")
  @CsvSource({
    "false, false, false",
    "false, false, true",
    "false, true, false",
    "false, true, true",
    "true, false, false",
    "true, false, true",
    "true, true, false",
    "true, true, true"
  })
  void smallObjects(boolean ceph, boolean far, boolean versioned)
      throws IOException, InterruptedException {
    int objects = (ceph && !far ? 5000 : 2000) / LESS;
    try (S3Server server = server(ceph);
        FaultyGate gate = FaultyGate.before(server);
        SweepProcess process = process(server, PARALLEL, S3BenchProgram.NO_CLAMD)) {
      String work =
          "%,d objects of 10 KB, %s%s%s"
              .formatted(
                  objects,
                  server.name(),
                  far ? " and 10 ms each request" : "",
                  versioned ? ", with versions" : "");
      long requests = warmUp(process, small(server, versioned, objects), gate);
      Row row = new Row("%s; %.2f requests an object".formatted(work, requests / (double) objects));
      if (far) {
        gate.before(request -> true, S3Bench::travel, FaultyGate.ALWAYS);
      }
      for (int round = 0; round < ROUNDS; round++) {
        Bucket bucket = small(server, versioned, objects);
        String where = at(far ? gate.endpoint() : server.endpoint(), bucket);
        double sweep = firstSweep(process, bucket, where);
        double plain = clean(process.pass("PLAIN " + where), bucket);
        row.add(plain, sweep);
      }
      append(row.line("GET + PUT of tags", 0.8, false));
    }
  }

  private static Bucket small(S3Server server, boolean versioned, int objects)
      throws InterruptedException {
    Bucket bucket = new Bucket(server, versioned);
    bucket.fill(Collections.nCopies(objects, SMALL));
    return bucket;
  }

  private static String at(URI endpoint, Bucket bucket) {
    return endpoint + " " + bucket.name();
  }

  /** Through the gate, which counts. */
  private static long warmUp(SweepProcess process, Bucket bucket, FaultyGate gate)
      throws IOException, InterruptedException {
    String where = at(gate.endpoint(), bucket);
    firstSweep(process, bucket, where);
    long requests = gate.requests().size();
    System.out.println(where + ": " + requests + kinds(gate));
    gate.clear();
    clean(process.pass("PLAIN " + where), bucket);
    gate.clear();
    return requests;
  }

  private static String kinds(FaultyGate gate) {
    return ", lists %d, GET %d, HEAD %d, get tags %d, put tags %d"
        .formatted(
            gate.count(GateRequest::isList),
            gate.count(GateRequest::isGet),
            gate.count(GateRequest::isHead),
            gate.count(GateRequest::isGetTags),
            gate.count(GateRequest::isPutTags));
  }

  private static void travel() {
    try {
      TimeUnit.NANOSECONDS.sleep(FAR.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static double firstSweep(SweepProcess process, Bucket bucket, String where)
      throws IOException, InterruptedException {
    process.have("OPEN " + where);
    return clean(process.pass("FULL"), bucket);
  }

  private static double clean(SweepProcess.Done done, Bucket bucket) throws InterruptedException {
    assertEquals(bucket.objects(), bucket.clean(), "all are tagged OK");
    assertEquals(bucket.objects(), done.clean(), "each was scanned once");
    assertEquals(0, done.others());
    return done.seconds();
  }

  @Order(2)
  @ParameterizedTest(name = "large objects, clamd as slow as with the official signatures: {0}")
  @ValueSource(booleans = {false, true})
  void largeObjects(boolean slow) throws IOException, InterruptedException {
    ClamdServer clamd =
        ClamdServer.builder()
            .option("DisableCache", "yes")
            .option("StreamMaxLength", "128M")
            .option("MaxFileSize", "128M")
            .option("MaxScanSize", "512M")
            .build();
    try (clamd;
        S3Server server = server(true)) {
      if (slow) {
        ManySignatures.write(clamd.database());
      }
      clamd.start();
      Bucket bucket = new Bucket(server, false);
      List<Long> sizes = large((slow ? 256L : 1024L) << 20);
      bucket.fill(sizes);
      String where = at(server.endpoint(), bucket);
      Row row =
          new Row(
              "%.2f GB in %d objects of 10 to 100 MB, Ceph, %d at once%s"
                  .formatted(
                      sizes.stream().mapToLong(Long::longValue).sum() / 1e9,
                      sizes.size(),
                      AT_ONCE,
                      slow ? ", clamd as slow as with the official signatures" : ""));
      try (SweepProcess process = process(server, AT_ONCE, clamd.unixAddress())) {
        for (int round = 0; round <= ROUNDS; round++) { // the first one warms up
          bucket.takeVerdicts();
          double sweep = firstSweep(process, bucket, where);
          double direct = direct(clamd, sizes);
          if (round > 0) {
            row.add(direct, sweep);
          }
        }
      }
      append(row.line("INSTREAM", 0.9, false));
    }
  }

  private static List<Long> large(long all) {
    Random random = new Random(1);
    List<Long> sizes = new ArrayList<>();
    for (long left = all / LESS; left > 0; left -= sizes.get(sizes.size() - 1)) {
      sizes.add((10 + random.nextLong(90)) << 20);
    }
    return sizes;
  }

  /** Seconds that so many clients take that have the same content in memory. */
  private static double direct(ClamdServer clamd, List<Long> sizes) throws InterruptedException {
    DirectClamd direct = new DirectClamd(UnixDomainSocketAddress.of(clamd.socketPath()), PATIENCE);
    ConcurrentLinkedQueue<Long> left = new ConcurrentLinkedQueue<>(sizes);
    Round round =
        Round.run(
            AT_ONCE,
            Duration.ZERO,
            () -> {
              for (Long size = left.poll(); size != null; size = left.poll()) {
                assertEquals("stream: OK", direct.scan(Content.known(size)));
              }
            });
    assertEquals(List.of(), round.failures());
    return round.seconds();
  }

  @Order(3)
  @Test
  void nothingNew() throws IOException, InterruptedException {
    int objects = 100_000 / LESS;
    int pages = (objects + PAGE - 1) / PAGE;
    try (S3Server server = server(false);
        FaultyGate gate = FaultyGate.before(server);
        SweepProcess process = process(server, PARALLEL, S3BenchProgram.NO_CLAMD)) {
      Bucket bucket = new Bucket(server, false);
      bucket.fill(Collections.nCopies(objects, 1L));
      String where = at(gate.endpoint(), bucket);
      firstSweep(process, bucket, where);
      Row full = new Row("full walk, %,d objects, all current".formatted(objects));
      Row quick = new Row("quick pass, the same");
      for (int round = 0; round <= ROUNDS; round++) { // the first one warms up
        SweepProcess.Done listed = process.pass("LIST " + where);
        assertEquals(objects, listed.seen());
        double walked = requestsOnlyLists("FULL", pages, process, gate);
        double passed = requestsOnlyLists("QUICK", pages, process, gate);
        if (round > 0) {
          full.add(listed.seconds(), walked);
          quick.add(listed.seconds(), passed);
        }
      }
      append(full.line("listing alone", 1.5, true));
      append(quick.line("listing alone", 1.5, true));
      append(
          "| the same, requests | %d pages of a listing | %d each | | equal |%n"
              .formatted(pages, pages));
    }
  }

  private static double requestsOnlyLists(
      String kind, int pages, SweepProcess process, FaultyGate gate) throws IOException {
    gate.clear();
    SweepProcess.Done done = process.pass(kind);
    assertEquals(pages, gate.count(GateRequest::isList), "pages");
    assertEquals(pages, gate.requests().size(), "no other requests");
    assertEquals(0, done.clean() + done.others(), "all are current");
    return done.seconds();
  }

  /** From the end of the upload to the tag, by a queue, while nothing else is to be done. */
  @Order(4)
  @ParameterizedTest(name = "event to tag, versions: {0}")
  @ValueSource(booleans = {false, true})
  void eventToTag(boolean versioned) throws IOException, InterruptedException {
    Random random = new Random(1);
    double[] seconds = new double[UPLOADS / LESS];
    try (S3Server server = server(false);
        Queue queue = Queue.start();
        SweepProcess process = process(server, PARALLEL, S3BenchProgram.NO_CLAMD)) {
      Bucket bucket = new Bucket(server, versioned);
      String events = queue.create("events", Duration.ofMinutes(2));
      process.have("OPEN " + at(server.endpoint(), bucket) + " " + events);
      process.pass("FULL");
      process.have("BEAT");
      toTag(bucket, -1, queue, events); // warms up
      for (int i = 0; i < seconds.length; i++) {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(500));
        seconds[i] = toTag(bucket, i, queue, events);
      }
      Await.until("all messages are gone", PATIENCE, () -> queue.messages(events) == 0);
    }
    Arrays.sort(seconds);
    double most = percentile(seconds, 95);
    append(
        "| event to tag, %d uploads, LocalS3%s | | p50 %.2f s, p95 %.2f s, slowest %.2f s | | p95 ≤ 2 s%s |%n"
            .formatted(
                seconds.length,
                versioned ? " with versions" : "",
                percentile(seconds, 50),
                most,
                percentile(seconds, 100),
                most > 2 ? ": missed" : ""));
  }

  private static double toTag(Bucket bucket, int number, Queue queue, String events) {
    String key = bucket.add(number);
    long begun = System.nanoTime();
    queue.send(
        events,
        """
        {"Records": [{"eventName": "ObjectCreated:Put",
         "s3": {"bucket": {"name": "%s"}, "object": {"key": "%s"}}}]}"""
            .formatted(bucket.name(), key));
    Await.until("it is tagged", PATIENCE, () -> bucket.isClean(key));
    return (System.nanoTime() - begun) / 1e9;
  }

  private static double percentile(double[] sorted, int percent) {
    return sorted[(int) Math.ceil(sorted.length * percent / 100.0) - 1];
  }
}

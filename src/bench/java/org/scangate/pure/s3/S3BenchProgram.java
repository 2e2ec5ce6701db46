package org.scangate.pure.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.scangate.pure.Status;
import org.scangate.pure.VerdictDocument;
import org.scangate.pure.s3.S3Settings.Root;
import org.scangate.pure.sweep.PureSettings;
import org.scangate.pure.sweep.PureSettingsBuilder;
import org.scangate.pure.sweep.Sweep;
import org.scangate.pure.sweep.SweepProgram;
import org.scangate.scan.DataSize;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.Events;
import org.scangate.scan.ScanId;
import org.scangate.scan.ScanService;
import org.scangate.scan.Scanner;
import org.scangate.scan.VerdictCache;
import org.scangate.scan.pool.ScannerPool;
import org.scangate.scan.report.VerdictLog;
import org.scangate.scanner.clamd.Clamd;
import org.scangate.scanner.clamd.ClamdSettings;
import org.scangate.testing.ScriptedScanner;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * The sweep of buckets in a JVM of its own, as {@link SweepProgram} is that of a folder. {@code
 * OPEN <endpoint> <bucket> [<queue>]} begins a sweep that knows nothing yet, in the place of the
 * last one, and is answered {@code ready}; then the orders of {@link SweepProgram} go to it, of
 * which {@code BEAT} is answered {@code ready} as well. What a sweep is compared with has the same
 * client, heap and threads: {@code PLAIN <endpoint> <bucket>} lists, reads each object and tags it,
 * with a new client as after {@code OPEN}; {@code LIST <endpoint> <bucket>} only lists. Both are
 * answered like a pass.
 */
public final class S3BenchProgram {

  /** Of {@link #main}, in the place of an address. */
  public static final String NO_CLAMD = "-";

  private final String[] account;
  private final int parallel;
  private final ScanService scans;
  private Sweep sweep;

  private S3BenchProgram(String[] account, int parallel, ScanService scans) {
    this.account = account;
    this.parallel = parallel;
    this.scans = scans;
  }

  /**
   * @param args region, access key, secret key, scans at once, clamd's address or {@link #NO_CLAMD}
   *     for a scanner that only reads, log file
   */
  public static void main(String[] args) throws Exception {
    SweepProgram.log(args[5]);
    int parallel = Integer.parseInt(args[3]);
    try (DeadlineTimer deadlines = new DeadlineTimer();
        Scanner scanner = scanner(args[4], parallel, deadlines);
        ScanService scans =
            new ScanService(
                List.of(scanner),
                VerdictCache.NONE,
                DataSize.parse("2G"),
                Duration.ofSeconds(110),
                new VerdictLog())) {
      new S3BenchProgram(args, parallel, scans).obey();
    }
  }

  private static Scanner scanner(String clamd, int parallel, DeadlineTimer deadlines) {
    if (clamd.equals(NO_CLAMD)) {
      return ScriptedScanner.judging("reading", ScriptedScanner.VERSION, new ContentReader());
    }
    ClamdSettings settings = SweepProgram.clamd(clamd, "128M", false, parallel);
    ScannerPool pool =
        new ScannerPool("clamd", Clamd.all(settings, deadlines), settings.connections());
    SweepProgram.awaitProven(pool, settings);
    return pool;
  }

  private void obey() throws Exception {
    System.out.println("ready");
    BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      String[] order = line.split(" ");
      System.out.println(
          switch (order[0]) {
            case "OPEN" -> opened(settings(order));
            case "BEAT" -> beaten();
            case "PLAIN" -> plain(settings(order));
            case "LIST" -> listed(settings(order));
            default -> SweepProgram.measured(sweep, order[0]);
          });
    }
  }

  private S3Settings settings(String[] order) {
    return new S3Settings(
        List.of(new Root(order[2], "")),
        Optional.of(URI.create(order[1])),
        Optional.of(account[0]),
        true,
        Optional.of(new S3Settings.Keys(account[1], account[2])),
        order.length > 3 ? Optional.of(URI.create(order[3])) : Optional.empty(),
        Duration.ofDays(28));
  }

  private String opened(S3Settings settings) {
    if (sweep != null) {
      sweep.close();
    }
    PureSettings pure =
        new PureSettingsBuilder().interval(Duration.ofDays(1)).parallel(parallel).build();
    S3Store store = new S3Store(() -> settings, Clock.systemUTC());
    sweep = new Sweep(store, scans, () -> pure, Optional::empty, Clock.systemUTC(), Events.NONE);
    return "ready";
  }

  private String beaten() {
    SweepProgram.beat(sweep);
    return "ready";
  }

  private static S3Client client(S3Settings settings) {
    return S3Clients.s3(settings, new ServerClock(Clock.systemUTC()));
  }

  private static String listed(S3Settings settings) {
    String bucket = settings.roots().get(0).bucket();
    try (S3Client s3 = client(settings)) {
      s3.listObjectsV2(request -> request.bucket(bucket)); // a client's first takes longest
      long begun = System.nanoTime();
      return done(begun, keys(s3, bucket).size());
    }
  }

  private static List<String> keys(S3Client s3, String bucket) {
    List<String> keys = new ArrayList<>();
    boolean more = true;
    while (more) {
      String last = keys.isEmpty() ? null : keys.get(keys.size() - 1);
      ListObjectsV2Response page =
          s3.listObjectsV2(request -> request.bucket(bucket).startAfter(last));
      page.contents().forEach(object -> keys.add(object.key()));
      more = page.isTruncated();
    }
    return keys;
  }

  private String plain(S3Settings settings) throws Exception {
    String bucket = settings.roots().get(0).bucket();
    ExecutorService threads = Executors.newFixedThreadPool(parallel);
    long begun = System.nanoTime();
    try (S3Client s3 = client(settings)) {
      List<Callable<Void>> calls =
          keys(s3, bucket).stream()
              .map(key -> (Callable<Void>) () -> readAndTag(s3, bucket, key))
              .toList();
      for (Future<Void> call : threads.invokeAll(calls)) {
        call.get();
      }
      return done(begun, calls.size());
    } finally {
      threads.shutdownNow();
    }
  }

  private static Void readAndTag(S3Client s3, String bucket, String key) throws IOException {
    String version;
    try (ResponseInputStream<GetObjectResponse> content =
        s3.getObject(request -> request.bucket(bucket).key(key))) {
      version = content.response().versionId();
      content.transferTo(OutputStream.nullOutputStream());
    }
    VerdictDocument ok =
        new VerdictDocument(
            ScriptedScanner.VERSION,
            Optional.of(Instant.now()),
            Optional.of(ScanId.next()),
            Status.OK);
    List<Tag> tags =
        new ObjectTags(Map.of())
            .with(ok).all().entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    s3.putObjectTagging(
        request ->
            request
                .bucket(bucket)
                .key(key)
                .versionId(version)
                .tagging(tagging -> tagging.tagSet(tags)));
    return null;
  }

  private static String done(long begun, long objects) {
    long took = System.nanoTime() - begun;
    return "done %d %d %d 0 0 0".formatted(took, objects, objects);
  }
}

package org.scangate.config;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scangate.config.Settings.ScannerSettings;
import org.scangate.journal.Journal;
import org.scangate.journal.JournalQuestions;
import org.scangate.moodle.AccessRules;
import org.scangate.moodle.ScanEndpoint;
import org.scangate.moodle.SeenRequests;
import org.scangate.moodle.ServerPostLimit;
import org.scangate.pure.s3.BucketTrial;
import org.scangate.pure.s3.S3Settings.Root;
import org.scangate.pure.sweep.Sweeps;
import org.scangate.scan.ScanReport;
import org.scangate.scan.pool.ScannerPool;
import org.scangate.scan.spool.Spool;
import org.scangate.scan.spool.SpoolTrial;
import org.scangate.watch.ScannerMetrics;
import org.scangate.watch.check.AcceptedUnopenedCheck;
import org.scangate.watch.check.BucketCheck;
import org.scangate.watch.check.BucketCheck.BucketSight;
import org.scangate.watch.check.CanaryCheck;
import org.scangate.watch.check.CertificateCheck;
import org.scangate.watch.check.Check;
import org.scangate.watch.check.ClockCheck;
import org.scangate.watch.check.DeadLetterCheck;
import org.scangate.watch.check.DescriptorCheck;
import org.scangate.watch.check.HeapCheck;
import org.scangate.watch.check.HttpThreadsCheck;
import org.scangate.watch.check.JournalCheck;
import org.scangate.watch.check.KeysCheck;
import org.scangate.watch.check.LocalRootCheck;
import org.scangate.watch.check.LocalRootCheck.AvRights;
import org.scangate.watch.check.MoodleSitesCheck;
import org.scangate.watch.check.MountTable;
import org.scangate.watch.check.OpenAccessCheck;
import org.scangate.watch.check.PlainHttpCheck;
import org.scangate.watch.check.ScannerCheck;
import org.scangate.watch.check.ServerLimitCheck;
import org.scangate.watch.check.Sighting;
import org.scangate.watch.check.SignatureCheck;
import org.scangate.watch.check.SilenceCheck;
import org.scangate.watch.check.SpoolCheck;
import org.scangate.watch.check.SweepCheck;
import org.scangate.watch.check.UnopenedFilesCheck;
import org.scangate.watch.check.UntrustedProxyCheck;
import org.scangate.watch.check.WrongTokensCheck;

/** All checks that there are now, with what they look at. */
final class WatchedChecks implements Supplier<List<Check>> {

  private static final String CONSOLE = "/console";

  private final Settings start;
  private final Journal journal;
  private final MoodleConfig moodle;
  private final PureConfig pure;
  private final Clock clock = Clock.systemUTC();
  private final List<Check> fixed = new CopyOnWriteArrayList<>();
  private final UnopenedFilesCheck unopened = new UnopenedFilesCheck(clock);
  private final Map<String, Check> ofPlaces = new ConcurrentHashMap<>();
  private final BucketClocks bucketClocks = new BucketClocks();
  private final BucketTrial buckets;
  private volatile MoodleSitesCheck sites;

  WatchedChecks(Settings start, Journal journal, MoodleConfig moodle, PureConfig pure) {
    this.start = start;
    this.journal = journal;
    this.moodle = moodle;
    this.pure = pure;
    this.buckets = new BucketTrial(pure::s3, clock);
  }

  void scanners(List<ScannerSettings> settings, List<ScannerMetrics.Watched> pools) {
    List<String> clamds =
        settings.stream()
            .flatMap(
                one ->
                    one.<Stream<String>>fold(
                        clamd -> Stream.of(clamd.name()),
                        icap -> Stream.empty(),
                        command -> Stream.empty(),
                        remote -> Stream.empty(),
                        hashlist -> Stream.empty()))
            .toList();
    for (ScannerMetrics.Watched one : pools) {
      ScannerPool pool = one.pool();
      boolean clamd = clamds.contains(pool.name());
      fixed.add(new ScannerCheck(pool, clamd));
      fixed.add(new SignatureCheck(pool, clock, clamd));
    }
    fixed.add(unopened);
    fixed.add(new CertificateCheck(new TlsAddresses(settings, start, pure), clock));
  }

  void product(Spool spool, MoreHealth health, ServerPostLimit limit) {
    Spool.Settings settings = start.spool();
    fixed.add(
        new SpoolCheck(new SpoolTrial(spool), settings.folder(), spool::bytesKept, settings.max()));
    fixed.add(HeapCheck.ofThisProcess());
    fixed.add(DescriptorCheck.ofThisProcess());
    fixed.add(new JournalCheck(journal::status, clock));
    fixed.add(new KeysCheck(health::keysWrong, health::keysOdd));
    fixed.add(new ServerLimitCheck(limit));
    fixed.add(HttpThreadsCheck.ofThisProcess());
    fixed.add(new ClockCheck(this::otherClocks));
  }

  /**
   * @param sentences what counts as scanned although no scanner opens it
   */
  void accepted(Supplier<List<String>> sentences) {
    fixed.add(new AcceptedUnopenedCheck(sentences));
  }

  private Map<String, Optional<Duration>> otherClocks() {
    Map<String, Optional<Duration>> clocks = new LinkedHashMap<>();
    clocks.put("the journal's database", new JournalQuestions(journal, clock).databaseAhead());
    clocks.putAll(bucketClocks.of(pure.s3().roots()));
    return clocks;
  }

  void entry(ScanEndpoint entry) {
    Supplier<AccessRules> access = () -> moodle.current().access();
    fixed.add(
        new OpenAccessCheck(
            () -> !access.get().tokens().isEmpty(), () -> !access.get().allowed().isEmpty()));
    SeenRequests seen = entry.seen();
    fixed.add(new PlainHttpCheck(() -> seen.plain().map(WatchedChecks::sighting), clock));
    fixed.add(
        new UntrustedProxyCheck(() -> seen.foreignProxy().map(WatchedChecks::sighting), clock));
    fixed.add(new WrongTokensCheck(entry.statistics()::getWrongTokens, clock));
    sites =
        new MoodleSitesCheck(
            () ->
                seen.sites().entrySet().stream()
                    .collect(
                        Collectors.toMap(
                            Map.Entry::getKey,
                            one ->
                                new MoodleSitesCheck.Questions(
                                    one.getValue().count(), one.getValue().last()))),
            clock);
    fixed.add(sites);
  }

  private static Sighting sighting(SeenRequests.Seen seen) {
    return new Sighting(seen.at(), seen.connection());
  }

  /** Beside the console, where it is told where that is. */
  private static String api(Optional<URI> console) {
    return console
            .map(URI::toString)
            .filter(url -> url.endsWith(CONSOLE))
            .map(url -> url.substring(0, url.length() - CONSOLE.length()))
            .orElse("http://localhost:8080/scangate")
        + "/api/v1";
  }

  void stores(Sweeps sweeps) {
    String api = api(start.console().url());
    for (String store : List.of("local", "s3")) {
      fixed.add(new SweepCheck(store, sweeps::views, () -> pure.lastOfLocal().orphansMax(), api));
    }
    fixed.add(
        new DeadLetterCheck(
            () ->
                buckets
                    .lookAtQueue()
                    .map(one -> new DeadLetterCheck.QueueSight(one.problem(), one.deadLetters()))));
  }

  void ways(WatchedWays ways) {
    start.canaries().forEach(one -> fixed.add(new CanaryCheck(one.name(), ways.canaries())));
    fixed.add(new SilenceCheck(ways.silence()::statuses));
  }

  /** Those of roots and buckets follow the settings. */
  @Override
  public List<Check> get() {
    Map<String, Check> now = new LinkedHashMap<>();
    pure.local()
        .roots()
        .forEach(
            root ->
                put(
                    now,
                    "local " + root,
                    () -> new LocalRootCheck(root, MountTable.ofThisMachine(), this::avRights)));
    pure.s3()
        .roots()
        .forEach(
            root ->
                put(now, "s3 " + root, () -> new BucketCheck(root.toString(), () -> seenIn(root))));
    ofPlaces.keySet().retainAll(now.keySet());
    List<Check> all = new ArrayList<>(fixed);
    all.addAll(now.values());
    return all;
  }

  /** The one that there is, which knows what it has seen. */
  private void put(Map<String, Check> now, String place, Supplier<Check> made) {
    now.put(place, ofPlaces.computeIfAbsent(place, any -> made.get()));
  }

  private AvRights avRights() {
    return new AvRights(
        !pure.lastOfLocal().dryRun(), pure.local().permissions(), pure.local().group());
  }

  private BucketSight seenIn(Root root) {
    BucketTrial.Seen seen = buckets.look(root);
    bucketClocks.saw(root, seen.clockAhead());
    return new BucketSight(seen.refused(), seen.empty(), seen.versioning());
  }

  /** A scan has ended. */
  void count(ScanReport report) {
    unopened.accept(report);
    sites.accept(report);
  }

  /** An upload never became a scan. */
  void countNotReceived(ScanReport report) {
    sites.accept(report);
  }
}

package org.scangate.scanner.proof;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scangate.scan.Answer;
import org.scangate.scan.DataSize;
import org.scangate.scan.Deadline;
import org.scangate.scan.Engine;
import org.scangate.scan.Opened;
import org.scangate.scan.Outage;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Scanner;
import org.scangate.scan.Verdict;
import org.scangate.scanner.EngineClient;
import org.scangate.scanner.EngineSource;
import org.scangate.scanner.SignatureDate;
import org.scangate.scanner.Weakness;

/**
 * An engine whose answers count as far as it is proven to give true ones: nothing is scanned before
 * it has found EICAR, and nothing larger than what it is shown to scan.
 */
public final class ProvenScanner implements Scanner {

  /** What is known saves time: asking for it must not cost a scan's. */
  private static final Duration KEY_PATIENCE = Duration.ofMillis(500);

  private final Settings settings;
  private final EngineSource source;
  private final EngineMonitor monitor;

  /** Where it was last found. */
  private volatile String address;

  /**
   * How far an engine is believed.
   *
   * @param name the scanner's configured name; its keys are {@code scangate.<name>.…}
   * @param maxFileSize upper bound of what is sent; less if the engine is proven to scan less
   * @param patience with a probe of a few bytes
   * @param scanTimeout the bound on one scan, also on one probe of the limit
   */
  public record Settings(
      String name, DataSize maxFileSize, Duration patience, Duration scanTimeout) {}

  /** Begins to prove the engine; owns the client from now on. */
  public ProvenScanner(Settings settings, EngineClient client) {
    this(settings, EngineSource.of(client));
  }

  /** Begins to look for the engine, and to prove it; owns the source from now on. */
  public ProvenScanner(Settings settings, EngineSource source) {
    this(settings, source, TimeShown.LEAST);
  }

  ProvenScanner(Settings settings, EngineSource source, Duration leastTime) {
    this.settings = settings;
    this.source = source;
    this.address = source.address();
    this.monitor = new EngineMonitor(settings, source, leastTime);
    monitor.start();
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public String address() {
    monitor.state().proof().ifPresent(proof -> address = proof.client().address());
    return address;
  }

  @Override
  public Optional<Instant> signatures() {
    return monitor.state().proof().flatMap(proof -> SignatureDate.of(proof.version()));
  }

  @Override
  public Readiness readiness() {
    EngineState state = monitor.state();
    return state.readiness().opening(state.proof().map(Proof::opened));
  }

  @Override
  public Answer scan(Sample sample, Deadline deadline) {
    EngineState before = monitor.state();
    if (before.proof().isEmpty()) {
      // Without an address: it was not asked.
      return Answer.of(
          before.readiness().obstacle().orElseThrow(), new Engine(settings.name(), "", ""));
    }
    Proof proof = before.proof().get();
    if (sample.size() > proof.limit()) {
      return tooLarge(sample, proof);
    }
    EngineClient client = proof.client();
    TimedSample timed = new TimedSample(sample);
    EngineClient.Said said = client.scan(timed, deadline);
    Duration waited = timed.waited();
    String version = said.version().isEmpty() ? proof.version() : said.version();
    Engine engine = engine(client, version);
    if (said.verdict() instanceof Verdict.Unscanned unscanned) {
      if (unscanned.reason() == Reason.UNREACHABLE || unscanned.reason() == Reason.MISCONFIGURED) {
        // What is true of any sample is soon said by readiness, and others stand in.
        monitor.doubt();
      }
      return Answer.of(unscanned, engine);
    }
    Optional<Proof> now = stillProven(sample, client);
    if (said.verdict() instanceof Verdict.Clean && now.isEmpty()) {
      return Answer.of(lost(client), engine);
    }
    monitor.answered();
    if (said.verdict() instanceof Verdict.Clean
        && !now.orElseThrow().tellsLimits()
        && !monitor.timeShown().covers(waited)) {
      return Answer.of(tooLong(waited, now.get()), engine);
    }
    Optional<String> key = Optional.empty();
    if (version.equals(proof.version())) {
      key = cacheKey(proof, said.version());
    } else {
      monitor.doubt();
    }
    Opened opened = now.orElse(proof).opened().and(proof.opened());
    return new Answer(said.verdict(), engine, key, false, Optional.of(opened));
  }

  @Override
  public int maxConcurrentScans() {
    return monitor
        .state()
        .proof()
        .map(proof -> proof.client().maxConcurrentScans())
        .orElse(Integer.MAX_VALUE);
  }

  private Optional<Proof> stillProven(Sample sample, EngineClient client) {
    return monitor
        .state()
        .proof()
        .filter(now -> now.client() == client && sample.size() <= now.limit());
  }

  private static Verdict lost(EngineClient client) {
    return new Verdict.Unscanned(
        Reason.UNREACHABLE,
        client.engine() + " was no longer proven to give true verdicts when it answered");
  }

  /** Some call clean what they have not finished. */
  private Verdict tooLong(Duration waited, Proof proof) {
    EngineClient client = proof.client();
    Duration bound = monitor.timeShown().bound();
    return proof.whole()
        ? new Verdict.Unscanned(
            Reason.LIMIT_EXCEEDED,
            "%s said clean after %s s, longer than the %s s that it was shown to go on with a file, so a time limit of its own may have ended the scan; %s"
                .formatted(
                    client.engine(),
                    waited.toSeconds(),
                    bound.toSeconds(),
                    client.remedy(Weakness.BEYOND_LIMITS, new DataSize(proof.limit()))))
        : new Verdict.Unscanned(
            Reason.UNREACHABLE,
            "%s is not yet proven to tell of its limits; it is being tried"
                .formatted(client.engine()));
  }

  private Engine engine(EngineClient client, String version) {
    return new Engine(settings.name(), client.address(), client.shown(version));
  }

  private Answer tooLarge(Sample sample, Proof proof) {
    boolean wanted = sample.size() <= settings.maxFileSize().bytes();
    if (wanted && !proof.whole()) {
      String notYet =
          "%s is not yet proven to scan %s bytes; it is being tried"
              .formatted(proof.client().engine(), sample.size());
      // Without an address: it was not asked, and nothing speaks against the sample.
      return Answer.of(
          new Verdict.Unscanned(Reason.UNREACHABLE, notYet), new Engine(settings.name(), "", ""));
    }
    String why =
        wanted
            ? "%s bytes are more than the %s that %s is proven to scan; raise its limits"
                .formatted(sample.size(), proof.limit(), proof.client().engine())
            : "%s bytes are more than scangate.%s.max-file-size=%s"
                .formatted(sample.size(), settings.name(), settings.maxFileSize());
    return Answer.of(
        new Verdict.Unscanned(Reason.TOO_LARGE, why), engine(proof.client(), proof.version()));
  }

  @Override
  public List<String> cacheKeys() {
    return monitor.state().proof().flatMap(proof -> cacheKey(proof, proof.version())).stream()
        .toList();
  }

  @Override
  public Optional<Held> holds(String cacheKey, Deadline deadline) {
    return monitor.state().proof().flatMap(proof -> held(proof, cacheKey, deadline));
  }

  private Optional<Held> held(Proof proof, String cacheKey, Deadline deadline) {
    return proof
        .client()
        .versionInPassing(deadline.atMost(KEY_PATIENCE))
        .flatMap(version -> cacheKey(proof, version))
        .filter(cacheKey::equals)
        .map(key -> new Held(Optional.of(proof.opened())));
  }

  /** Good for one proof: after another one the engine may have other settings. */
  private Optional<String> cacheKey(Proof proof, String version) {
    EngineClient client = proof.client();
    return client.tellsSignatures(version)
        ? Optional.of(String.join(" ", settings.name(), client.address(), proof.id(), version))
        : Optional.empty();
  }

  @Override
  public Optional<Outage> outage(long size) {
    return size > settings.maxFileSize().bytes() ? Optional.empty() : monitor.outage(size);
  }

  @Override
  public long shown() {
    return monitor.shown();
  }

  @Override
  public void probeNow() {
    monitor.proveNow();
  }

  @Override
  public void close() {
    monitor.end();
    source.close();
    monitor.close();
  }
}

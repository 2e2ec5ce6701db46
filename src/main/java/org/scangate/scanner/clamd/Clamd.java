package org.scangate.scanner.clamd;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.scangate.scan.Answer;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.Engine;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Scanner;
import org.scangate.scan.Verdict;

/** One clamd at one address. Without a {@link Proof} of what it really does, nothing is scanned. */
public final class Clamd implements Scanner {

  /** What is known saves time: asking for it must not cost a scan's. */
  private static final Duration KEY_PATIENCE = Duration.ofMillis(500);

  private final ClamdSettings settings;
  private final Instream instream;
  private final ByPath byPath;
  private final ClamdWatch watch;

  private Clamd(ClamdSettings settings, List<ClamdAddress> candidates, DeadlineTimer deadlines) {
    this.settings = settings;
    this.instream = new Instream(deadlines);
    this.byPath = new ByPath(settings.name(), deadlines);
    this.watch = new ClamdWatch(settings, candidates, deadlines, instream);
  }

  /** One scanner for each configured address, watched from now on; the caller closes them. */
  public static List<Clamd> all(ClamdSettings settings, DeadlineTimer deadlines) {
    List<Clamd> all =
        settings.addresses().isEmpty()
            ? List.of(new Clamd(settings, ClamdAddress.USUAL, deadlines))
            : settings.addresses().stream()
                .map(address -> new Clamd(settings, List.of(address), deadlines))
                .toList();
    all.forEach(clamd -> clamd.watch.start());
    return all;
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Readiness readiness() {
    return watch.state().readiness();
  }

  @Override
  public Answer scan(Sample sample, Deadline deadline) {
    ClamdWatch.State now = watch.state();
    Proof proof = now.proof();
    if (proof == null) {
      return Answer.of(now.readiness().obstacle().orElseThrow(), engine("", ""));
    }
    Engine engine = engine(proof.endpoint().toString(), proof.version());
    if (sample.size() > proof.limit()) {
      return tooLarge(sample, proof, engine);
    }
    Optional<Verdict> read =
        settings.byPath() ? byPath.scan(sample, proof, deadline) : Optional.empty();
    Verdict verdict = read.orElseGet(() -> instream.scan(sample, proof.endpoint(), deadline));
    if (verdict instanceof Verdict.Unscanned unscanned) {
      if (unscanned.reason() == Reason.UNREACHABLE) {
        watch.lookNow();
      }
      return Answer.of(verdict, engine);
    }
    if (read.isPresent()) {
      // The proven process itself has answered, with these signatures or newer ones.
      watch.answered();
      return Answer.of(verdict, engine);
    }
    return confirmed(verdict, proof, deadline);
  }

  /**
   * A clean answer counts only if the clamd that gave it is the one that was proven. It is, when
   * that one still answers on the session which it had before the scan.
   */
  private Answer confirmed(Verdict verdict, Proof proof, Deadline deadline) {
    Optional<String> version = version(proof, deadline);
    Engine engine = engine(proof.endpoint().toString(), version.orElse(proof.version()));
    if (version.isEmpty() && verdict instanceof Verdict.Clean) {
      return Answer.of(unconfirmed(proof), engine);
    }
    watch.answered();
    Optional<String> key =
        version.filter(proof.version()::equals).flatMap(same -> cacheKey(proof, same));
    return new Answer(verdict, engine, key, false);
  }

  private static Verdict unconfirmed(Proof proof) {
    return proof.session().over()
        ? new Verdict.Unscanned(
            Reason.UNREACHABLE,
            "clamd at " + proof.endpoint() + " went away or was restarted during the scan")
        : new Verdict.Unscanned(
            Reason.TIMED_OUT,
            "clamd at " + proof.endpoint() + " did not confirm its answer within the time bound");
  }

  private static Optional<String> version(Proof proof, Deadline deadline) {
    try {
      return proof.session().version(deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Answer tooLarge(Sample sample, Proof proof, Engine engine) {
    boolean wanted = sample.size() <= settings.maxFileSize().bytes();
    if (wanted && !proof.whole()) {
      String notYet =
          "clamd at %s is not yet proven to scan %d bytes; it is being tried"
              .formatted(proof.endpoint(), sample.size());
      // Without an address: it was not asked, and nothing speaks against the sample.
      return Answer.of(new Verdict.Unscanned(Reason.UNREACHABLE, notYet), engine("", ""));
    }
    String why =
        wanted
            ? "%d bytes are more than the %d that clamd at %s is proven to scan; raise its limits"
                .formatted(sample.size(), proof.limit(), proof.endpoint())
            : "%d bytes are more than scangate.%s.max-file-size=%s"
                .formatted(sample.size(), settings.name(), settings.maxFileSize());
    return Answer.of(new Verdict.Unscanned(Reason.TOO_LARGE, why), engine);
  }

  @Override
  public List<String> cacheKeys() {
    Proof proof = watch.state().proof();
    return proof == null ? List.of() : cacheKey(proof, proof.version()).stream().toList();
  }

  @Override
  public boolean holds(String cacheKey, Deadline deadline) {
    Proof proof = watch.state().proof();
    if (proof == null) {
      return false;
    }
    try {
      return proof
          .session()
          .versionInPassing(deadline.atMost(KEY_PATIENCE))
          .flatMap(version -> cacheKey(proof, version))
          .filter(cacheKey::equals)
          .isPresent();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Good for one clamd process: another may have another clamd.conf. A bare {@code ClamAV 1.4.6}
   * does not tell its signatures' version, and so gives no key.
   */
  private Optional<String> cacheKey(Proof proof, String version) {
    return version.contains("/")
        ? Optional.of(
            settings.name()
                + ' '
                + proof.endpoint()
                + ' '
                + proof.session().id()
                + ' '
                + proof.limit()
                + ' '
                + version)
        : Optional.empty();
  }

  private Engine engine(String address, String version) {
    return new Engine(settings.name(), address, ClamdWatch.shortened(version));
  }

  @Override
  public long shown() {
    return watch.shown();
  }

  @Override
  public void probeNow() {
    watch.proveNow();
  }

  @Override
  public void close() {
    byPath.end();
    watch.close();
  }
}

package org.scangate.scanner.proof;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.scangate.scan.DataSize;
import org.scangate.scan.Deadline;
import org.scangate.scan.LogText;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Verdict;
import org.scangate.scanner.EngineClient;
import org.scangate.scanner.Weakness;

/**
 * Watches one engine from a thread of its own, and proves what it really does: when it appears,
 * when a scan broke off, when its version changes, and from time to time.
 */
final class EngineMonitor implements AutoCloseable {

  private static final Logger LOG = System.getLogger(EngineMonitor.class.getName());

  private static final Duration MISSING_EVERY = Duration.ofSeconds(1);
  private static final Duration TRUTH_EVERY = Duration.ofSeconds(10);
  private static final Duration LIMIT_EVERY = Duration.ofMinutes(1);
  private static final Duration ALL_EVERY = Duration.ofHours(1);
  private static final Duration ALL_AGAIN = Duration.ofMinutes(1);
  private static final Duration DOUBTED_EVERY = Duration.ofSeconds(1);

  /** A probe that takes long (a command that loads its signatures) is made less often. */
  private static final int REST = 20;

  /** Of probes that come too late while scans go on: more in a row say something. */
  private static final int MOST_EXCUSED = 5;

  private static final List<Weakness> WEAKNESSES =
      List.of(Weakness.ZIP, Weakness.PDF, Weakness.BEYOND_LIMITS, Weakness.ENCRYPTED);

  private final ProvenScanner.Settings settings;
  private final EngineClient client;
  private final Prober prober;
  private final Thread thread;
  private final Semaphore wake = new Semaphore(0);
  private final Object changes = new Object();

  private volatile boolean closed;
  private volatile boolean allDue;
  private volatile boolean doubted;
  private volatile long lastAnswer = System.nanoTime();
  private volatile long shown = System.nanoTime();
  private volatile State state;

  // Of the thread that looks:
  private Deadline nextLook = Deadline.in(Duration.ZERO);
  private Deadline nextDoubt = Deadline.in(Duration.ZERO);
  private Deadline nextLimit = Deadline.in(Duration.ZERO);
  private Deadline nextLimitInDoubt = Deadline.in(Duration.ZERO);
  private Deadline nextAll = Deadline.in(Duration.ZERO);
  private Deadline nextChange = Deadline.in(Duration.ZERO);
  private Prober.Limit provenLimit;
  private int excused;

  /**
   * What is known now.
   *
   * @param proof empty when nothing is proven; readiness then says why
   */
  record State(Optional<EngineProof> proof, Readiness readiness) {
    static State not(Reason reason, String why) {
      return new State(Optional.empty(), Readiness.not(reason, why));
    }
  }

  EngineMonitor(ProvenScanner.Settings settings, EngineClient client) {
    this.settings = settings;
    this.client = client;
    this.prober =
        new Prober(
            new ProbedClient(client, settings.patience()),
            new Prober.Bounds(
                "scangate." + settings.name() + ".max-file-size",
                settings.maxFileSize(),
                settings.patience(),
                settings.scanTimeout(),
                true));
    this.state = State.not(Reason.UNREACHABLE, client.engine() + " was not probed yet");
    this.thread = new Thread(this::run, "scangate-watch-" + settings.name());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  State state() {
    return state;
  }

  /** A scan was answered: a probe that times out meanwhile says nothing against the engine. */
  void answered() {
    lastAnswer = System.nanoTime();
  }

  /** When the last probe began that showed true answers, by {@link System#nanoTime()}. */
  long shown() {
    return shown;
  }

  /** A scan broke off: looks at once whether the engine is still there, and still the same. */
  void doubt() {
    doubted = true;
    wake.release();
  }

  /** Proves everything anew, the limit too. */
  void proveNow() {
    allDue = true;
    doubt();
  }

  private void run() {
    while (!closed) {
      try {
        if (nextLook.passed() || (doubted && nextDoubt.passed())) {
          look();
        }
        Deadline next = doubted ? nextDoubt : nextLook;
        wake.tryAcquire(Math.max(1, next.nanosLeft()), TimeUnit.NANOSECONDS);
        wake.drainPermits();
      } catch (InterruptedException e) {
        return; // by close()
      }
    }
  }

  private void look() throws InterruptedException {
    long begun = System.nanoTime();
    try {
      Optional<EngineProof> proof = state.proof();
      if (proof.isEmpty() || !proof.get().whole() || allDue || nextAll.passed()) {
        prove(proof);
      } else {
        check(proof.get());
      }
      excused = 0;
    } catch (ProbeFailed e) {
      if (isExcused(e.reason(), begun)) {
        excused++;
        nextLook = Deadline.in(TRUTH_EVERY);
      } else {
        forget(e.verdict());
        nextLook = rested(MISSING_EVERY, 1, begun);
      }
    } catch (RuntimeException | Error e) {
      // A fault of ours must end neither the watch nor the caution.
      LOG.log(Level.ERROR, "watching " + client.engine() + " failed", e);
      forget(new Verdict.Unscanned(Reason.UNREACHABLE, "internal error while probing: " + e));
      nextLook = rested(MISSING_EVERY, 1, begun);
    }
    nextDoubt = Deadline.in(DOUBTED_EVERY);
  }

  private static Deadline rested(Duration least, int times, long begun) {
    Duration rest = Duration.ofNanos(System.nanoTime() - begun).multipliedBy(times);
    return Deadline.in(rest.compareTo(least) > 0 ? rest : least);
  }

  /**
   * A probe that waits behind many scans may be late, or find every connection taken: that says
   * nothing against an engine that was proven, for a while.
   */
  private boolean isExcused(Reason reason, long begun) {
    boolean scansGoOn = lastAnswer - begun > 0;
    return state.proof().isPresent()
        && excused < MOST_EXCUSED
        && (reason == Reason.BUSY || (reason == Reason.TIMED_OUT && scansGoOn));
  }

  /** Large files take their time to be tried; the others need not wait for that. */
  private void prove(Optional<EngineProof> known) throws ProbeFailed, InterruptedException {
    String version = version().orElse("");
    truthful();
    long begun = System.nanoTime();
    if (known.isEmpty() && prober.scansFirstStep()) {
      become(proof(version, Prober.FIRST_STEP, false, List.of(prober.soFar())));
    }
    long before = known.filter(EngineProof::whole).map(EngineProof::limit).orElse(0L);
    Prober.Limit limit = prober.limit(before);
    List<String> advice = prober.advice(limit, WEAKNESSES);
    provenLimit = limit;
    nextLimit = Deadline.in(LIMIT_EVERY); // whatever the search for it has cost
    nextLimitInDoubt = Deadline.in(DOUBTED_EVERY);
    nextAll = rested(limit.tooSlow() ? ALL_AGAIN : ALL_EVERY, REST, begun);
    nextChange = rested(ALL_AGAIN, REST, begun);
    allDue = false;
    become(proof(version, limit.bytes(), true, advice));
  }

  private static EngineProof proof(String version, long limit, boolean whole, List<String> advice) {
    return new EngineProof(UUID.randomUUID(), version, limit, whole, advice);
  }

  /** Empty also when it did not answer, which other probes tell. */
  private Optional<String> version() {
    return client.version(Deadline.in(settings.patience()));
  }

  /** With another version there may be other settings too; several that take turns tell many. */
  private void check(EngineProof proof) throws ProbeFailed, InterruptedException {
    Optional<String> version = version().filter(now -> !now.equals(proof.version()));
    if (version.isPresent() && nextChange.passed()) {
      prove(Optional.of(proof));
      return;
    }
    boolean limitDue = nextLimit.passed() || (doubted && nextLimitInDoubt.passed());
    truthful();
    EngineProof same = limitDue ? limitHolds(proof) : proof;
    EngineProof now = version.map(same::withVersion).orElse(same);
    if (!now.equals(proof)) {
      become(now);
    }
  }

  private void truthful() throws ProbeFailed {
    doubted = false;
    long begun = System.nanoTime();
    prober.truthful();
    shown = begun;
    nextLook = rested(TRUTH_EVERY, REST, begun);
  }

  /** Restarted with other settings, it may say the same version and find EICAR as before. */
  private EngineProof limitHolds(EngineProof proof) throws ProbeFailed, InterruptedException {
    long begun = System.nanoTime();
    if (!prober.stillScans(proof.limit())) {
      throw new ProbeFailed(
          Reason.UNREACHABLE,
          "%s no longer scans files of %d bytes, as was proven; it is tried anew"
              .formatted(client.engine(), proof.limit()));
    }
    EngineProof now = proof.withAdvice(prober.advice(provenLimit, WEAKNESSES));
    limitShown(begun);
    return now;
  }

  private void limitShown(long begun) {
    nextLimit = rested(LIMIT_EVERY, REST, begun);
    nextLimitInDoubt = rested(DOUBTED_EVERY, REST, begun);
  }

  private void become(EngineProof proof) {
    Readiness after =
        Readiness.ready(proof.advice(), proof.version(), OptionalLong.of(proof.limit()));
    Readiness before = state.readiness();
    synchronized (changes) {
      if (closed) {
        return;
      }
      state = new State(Optional.of(proof), after);
    }
    if (!after.equals(before)) {
      LOG.log(
          Level.INFO,
          "{0} is ready: {1}, scans files up to {2}",
          client.engine(),
          proof.version().isEmpty() ? "tells no version" : LogText.of(proof.version()),
          new DataSize(proof.limit()));
      proof.advice().stream()
          .filter(sentence -> !before.advice().contains(sentence))
          .forEach(sentence -> LOG.log(Level.WARNING, sentence));
    }
  }

  private void forget(Verdict.Unscanned why) {
    State before;
    synchronized (changes) {
      before = state;
      state = State.not(why.reason(), why.detail());
    }
    if (!closed && !before.readiness().equals(state.readiness())) {
      LOG.log(Level.WARNING, "not scanning: " + LogText.of(why.detail()));
    }
  }

  /**
   * Nothing is proven from now on; a probe that goes on is broken off when its client is closed.
   */
  void end() {
    closed = true;
    forget(new Verdict.Unscanned(Reason.UNREACHABLE, "Scangate is being stopped"));
    thread.interrupt();
  }

  /** Waits for its thread to end. */
  @Override
  public void close() {
    end();
    try {
      thread.join(settings.patience().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As the prober sees it. */
  private record ProbedClient(EngineClient client, Duration patience) implements Prober.Subject {
    @Override
    public String engine() {
      return client.engine();
    }

    @Override
    public Verdict ask(Sample sample, Deadline deadline) {
      return client.scan(sample, deadline).verdict();
    }

    @Override
    public boolean alive() {
      return ask(ProbeSamples.clean(), Deadline.in(patience)) instanceof Verdict.Clean;
    }

    @Override
    public String remedy(Weakness weakness, DataSize limit) {
      return client.remedy(weakness, limit);
    }
  }
}

package org.scangate.scanner.proof;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.scangate.scan.DataSize;
import org.scangate.scan.Deadline;
import org.scangate.scan.LogText;
import org.scangate.scan.Outage;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.scanner.EngineClient;
import org.scangate.scanner.EngineSource;
import org.scangate.scanner.UnscannedException;
import org.scangate.scanner.Weakness;

/**
 * Watches one engine from a thread of its own, and proves what it really does: when it appears,
 * when a scan broke off, when its version changes, and from time to time.
 */
final class EngineMonitor implements AutoCloseable {

  private static final Logger LOG = System.getLogger(EngineMonitor.class.getName());

  /** Of probes that come too late while scans go on: more in a row say something. */
  private static final int MAX_EXCUSED = 5;

  private static final String GONE = " went away or was restarted";

  private static final List<Weakness> WEAKNESSES =
      List.of(Weakness.ZIP, Weakness.PDF, Weakness.BEYOND_LIMITS, Weakness.ENCRYPTED);

  private final ProvenScanner.Settings settings;
  private final EngineSource source;
  private final Thread thread;
  private final Semaphore wake = new Semaphore(0);
  private final Object changes = new Object();

  private volatile boolean closed;
  private volatile boolean asked;
  private volatile boolean doubted;
  private volatile long lastAnswer = System.nanoTime();
  private volatile long shown = System.nanoTime();
  private volatile State state;

  /** When it was last wholly proven to be well, or its proof was lost after that. */
  private volatile long since = System.nanoTime();

  private volatile boolean refused;

  // Of the thread that looks:
  private final ProbeSchedule schedule = new ProbeSchedule();
  private Prober.Limit provenLimit;
  private boolean allDue;
  private int excused;

  /**
   * What is known now.
   *
   * @param proof empty when nothing is proven; readiness then says why
   */
  record State(Optional<Proof> proof, Readiness readiness) {
    static State not(Reason reason, String why) {
      return new State(Optional.empty(), Readiness.not(reason, why));
    }
  }

  EngineMonitor(ProvenScanner.Settings settings, EngineSource source) {
    this.settings = settings;
    this.source = source;
    this.state = State.not(Reason.UNREACHABLE, source.engine() + " was not probed yet");
    this.thread = new Thread(this::run, "scangate-watch-" + settings.name());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** What is known now; what was proven ends with its process, before anybody has looked. */
  State state() {
    State now = state;
    return now.proof()
        .map(Proof::client)
        .filter(EngineClient::gone)
        .map(client -> State.not(Reason.UNREACHABLE, client.engine() + GONE))
        .orElse(now);
  }

  /** What is not proven now, and may soon be; see {@link org.scangate.scan.Scanner#outage}. */
  Optional<Outage> outage(long size) {
    State now = state();
    boolean soon =
        now.proof()
            .map(proof -> !proof.whole() && size > proof.limit())
            .orElseGet(() -> !closed && now.readiness().obstacle().orElseThrow().reason().passes());
    return soon ? Optional.of(new Outage(since, refused)) : Optional.empty();
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
    asked = true;
    doubt();
  }

  private void run() {
    while (!closed) {
      try {
        if (asked || isGone() || schedule.next(doubted).passed()) {
          look();
        }
        long wait = Math.max(1, schedule.next(doubted).nanosLeft());
        wake.tryAcquire(wait, TimeUnit.NANOSECONDS);
        wake.drainPermits();
      } catch (InterruptedException e) {
        return; // by close()
      }
    }
  }

  private boolean isGone() {
    return state.proof().filter(proof -> proof.client().gone()).isPresent();
  }

  private void look() throws InterruptedException {
    long begun = System.nanoTime();
    try {
      if (isGone()) {
        forget(state().readiness().obstacle().orElseThrow()); // the next may be there already
      }
      Optional<Proof> proof = state.proof();
      if (proof.isEmpty()) {
        find();
      } else if (look(proof.get())) {
        excused = 0;
      }
      schedule.looked(hasProcess());
    } catch (UnscannedException e) {
      if (isExcused(e.reason(), begun)) {
        excused++;
        schedule.excused(hasProcess());
      } else {
        forget(e.verdict());
        schedule.failed(begun);
      }
    } catch (RuntimeException | Error e) {
      // A fault of ours must end neither the watch nor the caution.
      LOG.log(Level.ERROR, "watching " + source.engine() + " failed", e);
      forget(new Verdict.Unscanned(Reason.UNREACHABLE, "internal error while probing: " + e));
      schedule.failed(begun);
    }
  }

  private boolean hasProcess() {
    return state.proof().flatMap(proof -> proof.client().process()).isPresent();
  }

  /**
   * A probe that waits behind many scans may be late, or find every connection taken: that says
   * nothing against an engine that was proven, for a while.
   */
  private boolean isExcused(Reason reason, long begun) {
    boolean scansGoOn = lastAnswer - begun > 0;
    return state.proof().isPresent()
        && excused < MAX_EXCUSED
        && (reason == Reason.BUSY || (reason == Reason.TIMED_OUT && scansGoOn));
  }

  private void find() throws UnscannedException, InterruptedException {
    asked = false; // all is proven now
    EngineClient found;
    try {
      found = source.find(settings.patience(), this::doubt);
      refused = false;
    } catch (UnscannedException e) {
      refused = true;
      throw e;
    }
    try {
      prove(found, Optional.empty());
      excused = 0;
    } finally {
      if (state.proof().isEmpty()) {
        source.release(found);
      }
    }
  }

  /**
   * @return false when nothing but its presence was looked at
   */
  private boolean look(Proof proof) throws UnscannedException, InterruptedException {
    boolean askedNow = asked;
    asked = false;
    allDue |= askedNow;
    String version = version(proof.client());
    if (!askedNow && !schedule.triesAgain()) {
      return false; // scans came first a moment ago; let them
    }
    boolean changed = !version.isEmpty() && !version.equals(proof.version());
    boolean all = !proof.whole() || allDue || schedule.allDue();
    if (all || (changed && schedule.changeDue())) {
      prove(proof.client(), Optional.of(proof));
      return true;
    }
    boolean inDoubt = doubted;
    if (inDoubt || changed || schedule.truthDue()) {
      check(changed ? proof.withVersion(version) : proof, schedule.limitDue(inDoubt));
      return true;
    }
    return false;
  }

  /**
   * @return empty where it tells none, or does not answer, which other probes tell
   * @throws UnscannedException when the process that was proven does not answer any more
   */
  private String version(EngineClient client) throws UnscannedException {
    Optional<String> version = client.version(Deadline.in(settings.patience()));
    if (version.isEmpty() && client.process().isPresent()) {
      throw new UnscannedException(
          Reason.UNREACHABLE, client.engine() + (client.gone() ? GONE : " does not answer"));
    }
    return version.orElse("");
  }

  /** Large files take their time to be tried; the others need not wait for that. */
  private void prove(EngineClient client, Optional<Proof> known)
      throws UnscannedException, InterruptedException {
    Prober prober = prober(client);
    String version = version(client);
    truthful(prober);
    long begun = System.nanoTime();
    if (known.isEmpty() && prober.scansFirstStep()) {
      become(proof(client, version, Prober.FIRST_STEP, false, List.of(prober.soFar())));
    }
    long before = known.filter(Proof::whole).map(Proof::limit).orElse(0L);
    Prober.Limit limit = prober.limit(before);
    List<String> advice = prober.advice(limit, WEAKNESSES);
    provenLimit = limit;
    schedule.allShown(begun, limit.tooSlow());
    allDue = false;
    become(proof(client, version, limit.bytes(), true, advice));
  }

  private Prober prober(EngineClient client) {
    return new Prober(
        client,
        new Prober.Bounds(
            "scangate." + settings.name() + ".max-file-size",
            settings.maxFileSize(),
            settings.patience(),
            settings.scanTimeout()));
  }

  /** One process keeps its settings for as long as it lives; what has none may have others. */
  private static Proof proof(
      EngineClient client, String version, long limit, boolean whole, List<String> advice) {
    String id =
        client
            .process()
            .map(process -> process + ' ' + limit)
            .orElseGet(() -> UUID.randomUUID().toString());
    return new Proof(client, id, version, limit, whole, advice);
  }

  /** With another version there may be other settings too. */
  private void check(Proof proof, boolean limitDue)
      throws UnscannedException, InterruptedException {
    Prober prober = prober(proof.client());
    truthful(prober);
    Proof now = limitDue ? limitHolds(prober, proof) : proof;
    if (!Optional.of(now).equals(state.proof())) {
      become(now);
    }
  }

  private void truthful(Prober prober) throws UnscannedException {
    doubted = false;
    long begun = System.nanoTime();
    prober.truthful();
    shown = begun;
    schedule.truthShown(begun);
  }

  /** Restarted with other settings, it may say the same version and find EICAR as before. */
  private Proof limitHolds(Prober prober, Proof proof)
      throws UnscannedException, InterruptedException {
    long begun = System.nanoTime();
    if (!prober.stillScans(proof.limit())) {
      throw new UnscannedException(
          Reason.UNREACHABLE,
          "%s no longer scans files of %d bytes, as was proven; it is tried anew"
              .formatted(proof.client().engine(), proof.limit()));
    }
    Proof now = proof.withAdvice(prober.advice(provenLimit, WEAKNESSES));
    schedule.limitShown(begun);
    return now;
  }

  private void become(Proof proof) {
    EngineClient client = proof.client();
    Readiness after =
        Readiness.ready(
            proof.advice(), client.shown(proof.version()), OptionalLong.of(proof.limit()));
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
      if (before.proof().filter(Proof::whole).isPresent()) {
        since = System.nanoTime();
      }
      state = State.not(why.reason(), why.detail());
    }
    before.proof().map(Proof::client).ifPresent(source::release);
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
}

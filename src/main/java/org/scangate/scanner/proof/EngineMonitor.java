package org.scangate.scanner.proof;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.scangate.scan.Deadline;
import org.scangate.scan.Outage;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.scanner.EngineClient;
import org.scangate.scanner.EngineSource;
import org.scangate.scanner.UnscannedException;

/**
 * Watches one engine from a thread of its own, and proves what it really does: when it appears,
 * when a scan broke off, when its version changes, and from time to time.
 */
final class EngineMonitor implements AutoCloseable {

  private static final Logger LOG = System.getLogger(EngineMonitor.class.getName());

  /** Of probes that come too late while scans go on: more in a row say something. */
  private static final int MAX_EXCUSED = 5;

  /** An answer so long ago says that scans go on; in a longer probe, one in its second half. */
  private static final Duration LATELY = Duration.ofSeconds(2);

  /** Of probes that nobody needs to wait for. */
  private static final Duration QUICK = Duration.ofSeconds(1);

  private final ProvenScanner.Settings settings;
  private final EngineSource source;
  private final TimeShown time;
  private final Thread thread;
  private final Semaphore wake = new Semaphore(0);
  private final StateInForce state;

  private volatile boolean closed;
  private volatile boolean asked;
  private volatile boolean doubted;
  private volatile long lastAnswer = System.nanoTime();
  private volatile long shown = System.nanoTime();

  private volatile boolean refused;

  // Of the thread that looks:
  private final ProbeSchedule schedule = new ProbeSchedule();
  private Prober.Limit provenLimit;
  private final UnpackingShown unpacking = new UnpackingShown();
  private boolean allDue;
  private int excused;

  EngineMonitor(ProvenScanner.Settings settings, EngineSource source, Duration leastTime) {
    this.time = new TimeShown(leastTime);
    this.settings = settings;
    this.source = source;
    this.state = new StateInForce(source);
    this.thread = new Thread(this::run, "scangate-watch-" + settings.name());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** What is known now; what was proven ends with its process, before anybody has looked. */
  EngineState state() {
    EngineState now = state.now();
    return now.proof()
        .map(Proof::client)
        .filter(EngineClient::gone)
        .map(client -> EngineState.not(Reason.UNREACHABLE, Prober.gone(client)))
        .orElse(now);
  }

  TimeShown timeShown() {
    return time;
  }

  /** What is not proven now, and may soon be; see {@link org.scangate.scan.Scanner#outage}. */
  Optional<Outage> outage(long size) {
    EngineState now = state();
    boolean soon =
        now.proof()
            .map(proof -> !proof.whole() && size > proof.limit())
            .orElseGet(() -> !closed && now.readiness().obstacle().orElseThrow().reason().passes());
    return soon ? Optional.of(new Outage(state.outageSince(), refused)) : Optional.empty();
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
    return proof().filter(proof -> proof.client().gone()).isPresent();
  }

  private Optional<Proof> proof() {
    return state.now().proof();
  }

  private void look() throws InterruptedException {
    long begun = System.nanoTime();
    schedule.lookBegins();
    try {
      if (isGone()) {
        state.forget(state().readiness().obstacle().orElseThrow()); // the next may be there already
      }
      Optional<Proof> proof = proof();
      if (proof.isEmpty()) {
        find();
      } else if (look(proof.get())) {
        excused = 0;
      }
      schedule.looked(
          hasProcess(), proof().filter(now -> !now.kinds().due().isEmpty()).isPresent());
    } catch (UnscannedException e) {
      if (isExcused(e.reason(), begun)) {
        excused++;
        schedule.excused(hasProcess());
      } else {
        state.forget(e.verdict());
        schedule.failed(e.reason() == Reason.UNREACHABLE);
      }
    } catch (RuntimeException | Error e) {
      // A fault of ours must end neither the watch nor the caution.
      LOG.log(Level.ERROR, "watching " + source.engine() + " failed", e);
      state.forget(new Verdict.Unscanned(Reason.UNREACHABLE, "internal error while probing: " + e));
      schedule.failed(false);
    }
  }

  private boolean hasProcess() {
    return proof().flatMap(proof -> proof.client().process()).isPresent();
  }

  /**
   * A probe that waits behind many scans may be late, or find every connection taken: that says
   * nothing against an engine that was proven, for a while. One that froze during the probe has
   * answered scans too, but not lately.
   */
  private boolean isExcused(Reason reason, long begun) {
    long lately = Math.max(LATELY.toNanos(), (System.nanoTime() - begun) / 2);
    boolean scansGoOn = lastAnswer - begun > 0 && System.nanoTime() - lastAnswer < lately;
    return proof().isPresent()
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
    time.forgetAll();
    try {
      prove(found, Optional.empty());
      excused = 0;
    } finally {
      if (proof().isEmpty()) {
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
    if (!proof.kinds().due().isEmpty() && schedule.kindsDue()) {
      askForKinds(proof);
      return true;
    }
    return false;
  }

  /**
   * A slow engine (a command that loads its signatures each time) takes minutes for all kinds, and
   * is watched meanwhile.
   */
  private void askForKinds(Proof proof) throws UnscannedException {
    long begun = System.nanoTime();
    KindsShown kinds =
        proof.kinds().asking(prober(proof.client()), hasProcess(), Deadline.in(QUICK));
    schedule.kindsAsked(begun, kinds);
    state.become(
        kinds.opened().equals(proof.kinds().opened())
            ? proof.withKinds(kinds)
            : proof(
                proof.client(),
                proof.version(),
                proof.limit(),
                true,
                kinds,
                proof.advice(),
                proof.tellsLimits()));
  }

  /**
   * @return empty where it tells none, or does not answer, which other probes tell
   * @throws UnscannedException when the process that was proven does not answer any more
   */
  private String version(EngineClient client) throws UnscannedException {
    Optional<String> version = client.version(Deadline.in(settings.patience()));
    if (version.isEmpty() && client.process().isPresent()) {
      throw new UnscannedException(
          Reason.UNREACHABLE,
          client.gone() ? Prober.gone(client) : client.engine() + " does not answer (a reload?)");
    }
    return version.orElse("");
  }

  /** Large files and a slow engine's kinds take their time; the others need not wait for that. */
  private void prove(EngineClient client, Optional<Proof> known)
      throws UnscannedException, InterruptedException {
    Prober prober = prober(client);
    String version = version(client);
    truthful(prober);
    if (client.process().isEmpty()) {
      time.forget();
    }
    long begun = System.nanoTime();
    boolean quick = schedule.truthTook().compareTo(QUICK) < 0;
    KindsShown kinds =
        known
            .map(proof -> proof.kinds().again())
            .orElse(KindsShown.NONE)
            .asking(
                prober, client.process().isPresent(), Deadline.in(quick ? QUICK : Duration.ZERO));
    schedule.kindsAsked(begun, kinds);
    if (known.isEmpty() && prober.scansFirstStep()) {
      List<String> soFar = List.of(prober.soFar());
      state.become(proof(client, version, Prober.FIRST_STEP, false, kinds, soFar, false));
    }
    long before = known.filter(Proof::whole).map(Proof::limit).orElse(0L);
    Prober.Limit limit = prober.limit(before);
    unpacking.provenAnew(prober, limit.bytes());
    List<String> advice = unpacking.with(prober.advice(limit));
    provenLimit = limit;
    schedule.allShown(begun, limit.passes());
    allDue = false;
    state.become(proof(client, version, limit.bytes(), true, kinds, advice, prober.tellsLimits()));
  }

  private Prober prober(EngineClient client) {
    return new Prober(
        client,
        new Prober.Bounds(
            "scangate." + settings.name() + ".max-file-size",
            settings.maxFileSize(),
            settings.patience(),
            settings.scanTimeout()),
        time);
  }

  /** One process keeps its settings for as long as it lives; what has none may have others. */
  private static Proof proof(
      EngineClient client,
      String version,
      long limit,
      boolean whole,
      KindsShown kinds,
      List<String> advice,
      boolean tellsLimits) {
    String id =
        client
            .process()
            .map(process -> process + " " + limit + " " + new TreeSet<>(kinds.opened()))
            .orElseGet(() -> UUID.randomUUID().toString());
    return new Proof(client, id, version, limit, whole, kinds, advice, tellsLimits);
  }

  /** With another version there may be other settings too. */
  private void check(Proof proof, boolean limitDue)
      throws UnscannedException, InterruptedException {
    Prober prober = prober(proof.client());
    truthful(prober);
    Proof now = limitDue ? limitHolds(prober, proof) : proof;
    if (!Optional.of(now).equals(proof())) {
      state.become(now);
    }
  }

  private void truthful(Prober prober) throws UnscannedException {
    doubted = false;
    long begun = schedule.truthBegins();
    prober.truthful();
    shown = begun;
    schedule.truthShown(begun);
  }

  /** Restarted with other settings, it may say the same version and find EICAR as before. */
  private Proof limitHolds(Prober prober, Proof proof)
      throws UnscannedException, InterruptedException {
    long begun = System.nanoTime();
    if (!unpacking.holds(prober, proof.limit())) {
      prober.stillScans(proof.limit());
    }
    List<String> advice = unpacking.with(prober.advice(provenLimit));
    Proof now = proof.withAdvice(advice, prober.tellsLimits());
    schedule.limitShown(begun);
    return now;
  }

  /**
   * Nothing is proven from now on; a probe that goes on is broken off when its client is closed.
   */
  void end() {
    closed = true;
    state.end(new Verdict.Unscanned(Reason.UNREACHABLE, "Scangate is being stopped"));
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

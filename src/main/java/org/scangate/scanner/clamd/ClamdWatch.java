package org.scangate.scanner.clamd;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.scangate.scan.DataSize;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.LogText;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.scanner.proof.ProbeFailed;
import org.scangate.scanner.proof.Prober;

/**
 * Watches one clamd from a thread of its own, and proves what it really does: when it appears,
 * after each restart, and from time to time.
 */
final class ClamdWatch implements AutoCloseable {

  private static final Logger LOG = System.getLogger(ClamdWatch.class.getName());

  /** How often the session is asked whether it still lives, and a missing clamd is looked for. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Duration TRUTH_EVERY = Duration.ofSeconds(10);
  private static final Duration LIMIT_EVERY = Duration.ofHours(1);
  private static final Duration LIMIT_AGAIN = Duration.ofMinutes(1);

  private final List<ClamdAddress> candidates;
  private final DeadlineTimer deadlines;
  private final ClamdSettings settings;
  private final Instream instream;
  private final Thread thread;
  private final Semaphore wake = new Semaphore(0);
  private final Object changes = new Object();

  private volatile boolean closed;
  private volatile boolean limitDue;
  private volatile long lastAnswer = System.nanoTime();
  private volatile long shown = System.nanoTime();
  private volatile State state =
      new State(null, Readiness.not(Reason.UNREACHABLE, "clamd was not probed yet"));
  private Deadline nextTruth = Deadline.in(Duration.ZERO);
  private Deadline nextLimit = Deadline.in(Duration.ZERO);

  /**
   * What is known now.
   *
   * @param proof null when nothing is proven; readiness then says why
   */
  record State(Proof proof, Readiness readiness) {}

  /**
   * @param candidates the first that answers is watched
   */
  ClamdWatch(
      ClamdSettings settings,
      List<ClamdAddress> candidates,
      DeadlineTimer deadlines,
      Instream instream) {
    this.candidates = candidates;
    this.deadlines = deadlines;
    this.settings = settings;
    this.instream = instream;
    this.thread = new Thread(this::run, "scangate-watch-" + settings.name());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** What is known now; what was proven ends with its session, before anybody has looked. */
  State state() {
    State now = state;
    if (now.proof() == null || !now.proof().session().over()) {
      return now;
    }
    return new State(
        null,
        Readiness.not(
            Reason.UNREACHABLE,
            "clamd at " + now.proof().endpoint() + " went away or was restarted"));
  }

  /** A scan was answered: a probe that times out meanwhile says nothing against this clamd. */
  void answered() {
    lastAnswer = System.nanoTime();
  }

  /** {@link org.scangate.scan.Scanner#shown()}. */
  long shown() {
    return shown;
  }

  /** Looks at once, not only after the pause. */
  void lookNow() {
    wake.release();
  }

  /** Proves everything anew, the limit too. */
  void proveNow() {
    limitDue = true;
    lookNow();
  }

  private void run() {
    while (!closed) {
      try {
        look();
        wake.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        wake.drainPermits();
      } catch (InterruptedException e) {
        return; // by close()
      }
    }
  }

  private void look() throws InterruptedException {
    try {
      Proof proof = state.proof();
      if (proof == null) {
        find();
      } else {
        check(proof);
      }
    } catch (ProbeFailed e) {
      forget(e.verdict());
    } catch (RuntimeException | Error e) {
      // A fault of ours must end neither the watch nor the caution.
      LOG.log(Level.ERROR, "watching clamd failed", e);
      forget(new Verdict.Unscanned(Reason.UNREACHABLE, "internal error while probing: " + e));
    }
  }

  private void find() throws ProbeFailed, InterruptedException {
    StringBuilder failures = new StringBuilder();
    for (ClamdAddress candidate : candidates) {
      ClamdEndpoint endpoint;
      ClamdSession session;
      try {
        endpoint = ClamdEndpoint.of(candidate);
        session =
            ClamdSession.open(
                endpoint, deadlines, Deadline.in(ProbedClamd.PATIENCE), this::lookNow);
      } catch (IOException e) {
        failures.append(failures.isEmpty() ? "" : "; ").append(e.getMessage());
        continue;
      }
      boolean proven = false;
      try {
        prove(endpoint, session);
        proven = true;
        return;
      } finally {
        if (!proven) {
          session.close();
        }
      }
    }
    throw new ProbeFailed(Reason.UNREACHABLE, failures.toString());
  }

  /** Large files take their time to be tried; the others need not wait for that. */
  private void prove(ClamdEndpoint endpoint, ClamdSession session)
      throws ProbeFailed, InterruptedException {
    limitDue = false;
    Prober prober = prober(endpoint, session);
    String version = askVersion(endpoint, session);
    Proof known = state.proof();
    if (known != null) {
      truthful(prober);
    } else {
      long begun = System.nanoTime();
      prober.truthful();
      shown = begun;
      firstStep(prober, endpoint, session, version);
    }
    long before = known != null && known.whole() ? known.limit() : 0;
    Prober.Limit limit = prober.limit(before);
    List<String> advice = prober.advice(limit, ProbedClamd.WEAKNESSES);
    nextTruth = Deadline.in(TRUTH_EVERY);
    nextLimit = Deadline.in(limit.tooSlow() ? LIMIT_AGAIN : LIMIT_EVERY);
    if (!askVersion(endpoint, session).equals(version)) {
      lookNow();
    }
    become(new Proof(endpoint, session, version, limit.bytes(), true, advice));
  }

  private void firstStep(
      Prober prober, ClamdEndpoint endpoint, ClamdSession session, String version)
      throws ProbeFailed, InterruptedException {
    if (prober.scansFirstStep()) {
      become(
          new Proof(endpoint, session, version, Prober.FIRST_STEP, false, List.of(prober.soFar())));
    }
  }

  private Prober prober(ClamdEndpoint endpoint, ClamdSession session) {
    return new ProbedClamd(settings, instream, endpoint, session).prober();
  }

  private static String askVersion(ClamdEndpoint endpoint, ClamdSession session)
      throws ProbeFailed, InterruptedException {
    return session
        .version(Deadline.in(ProbedClamd.PATIENCE))
        .orElseThrow(
            () ->
                new ProbeFailed(
                    Reason.UNREACHABLE,
                    "clamd at "
                        + endpoint
                        + (session.over() ? " went away or was restarted" : " does not answer")));
  }

  private void check(Proof proof) throws ProbeFailed, InterruptedException {
    String version = askVersion(proof.endpoint(), proof.session());
    boolean changed = !version.equals(proof.version());
    if (limitDue || nextLimit.passed()) {
      prove(proof.endpoint(), proof.session());
    } else if (changed || nextTruth.passed()) {
      boolean shown = truthful(prober(proof.endpoint(), proof.session()));
      nextTruth = Deadline.in(TRUTH_EVERY);
      if (changed && shown) {
        become(proof.withVersion(version));
      }
    }
  }

  /**
   * A probe that waits behind many scans may be late: as long as scans are answered all is well.
   *
   * @return false when it was late, and so has shown nothing
   */
  private boolean truthful(Prober prober) throws ProbeFailed {
    long begun = System.nanoTime();
    try {
      prober.truthful();
      shown = begun;
      return true;
    } catch (ProbeFailed e) {
      boolean scansGoOn = lastAnswer - begun > 0;
      if (e.reason() != Reason.TIMED_OUT || !scansGoOn) {
        throw e;
      }
      return false;
    }
  }

  private void become(Proof proof) {
    Readiness before;
    Readiness after =
        Readiness.ready(proof.advice(), shortened(proof.version()), OptionalLong.of(proof.limit()));
    synchronized (changes) {
      if (closed) {
        proof.session().close();
        return;
      }
      before = state.readiness();
      state = new State(proof, after);
    }
    if (!after.equals(before)) {
      LOG.log(
          Level.INFO,
          "clamd at {0} is ready: {1}, scans files up to {2}",
          proof.endpoint(),
          LogText.of(proof.version()),
          new DataSize(proof.limit()));
      proof.advice().forEach(sentence -> LOG.log(Level.WARNING, sentence));
    }
  }

  private void forget(Verdict.Unscanned why) {
    State before;
    synchronized (changes) {
      before = state;
      state = new State(null, Readiness.not(why.reason(), why.detail()));
    }
    if (before.proof() != null) {
      before.proof().session().close();
    }
    if (!closed && !before.readiness().equals(state.readiness())) {
      LOG.log(Level.WARNING, "not scanning: " + LogText.of(why.detail()));
    }
  }

  /** {@code ClamAV 1.4.6/27811/Fri Nov 20 …} without the date. */
  static String shortened(String version) {
    int slash = version.indexOf('/');
    int second = slash < 0 ? -1 : version.indexOf('/', slash + 1);
    return second < 0 ? version : version.substring(0, second);
  }

  @Override
  public void close() {
    closed = true;
    forget(new Verdict.Unscanned(Reason.UNREACHABLE, "Scangate is being stopped"));
    thread.interrupt();
    try {
      thread.join(ProbedClamd.PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

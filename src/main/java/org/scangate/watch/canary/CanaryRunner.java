package org.scangate.watch.canary;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.scangate.scan.Deadline;
import org.scangate.scan.Events;

/**
 * One canary, on a thread of its own: tried on a schedule, sooner after a failure, and when
 * somebody asks for it.
 */
final class CanaryRunner {

  private static final Logger LOG = System.getLogger(CanaryRunner.class.getName());

  static final String FAILED = "canary-failed";
  static final String OK = "canary-ok";

  /** What has failed is tried again after that, unless its turn comes before. */
  private static final Duration AGAIN = Duration.ofHours(1);

  private final CanarySettings settings;
  private final CanaryTrial trial;
  private final Events events;
  private final Clock clock;
  private final Thread thread;

  private long dueNanos;
  private Optional<String> wantedBy = Optional.empty();
  private Optional<CanaryClient> client = Optional.empty();
  private boolean closed;
  private volatile CanaryStatus status;

  CanaryRunner(
      CanarySettings settings, CanaryTrial trial, Duration first, Events events, Clock clock) {
    this.settings = settings;
    this.trial = trial;
    this.events = events;
    this.clock = clock;
    this.dueNanos = System.nanoTime() + first.toNanos();
    this.status = CanaryStatus.first(settings, clock.instant().plus(first));
    this.thread = new Thread(this::run, "scangate-canary-" + settings.name());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  CanaryStatus status() {
    return status;
  }

  /** Has it tried now; while it is, that one counts. */
  synchronized void wanted(String by) {
    if (!status.running()) {
      wantedBy = Optional.of(by);
      status = status.begun();
      notifyAll();
    }
  }

  private void run() {
    try {
      for (Optional<String> by = next(); by.isPresent(); by = next()) {
        tried(by.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does
    }
  }

  /**
   * @return who asked for it; empty when there is nothing more to do
   */
  private synchronized Optional<String> next() throws InterruptedException {
    while (!closed && wantedBy.isEmpty()) {
      long millis = Duration.ofNanos(dueNanos - System.nanoTime()).toMillis();
      if (millis <= 0) {
        wantedBy = Optional.of("");
      } else {
        wait(millis);
      }
    }
    Optional<String> by = closed ? Optional.empty() : wantedBy;
    wantedBy = Optional.empty();
    if (by.isPresent()) {
      status = status.begun();
      client = Optional.of(new CanaryClient(settings));
    }
    return by;
  }

  private void tried(String by) {
    String why = "";
    try (CanaryClient now = client.orElseThrow()) {
      trial.run(now);
    } catch (CanaryFailure e) {
      LOG.log(Level.DEBUG, "canary " + settings.name(), e);
      why = e.getMessage();
    } catch (RuntimeException | Error e) {
      // What a library throws must neither end this thread nor be told: it may hold the token.
      why = "internal error: " + e.getClass().getName();
    }
    ended(by, why);
  }

  private void ended(String by, String why) {
    if (isClosed()) {
      return; // it was given up, which tells nothing
    }
    if (status.isNews(why)) {
      tell(by, why);
    }
    Duration pause = settings.every();
    if (!why.isEmpty() && pause.compareTo(AGAIN) > 0) {
      pause = AGAIN;
    }
    Instant now = clock.instant();
    synchronized (this) {
      dueNanos = System.nanoTime() + pause.toNanos();
      status = status.ended(now, why, now.plus(pause));
    }
  }

  /** What was used for it goes, whoever still knows this runner. */
  private synchronized boolean isClosed() {
    client = Optional.empty();
    return closed;
  }

  private void tell(String by, String why) {
    String name = settings.name();
    if (why.isEmpty()) {
      LOG.log(Level.INFO, "canary {0}: all is as it should be", name);
      events.event(OK, by, name, "all is as it should be at " + settings.url());
    } else {
      LOG.log(Level.WARNING, "canary {0}: {1}", name, why);
      events.event(FAILED, by, name, why);
    }
  }

  /** What is on its way is given up, and nothing else begins. */
  synchronized void giveUp() {
    closed = true;
    client.ifPresent(CanaryClient::close);
    notifyAll();
  }

  void awaitEnd(Deadline deadline) {
    try {
      thread.join(Math.max(1, Duration.ofNanos(deadline.nanosLeft()).toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

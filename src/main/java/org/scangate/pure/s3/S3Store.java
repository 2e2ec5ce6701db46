package org.scangate.pure.s3;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.scangate.pure.Scope;
import org.scangate.pure.Store;
import org.scangate.pure.Visitor;
import org.scangate.pure.s3.S3Settings.Root;
import org.scangate.pure.s3.Service.Page;
import org.scangate.pure.s3.State.Place;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Pure's objects in buckets. A listing shows which are new; only of those, and of a share of the
 * others each day, the tags are read.
 */
public final class S3Store implements Store {

  private static final int LOOKERS = 16;

  private final Supplier<S3Settings> settings;
  private final Clock clock;
  private final Duration hidden;
  private final Memory memory = new Memory();
  private final Map<Root, Rounds> rounds = new HashMap<>();
  private final Share share = new Share();
  private final ExecutorService lookers;

  private Connection connection;

  /** Whether what is known of the objects may be of another service. */
  private volatile boolean another;

  private boolean closed;

  /** What goes to the service as it is configured. */
  private record Connection(S3Settings settings, Service service, Optional<EventQueue> queue)
      implements AutoCloseable {
    @Override
    public void close() {
      service.close();
      queue.ifPresent(EventQueue::close);
    }
  }

  /**
   * @param settings asked at the beginning of each walk
   */
  public S3Store(Supplier<S3Settings> settings, Clock clock) {
    this(settings, clock, EventQueue.HIDDEN);
  }

  /**
   * @param hidden see {@link EventQueue}
   */
  S3Store(Supplier<S3Settings> settings, Clock clock, Duration hidden) {
    this.settings = settings;
    this.clock = clock;
    this.hidden = hidden;
    AtomicInteger numbers = new AtomicInteger();
    this.lookers =
        Executors.newFixedThreadPool(
            LOOKERS,
            work -> {
              Thread thread = new Thread(work, "scangate-s3-tags-" + numbers.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public String name() {
    return "s3";
  }

  @Override
  public boolean configured() {
    return !settings.get().roots().isEmpty();
  }

  @Override
  public Object configuration() {
    return settings.get();
  }

  @Override
  public boolean isTold() {
    return settings.get().eventsQueue().isPresent();
  }

  @Override
  public boolean showsChangesAlone() {
    return true;
  }

  @Override
  public String asKept(String provider) {
    return Tags.fit(provider);
  }

  @Override
  public void walk(Scope scope, Visitor visitor) throws InterruptedException {
    Connection now;
    try {
      now = connect();
    } catch (SdkException e) {
      visitor.failed(name(), "no client can be made: " + e.getMessage());
      return;
    }
    if (another && (scope == Scope.ALL || scope == Scope.CHANGES)) {
      another = false;
      rounds.values().forEach(Rounds::forget);
    }
    Walk walk = new Walk(now, visitor);
    switch (scope) {
      case CHANGES -> walk.changes();
      case ALL -> walk.all();
      case BLOCKED -> walk.these(memory.blocked());
      case VERDICTS -> walk.share();
      case TOLD -> walk.told();
    }
  }

  /** As it is configured now; what was before is given up. */
  private synchronized Connection connect() {
    if (closed) {
      throw new IllegalStateException("The store is closed");
    }
    S3Settings now = settings.get();
    if (connection == null || !connection.settings().equals(now)) {
      if (connection != null) {
        connection.close();
        another = true;
      }
      connection = null;
      ServerClock there = new ServerClock(clock);
      Service service = new Service(Clients.s3(now, there), there);
      Optional<EventQueue> queue =
          now.eventsQueue()
              .map(url -> new EventQueue(Clients.sqs(now, url), url, now.roots(), hidden));
      connection = new Connection(now, service, queue);
    }
    return connection;
  }

  @Override
  public void ended(Scope scope, boolean complete) {
    switch (scope) {
      case ALL -> rounds.values().forEach(one -> one.fullEnded(complete));
      case CHANGES -> rounds.values().forEach(one -> one.roundEnded(complete));
      case VERDICTS -> {
        share.ended(complete);
        if (!complete) { // what walks within it have shown may have been left as well
          rounds.values().forEach(one -> one.roundEnded(false));
        }
      }
      case BLOCKED, TOLD -> {
        return;
      }
    }
    memory.passEnded(complete);
    if (memory.hasForgotten()) {
      rounds.values().forEach(Rounds::forget);
    }
  }

  @Override
  public synchronized void breakOff() {
    closed = true;
    lookers.shutdownNow();
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  @Override
  public void close() {
    breakOff();
  }

  /** One walk, on one thread. */
  private final class Walk {
    private final Connection now;
    private final Visitor visitor;
    private final Lookahead ahead;

    Walk(Connection now, Visitor visitor) {
      this.now = now;
      this.visitor = visitor;
      this.ahead = new Lookahead(now.service(), memory, lookers, visitor);
    }

    void changes() throws InterruptedException {
      these(memory.takeRevisits());
      for (Root root : now.settings().roots()) {
        Rounds known = rounds(root);
        if (now.queue().isEmpty() || !known.hasBegun()) {
          catchUp(root, known); // else the queue tells, and what it lost is found by a full walk
        }
      }
    }

    /** A part of a listing, from where the last one has ended. */
    private void catchUp(Root root, Rounds known) throws InterruptedException {
      try {
        boolean more;
        do {
          long begun = System.nanoTime();
          Page page = now.service().list(root, known.position());
          if (known.position().isEmpty()) {
            known.roundBegins(before(begun));
          }
          look(page, known, known::isNewToRound);
          known.roundCame(page.last());
          more = page.more();
        } while (more && !visitor.enough());
        ahead.finish();
        if (!more) {
          known.roundEnds();
        }
      } catch (Trouble e) {
        visitor.failed(root.toString(), e.getMessage());
        ahead.finish();
      }
    }

    private void look(Page page, Rounds known, Predicate<State> isNew) throws InterruptedException {
      for (State object : page.objects()) {
        if (isNew.test(object)) {
          known.shows(object);
          ahead.add(object);
        } else {
          visitor.visit(new StoredObject(now.service(), memory, object));
        }
      }
      visitor.goesOn();
    }

    void all() throws InterruptedException {
      these(memory.takeFailing());
      rounds.keySet().retainAll(now.settings().roots());
      for (Root root : now.settings().roots()) {
        Rounds known = rounds(root);
        if (list(root, known::fullBegins, page -> look(page, known, known::isNewToFull))) {
          known.fullListed();
        }
      }
    }

    void share() throws InterruptedException {
      share.begins(clock.instant());
      Duration round = now.settings().round();
      for (Root root : now.settings().roots()) {
        list(
            root,
            begun -> {},
            page -> {
              for (State object : page.objects()) {
                if (share.holds(object.at().key(), round)) {
                  ahead.add(object);
                }
              }
              visitor.goesOn();
            });
      }
    }

    /** Whether it came to the end. */
    private boolean list(Root root, Consumer<Instant> begins, Taker taker)
        throws InterruptedException {
      boolean whole = true;
      try {
        long begun = System.nanoTime();
        Page page = now.service().list(root, "");
        begins.accept(before(begun));
        taker.take(page);
        while (page.more()) {
          page = now.service().list(root, page.last());
          taker.take(page);
        }
      } catch (Trouble e) {
        visitor.failed(root.toString(), e.getMessage());
        whole = false;
      }
      ahead.finish();
      return whole;
    }

    /** What the service's clock showed at some moment, at most. */
    private Instant before(long nanoTime) {
      return now.service().clock().now().minusNanos(System.nanoTime() - nanoTime);
    }

    void these(List<Place> places) throws InterruptedException {
      for (Place place : places) {
        if (now.settings().roots().stream()
            .anyMatch(root -> root.holds(place.bucket(), place.key()))) {
          ahead.add(place);
        }
      }
      ahead.finish();
    }

    void told() throws InterruptedException {
      if (now.queue().isPresent()) {
        now.queue().get().run(ahead, visitor);
      }
    }
  }

  /** Who takes a page of a listing. */
  private interface Taker {
    void take(Page page) throws InterruptedException;
  }

  private Rounds rounds(Root root) {
    return rounds.computeIfAbsent(root, one -> new Rounds());
  }
}

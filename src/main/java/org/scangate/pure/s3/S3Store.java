package org.scangate.pure.s3;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.scangate.pure.Scope;
import org.scangate.pure.Store;
import org.scangate.pure.Visitor;
import org.scangate.pure.s3.S3Settings.Root;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Pure's objects in buckets. A listing shows which are new; only of those, and of a share of the
 * others each day, the tags are read.
 */
public final class S3Store implements Store {

  private static final int LOOKERS = 16;
  private static final Duration A_DAY = Duration.ofDays(1);

  private final Supplier<S3Settings> settings;
  private final Clock clock;
  private final Duration hidden;
  private final KnownObjects memory = new KnownObjects();
  private final OpenWalks progress = new OpenWalks(memory);
  private final DailyShare dailyShare = new DailyShare();
  private final ExecutorService lookers;

  private Connection connection;

  /** Whether the check that goes on, or was the last, writes what it finds. */
  private volatile boolean checkWrites;

  private boolean closed;

  /** What goes to the service as it is configured. */
  record Connection(S3Settings settings, S3Calls calls, Optional<EventQueue> queue)
      implements AutoCloseable {
    @Override
    public void close() {
      calls.close();
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

  /** Of the calls for an object one reads its content, and three or four see to its tags. */
  @Override
  public int threadsForEachScan() {
    return 4;
  }

  /** Each verdict is read on one day of a round: what is not due then would wait for the next. */
  @Override
  public Duration early(Duration rescanAfter) {
    Duration part = rescanAfter.dividedBy(4);
    return part.compareTo(A_DAY) < 0 ? part : A_DAY;
  }

  @Override
  public String asKept(String provider) {
    return ObjectTags.fit(provider);
  }

  @Override
  public void walk(Scope scope, Visitor visitor) throws InterruptedException {
    BucketWalk walk;
    try {
      walk = begin(scope, visitor);
    } catch (SdkException e) {
      notConnected(visitor, e);
      return;
    }
    switch (scope) {
      case CHANGES -> walk.changes();
      case ALL -> walk.all();
      case BLOCKED -> walk.these(memory.blocked());
      case VERDICTS -> {
        checkWrites = visitor.mayWrite();
        dailyShare.begins(clock.instant());
        walk.dailyShare(dailyShare);
      }
      case TOLD -> walk.told();
      case LOOK -> {} // a listing shows what has changed
    }
  }

  @Override
  public boolean walkBelow(String place, Visitor visitor) throws InterruptedException {
    if (settings.get().below(place).isEmpty()) {
      return false;
    }
    Connection now;
    try {
      now = connect();
    } catch (SdkException e) {
      notConnected(visitor, e);
      return true;
    }
    new BucketWalk(now, Map.of(), memory, lookers, visitor).below(now.settings().below(place));
    return true;
  }

  /** Of the service as it is now, and what is known of its listings: both at once. */
  private synchronized BucketWalk begin(Scope scope, Visitor visitor) {
    Connection now = connect();
    Map<Root, ListingProgress> listings =
        scope == Scope.ALL || scope == Scope.CHANGES
            ? progress.begins(scope, now, visitor.mayWrite())
            : Map.of();
    return new BucketWalk(now, listings, memory, lookers, visitor);
  }

  private void notConnected(Visitor visitor, SdkException e) {
    visitor.failed("scangate.pure.s3", S3FailureMapper.ofClient(e, settings.get()));
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
      }
      connection = null;
      ServerClock there = new ServerClock(clock);
      S3Calls calls = new S3Calls(S3Clients.s3(now, there), there, now.roots());
      try {
        connection = new Connection(now, calls, now.eventsQueue().map(url -> queue(now, url)));
      } catch (RuntimeException e) {
        calls.close();
        throw e;
      }
    }
    return connection;
  }

  private EventQueue queue(S3Settings now, URI url) {
    return new EventQueue(S3Clients.sqs(now, url), url, now, hidden);
  }

  @Override
  public void ended(Scope scope, boolean complete) {
    boolean isCheck = scope == Scope.VERDICTS;
    boolean nothingLeft = complete && (!isCheck || checkWrites);
    if (isCheck) {
      dailyShare.ended(nothingLeft);
    }
    progress.ended(scope, nothingLeft);
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
}

package org.scangate.pure.s3;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.scangate.pure.Visitor;
import org.scangate.pure.s3.S3Calls.Tagged;
import org.scangate.scan.Deadline;

/** Looks at the tags of objects before the visitor comes to them, of several at once, in order. */
final class TagPrefetch {

  private static final Logger LOG = System.getLogger("org.scangate.pure.s3");

  /** Enough that nobody waits for a single answer. */
  private static final int AHEAD = 64;

  private static final long GOES_ON_MILLIS = 50;

  /** By two clocks. */
  private static final Duration MAX_SECOND = Duration.ofSeconds(3);

  private final S3Calls calls;
  private final KnownObjects known;
  private final ExecutorService lookers;
  private final Visitor visitor;
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  /** One that is being looked at. */
  private record Waiting(ObjectKey at, Future<StoredObject> look, ObjectCompletion completion) {}

  TagPrefetch(S3Calls calls, KnownObjects known, ExecutorService lookers, Visitor visitor) {
    this.calls = calls;
    this.known = known;
    this.lookers = lookers;
    this.visitor = visitor;
  }

  /** As it was listed. */
  void add(ObjectState listed) throws InterruptedException {
    add(listed, ObjectCompletion.of(known, listed.at()));
  }

  void add(ObjectState listed, ObjectCompletion completion) throws InterruptedException {
    add(listed.at(), completion, () -> look(listed, completion));
  }

  /** As it is found to be now. */
  void add(ObjectKey at, ObjectCompletion completion) throws InterruptedException {
    add(at, completion, () -> look(calls.head(at), completion));
  }

  private void add(ObjectKey at, ObjectCompletion completion, Callable<StoredObject> look)
      throws InterruptedException {
    completion.hold();
    waiting.add(new Waiting(at, lookers.submit(look), completion));
    if (waiting.size() > AHEAD) {
      showNext();
    }
  }

  /** Shows the rest. */
  void finish() throws InterruptedException {
    while (!waiting.isEmpty()) {
      showNext();
    }
  }

  /** Gives up the rest, to be looked at another time. */
  void abandon() {
    for (Waiting one : waiting) {
      one.look.cancel(true);
      one.completion.again();
      one.completion.release();
    }
    waiting.clear();
  }

  private StoredObject look(ObjectState found, ObjectCompletion completion) throws S3Failure {
    Tagged tagged = calls.tags(found.at(), found.version());
    known.looked(found.at(), tagged.tags().verdict());
    return new StoredObject(calls, known, found.with(tagged.version()), tagged.tags(), completion);
  }

  private void showNext() throws InterruptedException {
    Waiting next = waiting.peek();
    try {
      StoredObject object = await(next);
      if (object.tags().haveRoom()) {
        awaitSettled(object);
        visitor.visit(object);
      } else {
        next.completion.fails();
        visitor.failed(next.at.toString(), object.tags().tooMany());
      }
    } catch (ExecutionException e) {
      failed(next, e.getCause());
    }
    waiting.remove();
    next.completion.release();
  }

  private StoredObject await(Waiting next) throws InterruptedException, ExecutionException {
    while (true) {
      try {
        return next.look.get(GOES_ON_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        visitor.goesOn();
      }
    }
  }

  /** At most a second or so, and but for one of many: then the others are older. */
  private void awaitSettled(StoredObject object) throws InterruptedException {
    Deadline bound = Deadline.in(MAX_SECOND);
    while (!object.settled(Duration.ZERO) && !bound.passed()) {
      visitor.goesOn();
      TimeUnit.MILLISECONDS.sleep(GOES_ON_MILLIS);
    }
  }

  private void failed(Waiting next, Throwable why) {
    if (!(why instanceof S3Failure trouble)) {
      // A fault of ours, which must not keep us from the others.
      LOG.log(Level.ERROR, "looking at " + next.at + " failed", why);
      next.completion.fails();
      visitor.failed(next.at.toString(), "internal error, see the log: " + why);
      return;
    }
    if (trouble.isGone()) {
      return; // what is not there needs no verdict
    }
    if (trouble.passes()) {
      next.completion.again();
    } else {
      next.completion.fails();
    }
    visitor.failed(next.at.toString(), trouble.getMessage());
  }
}

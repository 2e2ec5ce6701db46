package org.scangate.pure.s3;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.scangate.pure.Visitor;
import org.scangate.pure.s3.S3Calls.Page;
import org.scangate.pure.s3.S3Settings.Root;
import org.scangate.pure.s3.S3Store.Connection;

/** One walk through the buckets, on one thread. */
final class BucketWalk {

  private final Connection now;
  private final KnownObjects memory;
  private final Visitor visitor;
  private final TagPrefetch ahead;

  BucketWalk(Connection now, KnownObjects memory, ExecutorService lookers, Visitor visitor) {
    this.now = now;
    this.memory = memory;
    this.visitor = visitor;
    this.ahead = new TagPrefetch(now.calls(), memory, lookers, visitor);
  }

  /** What is newer than the listings before. */
  void changes(Function<Root, ListingProgress> progress) throws InterruptedException {
    these(memory.takeRevisits());
    for (Root root : now.settings().roots()) {
      ListingProgress known = progress.apply(root);
      if (now.queue().isEmpty() || !known.hasBegun()) {
        catchUp(root, known); // else the queue tells, and what it lost is found by a full walk
      }
    }
  }

  /** A part of a listing, from where the last one has ended. */
  private void catchUp(Root root, ListingProgress known) throws InterruptedException {
    try {
      String begin = known.position();
      long begun = System.nanoTime();
      Page page = now.calls().list(root, begin);
      if (begin.isEmpty()) {
        known.roundBegins(before(begun));
      }
      look(page, known, known::isNewToRound);
      known.roundCame(page.last());
      // not before it has come any further: the next one would only come as far
      while (page.more() && !(visitor.enough() && !page.last().equals(begin))) {
        page = now.calls().next(root, page);
        look(page, known, known::isNewToRound);
        known.roundCame(page.last());
      }
      ahead.finish();
      if (!page.more()) {
        known.roundEnds();
      }
    } catch (S3Failure e) {
      visitor.goesOn(); // unless a stop has broken it off
      visitor.failed(root.toString(), e.getMessage());
      ahead.finish();
    }
  }

  private void look(Page page, ListingProgress known, Predicate<ObjectState> isNew)
      throws InterruptedException {
    for (ObjectState object : page.objects()) {
      if (isNew.test(object) && !memory.isTagged(object)) {
        known.shows(object);
        ahead.add(object);
      } else {
        visitor.visit(new StoredObject(now.calls(), memory, object));
      }
    }
    visitor.goesOn();
  }

  /** Everything; of what is old by its listing no tags are read. */
  void all(Map<Root, ListingProgress> progress) throws InterruptedException {
    these(memory.takeFailing());
    for (Map.Entry<Root, ListingProgress> one : progress.entrySet()) {
      ListingProgress known = one.getValue();
      if (list(one.getKey(), known::fullBegins, page -> look(page, known, known::isNewToFull))) {
        known.fullListed();
      } else {
        known.fullBroke();
      }
    }
  }

  /** The tags that it is the day to read. */
  void dailyShare(DailyShare dailyShare) throws InterruptedException {
    for (ObjectKey at : memory.takeOwed()) {
      if (now.settings().holds(at.bucket(), at.key())) {
        ahead.add(at, ObjectCompletion.ofCheck(memory, at));
      }
    }
    Duration round = now.settings().round();
    for (Root root : now.settings().roots()) {
      list(
          root,
          begun -> {},
          page -> {
            for (ObjectState object : page.objects()) {
              if (dailyShare.holds(object.at().key(), round)) {
                ahead.add(object, ObjectCompletion.ofCheck(memory, object.at()));
              }
            }
            visitor.goesOn();
          });
    }
  }

  /** Who takes a page of a listing. */
  private interface Taker {
    void take(Page page) throws InterruptedException;
  }

  /** Whether it came to the end. */
  private boolean list(Root root, Consumer<Instant> begins, Taker taker)
      throws InterruptedException {
    boolean whole = true;
    try {
      long begun = System.nanoTime();
      Page page = now.calls().list(root, "");
      begins.accept(before(begun));
      taker.take(page);
      while (page.more()) {
        page = now.calls().next(root, page);
        taker.take(page);
      }
    } catch (S3Failure e) {
      visitor.goesOn(); // unless a stop has broken it off
      visitor.failed(root.toString(), e.getMessage());
      whole = false;
    }
    ahead.finish();
    return whole;
  }

  /** What the service's clock showed at some moment, at most. */
  private Instant before(long nanoTime) {
    return now.calls().clock().now().minusNanos(System.nanoTime() - nanoTime);
  }

  /** These, as they are found to be now. */
  void these(List<ObjectKey> places) throws InterruptedException {
    for (ObjectKey at : places) {
      if (now.settings().holds(at.bucket(), at.key())) {
        ahead.add(at, ObjectCompletion.of(memory, at));
      }
    }
    ahead.finish();
  }

  /** What the queue tells of, until the visitor wants no more. */
  void told() throws InterruptedException {
    if (now.queue().isPresent()) {
      now.queue().get().run(ahead, memory, visitor);
    }
  }
}

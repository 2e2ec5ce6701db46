package org.scangate.pure.s3;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.scangate.pure.Visitor;
import org.scangate.pure.s3.RangedListing.Taker;
import org.scangate.pure.s3.S3Calls.Page;
import org.scangate.pure.s3.S3Settings.Root;
import org.scangate.pure.s3.S3Store.Connection;

/** One walk through the buckets, on one thread. */
final class BucketWalk {

  private final Connection now;
  private final Map<Root, ListingProgress> listings;
  private final KnownObjects memory;
  private final ExecutorService lookers;
  private final Visitor visitor;
  private final TagPrefetch ahead;

  /**
   * @param listings how far those of changes and of everything have come; for walks of others empty
   */
  BucketWalk(
      Connection now,
      Map<Root, ListingProgress> listings,
      KnownObjects memory,
      ExecutorService lookers,
      Visitor visitor) {
    this.now = now;
    this.listings = listings;
    this.memory = memory;
    this.lookers = lookers;
    this.visitor = visitor;
    this.ahead = new TagPrefetch(now.calls(), memory, lookers, visitor);
  }

  /** A walk; what it was ended before, and was looked at already, is visited another time. */
  private interface Walk {
    void run() throws InterruptedException;
  }

  private void walk(Walk walk) throws InterruptedException {
    try {
      walk.run();
      ahead.finish();
    } finally {
      ahead.abandon();
    }
  }

  /** What is newer than the listings before. */
  void changes() throws InterruptedException {
    walk(
        () -> {
          look(memory.takeRevisits(), memory::revisit);
          for (Map.Entry<Root, ListingProgress> one : listings.entrySet()) {
            ListingProgress known = one.getValue();
            if (now.queue().isEmpty() || !known.hasBegun()) {
              catchUp(one.getKey(), known); // else the queue tells; a full walk finds what it lost
            }
          }
        });
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
      look(page, known::isNewToRound, known::showsInRound);
      known.roundCame(page.last());
      // not before it has come any further: the next one would only come as far
      while (page.more() && !(visitor.enough() && !page.last().equals(begin))) {
        page = now.calls().next(root, page);
        look(page, known::isNewToRound, known::showsInRound);
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

  private void look(Page page, Predicate<ObjectState> isNew, Consumer<ObjectState> shows)
      throws InterruptedException {
    for (ObjectState object : page.objects()) {
      if (isNew.test(object) && !now.calls().tagDates().isTagged(object)) {
        shows.accept(object);
        ahead.add(object);
      } else if (visitor.wantsVerdict(object.size())) {
        ahead.add(object);
      } else {
        visitor.visit(new StoredObject(now.calls(), memory, object));
      }
    }
    visitor.goesOn();
  }

  /** Everything; of what is old by its listing no tags are read. */
  void all() throws InterruptedException {
    walk(
        () -> {
          look(memory.takeFailing(), memory::fails);
          for (Map.Entry<Root, ListingProgress> one : listings.entrySet()) {
            list(one.getKey(), one.getValue());
          }
        });
  }

  private void list(Root root, ListingProgress known) throws InterruptedException {
    Taker all = page -> look(page, known::isNewToFull, known::showsInFull);
    if (list(root, known::fullBegins, all)) {
      known.fullListed();
    } else {
      known.fullBroke();
    }
  }

  /** The tags that it is the day to read. */
  void dailyShare(DailyShare dailyShare) throws InterruptedException {
    Duration round = now.settings().round();
    walk(
        () -> {
          for (ObjectKey at : memory.takeOwed()) {
            if (now.settings().holds(at.bucket(), at.key())) {
              ahead.add(at, ObjectCompletion.ofCheck(memory, at));
            }
          }
          for (Root root : now.settings().roots()) {
            list(root, begun -> {}, page -> check(page, at -> dailyShare.holds(at.key(), round)));
          }
        });
  }

  private void check(Page page, Predicate<ObjectKey> isDue) throws InterruptedException {
    for (ObjectState object : page.objects()) {
      if (isDue.test(object.at())) {
        ahead.add(object, ObjectCompletion.ofCheck(memory, object.at()));
      }
    }
    visitor.goesOn();
  }

  /** All that begins so, whatever listings before have shown. */
  void below(List<Root> prefixes) throws InterruptedException {
    walk(
        () -> {
          for (Root prefix : prefixes) {
            list(prefix, begun -> {}, this::showAll);
          }
        });
  }

  private void showAll(Page page) throws InterruptedException {
    for (ObjectState object : page.objects()) {
      ahead.add(object);
    }
    visitor.goesOn();
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
      if (page.more()) {
        new RangedListing(now.calls(), lookers, visitor).rest(root, page, taker);
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
    walk(() -> look(places, at -> {}));
  }

  /**
   * @param keep is told what the walk was ended before
   */
  private void look(List<ObjectKey> places, Consumer<ObjectKey> keep) throws InterruptedException {
    Deque<ObjectKey> left = new ArrayDeque<>(places);
    try {
      while (!left.isEmpty()) {
        ObjectKey at = left.peek();
        if (now.settings().holds(at.bucket(), at.key())) {
          ahead.add(at, ObjectCompletion.of(memory, at));
        }
        left.remove();
      }
      ahead.finish();
    } finally {
      left.forEach(keep);
    }
  }

  /** What the queue tells of, until the visitor wants no more. */
  void told() throws InterruptedException {
    if (now.queue().isPresent()) {
      now.queue().get().run(ahead, memory, visitor);
    }
  }
}

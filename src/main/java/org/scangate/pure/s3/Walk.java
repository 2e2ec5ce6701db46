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
import org.scangate.pure.s3.S3Settings.Root;
import org.scangate.pure.s3.S3Store.Connection;
import org.scangate.pure.s3.Service.Page;
import org.scangate.pure.s3.State.Place;

/** One walk through the buckets, on one thread. */
final class Walk {

  private final Connection now;
  private final Memory memory;
  private final Visitor visitor;
  private final Lookahead ahead;

  Walk(Connection now, Memory memory, ExecutorService lookers, Visitor visitor) {
    this.now = now;
    this.memory = memory;
    this.visitor = visitor;
    this.ahead = new Lookahead(now.service(), memory, lookers, visitor);
  }

  /** What is newer than the listings before. */
  void changes(Function<Root, Rounds> rounds) throws InterruptedException {
    these(memory.takeRevisits());
    for (Root root : now.settings().roots()) {
      Rounds known = rounds.apply(root);
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
      visitor.goesOn(); // unless a stop has broken it off
      visitor.failed(root.toString(), e.getMessage());
      ahead.finish();
    }
  }

  private void look(Page page, Rounds known, Predicate<State> isNew) throws InterruptedException {
    for (State object : page.objects()) {
      if (isNew.test(object) && !memory.isTagged(object)) {
        known.shows(object);
        ahead.add(object);
      } else {
        visitor.visit(new StoredObject(now.service(), memory, object));
      }
    }
    visitor.goesOn();
  }

  /** Everything; of what is old by its listing no tags are read. */
  void all(Map<Root, Rounds> rounds) throws InterruptedException {
    these(memory.takeFailing());
    for (Map.Entry<Root, Rounds> one : rounds.entrySet()) {
      Rounds known = one.getValue();
      if (list(one.getKey(), known::fullBegins, page -> look(page, known, known::isNewToFull))) {
        known.fullListed();
      } else {
        known.fullBroke();
      }
    }
  }

  /** The tags that it is the day to read. */
  void share(Share share) throws InterruptedException {
    for (Place at : memory.takeOwed()) {
      if (now.settings().holds(at.bucket(), at.key())) {
        ahead.add(at, Fate.ofCheck(memory, at));
      }
    }
    Duration round = now.settings().round();
    for (Root root : now.settings().roots()) {
      list(
          root,
          begun -> {},
          page -> {
            for (State object : page.objects()) {
              if (share.holds(object.at().key(), round)) {
                ahead.add(object, Fate.ofCheck(memory, object.at()));
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
      Page page = now.service().list(root, "");
      begins.accept(before(begun));
      taker.take(page);
      while (page.more()) {
        page = now.service().list(root, page.last());
        taker.take(page);
      }
    } catch (Trouble e) {
      visitor.goesOn(); // unless a stop has broken it off
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

  /** These, as they are found to be now. */
  void these(List<Place> places) throws InterruptedException {
    for (Place at : places) {
      if (now.settings().holds(at.bucket(), at.key())) {
        ahead.add(at, Fate.of(memory, at));
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

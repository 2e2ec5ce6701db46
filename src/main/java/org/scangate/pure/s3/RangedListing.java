package org.scangate.pure.s3;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.scangate.pure.Visitor;
import org.scangate.pure.s3.S3Calls.Page;
import org.scangate.pure.s3.S3Settings.Root;

/**
 * The rest of a listing that is longer than a page: a page ahead, and where it is long, in ranges
 * of keys side by side, since each page waits for the one before it. Folders only say where a range
 * may begin: together the ranges hold every key, whatever was told of folders.
 */
final class RangedListing {

  /** Ranges that are listed at the same time. */
  static final int AT_ONCE = 4;

  /** Pages before it is worth the requests that ranges cost: one each at most, and some looks. */
  static final int ALONE = 8;

  private static final int RANGES = 8;
  private static final long GOES_ON_MILLIS = 50;

  private final S3Calls calls;
  private final ExecutorService lookers;
  private final Visitor visitor;
  private final Deque<Range> open = new ArrayDeque<>();
  private final Deque<Bounds> waiting = new ArrayDeque<>();

  RangedListing(S3Calls calls, ExecutorService lookers, Visitor visitor) {
    this.calls = calls;
    this.lookers = lookers;
    this.visitor = visitor;
  }

  /** Who takes a page of a listing. */
  interface Taker {
    void take(Page page) throws InterruptedException;
  }

  /**
   * Keys behind the one and up to the other.
   *
   * @param end empty: to the end of the listing
   */
  private record Bounds(String after, Optional<String> end) {}

  /** A listing of some keys that has come to a page, which may not be there yet. */
  private record Range(Optional<String> end, Future<Page> page) {}

  /**
   * Each object is shown once.
   *
   * @param first which was taken already
   */
  void rest(Root root, Page first, Taker taker) throws InterruptedException, S3Failure {
    int pages = 1;
    try {
      open.add(next(root, first, Optional.empty()));
      while (!open.isEmpty()) {
        Range range = come();
        Page page = await(range.page());
        open.remove(range);
        if (page.more() && range.end().filter(end -> isBehind(page.last(), end)).isEmpty()) {
          pages++;
          open.add(next(root, page, pages == ALONE ? split(root, page.last()) : range.end()));
        }
        while (open.size() < AT_ONCE && !waiting.isEmpty()) {
          Bounds bounds = waiting.remove();
          Callable<Page> begin = () -> calls.list(root, bounds.after());
          open.add(new Range(bounds.end(), lookers.submit(begin)));
        }
        taker.take(range.end().map(page::until).orElse(page));
      }
    } finally {
      open.forEach(range -> range.page().cancel(true));
    }
  }

  private Range next(Root root, Page page, Optional<String> end) {
    return new Range(end, lookers.submit(() -> calls.next(root, page)));
  }

  /** One whose page is there; else the first. */
  private Range come() {
    return open.stream().filter(range -> range.page().isDone()).findFirst().orElse(open.peek());
  }

  private Page await(Future<Page> page) throws InterruptedException, S3Failure {
    while (true) {
      try {
        return page.get(GOES_ON_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        visitor.goesOn();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof S3Failure failure) {
          throw failure;
        }
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  /** In UTF-16, as here, and in UTF-8: else a range could pass over what lies behind its end. */
  private static boolean isOrderedAlike(String key) {
    return key.chars().allMatch(letter -> letter < Character.MIN_SURROGATE);
  }

  private static boolean isBehind(String key, String end) {
    return key.compareTo(end) > 0;
  }

  /**
   * Puts ranges behind the one that has come so far.
   *
   * @return where that one ends now
   */
  private Optional<String> split(Root root, String last) throws InterruptedException {
    List<String> folders = foldersBehind(root, last);
    List<String> begins = new ArrayList<>();
    int ranges = Math.min(RANGES, folders.size());
    for (int i = 0; i < ranges; i++) {
      begins.add(folders.get(i * folders.size() / ranges));
    }
    for (int i = 0; i < ranges; i++) {
      Optional<String> end = i + 1 < ranges ? Optional.of(begins.get(i + 1)) : Optional.empty();
      waiting.add(new Bounds(begins.get(i), end));
    }
    return begins.stream().findFirst();
  }

  /** In order, without their last slash, behind which their keys come; perhaps none. */
  private List<String> foldersBehind(Root root, String last) throws InterruptedException {
    List<String> behind = new ArrayList<>();
    Optional<Root> at = Optional.of(root);
    try {
      while (at.isPresent() && behind.size() < RANGES) {
        visitor.goesOn();
        List<String> folders = calls.folders(at.get());
        folders.stream()
            .map(folder -> folder.substring(0, folder.length() - 1))
            .filter(folder -> isBehind(folder, last) && isOrderedAlike(folder))
            .forEach(behind::add);
        int length = at.get().prefix().length();
        at =
            folders.stream()
                .filter(folder -> last.startsWith(folder) && folder.length() > length)
                .map(folder -> new Root(root.bucket(), folder))
                .findFirst();
      }
    } catch (S3Failure e) {
      visitor.goesOn(); // such as may list the root alone: then as one
    }
    return behind.stream().sorted().distinct().toList();
  }
}

package org.scangate.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What so many clients got done.
 *
 * @param failures of posts, in words; a failed post does not count as done
 */
record Round(int posts, double seconds, List<String> failures) {

  /** One client's work; anything thrown is a failure. */
  @FunctionalInterface
  interface Post {
    void send() throws Exception;
  }

  double perSecond() {
    return posts / seconds;
  }

  /** Each client posts once at least, and goes on until the time is over. */
  static Round run(int clients, Duration time, Post post) throws InterruptedException {
    AtomicInteger posts = new AtomicInteger();
    ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    long begun = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      Thread thread =
          new Thread(
              () -> {
                do {
                  try {
                    post.send();
                    posts.incrementAndGet();
                  } catch (Exception e) {
                    failures.add(e.toString());
                  }
                } while (System.nanoTime() - begun < time.toNanos());
              },
              "client-" + i);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new Round(posts.get(), seconds, List.copyOf(failures));
  }
}

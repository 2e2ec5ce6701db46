package org.scangate.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.scangate.testing.Await;
import org.scangate.testing.s3.S3Server;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Tag;

/** A bucket with objects of different content, filled and looked through by several threads. */
final class Bucket {

  private static final int THREADS = 8;
  private static final int IN_A_FOLDER = 100;
  private static final Tag OK = Tag.builder().key("ANTIVIRUS_STATUS").value("OK").build();
  private static final Tag OTHER = Tag.builder().key("of").value("others").build();

  /** An object dated within this second may be taken for one that still changes. */
  private static final Duration SETTLED = Duration.ofMillis(2100);

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final String name = "pure-" + NUMBERS.incrementAndGet();
  private final S3Client client;
  private final List<String> keys = new ArrayList<>();
  private long changed;

  Bucket(S3Server server, boolean versioned) {
    client = server.client();
    server.createBucket(name, versioned);
  }

  /** Puts one object for each size, in the order of their keys. */
  void fill(List<Long> sizes) throws InterruptedException {
    for (int i = 0; i < sizes.size(); i++) {
      keys.add("%04x/%06d.bin".formatted(i / IN_A_FOLDER, i));
    }
    each(
        number -> {
          long size = sizes.get(number);
          String key = keys.get(number);
          client.putObject(
              request -> request.bucket(name).key(key),
              RequestBody.fromContentProvider(() -> Content.known(size), size, "application/pdf"));
        });
    settle();
  }

  /** One more object, of one byte. */
  String add(int number) {
    String key = "new-" + number;
    client.putObject(request -> request.bucket(name).key(key), RequestBody.fromString("a"));
    return key;
  }

  String name() {
    return name;
  }

  int objects() {
    return keys.size();
  }

  /** How many are tagged OK. */
  long clean() throws InterruptedException {
    AtomicLong clean = new AtomicLong();
    each(
        number -> {
          if (isClean(keys.get(number))) {
            clean.incrementAndGet();
          }
        });
    return clean.get();
  }

  boolean isClean(String key) {
    return client.getObjectTagging(request -> request.bucket(name).key(key)).tagSet().contains(OK);
  }

  /**
   * Leaves a tag of somebody else alone: not every server tells of an empty set. Not for a bucket
   * with versions: there Ceph's listing goes on to show the date from before the tags.
   */
  void takeVerdicts() throws InterruptedException {
    each(
        number ->
            client.putObjectTagging(
                request ->
                    request
                        .bucket(name)
                        .key(keys.get(number))
                        .tagging(tagging -> tagging.tagSet(OTHER))));
    settle();
  }

  private void settle() {
    changed = System.nanoTime();
    Await.until(
        "the objects have settled",
        SETTLED.multipliedBy(2),
        () -> System.nanoTime() - changed > SETTLED.toNanos());
  }

  private interface Work {
    void on(int number);
  }

  private void each(Work work) throws InterruptedException {
    List<Callable<Void>> all = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      int number = i;
      all.add(
          () -> {
            work.on(number);
            return null;
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (Future<Void> one : threads.invokeAll(all)) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("an object of the bench", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}

package org.scangate.pure.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scangate.pure.StoredFile;
import org.scangate.pure.Visitor;
import org.scangate.pure.s3.S3Calls.Page;
import org.scangate.pure.s3.S3Settings.Root;
import org.scangate.testing.s3.FaultyGate;
import org.scangate.testing.s3.GateRequest;
import org.scangate.testing.s3.LocalS3;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** Long listings, of ten keys a page, by what is asked for and what is shown. */
class RangedListingTest {

  private static final String BUCKET = "pure";
  private static final int A_PAGE = 10;

  private final LocalS3 server = LocalS3.inMemory();
  private final FaultyGate gate = FaultyGate.before(server);
  private final Root root = new Root(BUCKET, "");
  private final S3Calls calls =
      new S3Calls(
          new ShortPages(server.client(gate.endpoint())),
          new ServerClock(Clock.systemUTC()),
          List.of(root));
  private final ExecutorService lookers = Executors.newFixedThreadPool(16);
  private final List<String> shown = new ArrayList<>();
  private final List<String> put = new ArrayList<>();

  private final Visitor visitor =
      new Visitor() {
        @Override
        public void visit(StoredFile file) {
          throw new IllegalStateException("it lists, and no more");
        }

        @Override
        public void goesOn() {}

        @Override
        public boolean enough() {
          return false;
        }

        @Override
        public void failed(String what, String why) {
          throw new IllegalStateException(what + ": " + why);
        }

        @Override
        public boolean orphan(String what, Instant since) {
          return false;
        }

        @Override
        public boolean mayWrite() {
          return true;
        }
      };

  /** Pages of less, so that few objects are many pages. */
  private static final class ShortPages extends DelegatingS3Client {

    ShortPages(S3Client client) {
      super(client);
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
      return super.listObjectsV2(
          request.delimiter() == null ? request.toBuilder().maxKeys(A_PAGE).build() : request);
    }
  }

  @BeforeEach
  void aBucket() {
    server.createBucket(BUCKET, false);
  }

  @AfterEach
  void close() {
    lookers.shutdownNow();
    calls.close();
    gate.close();
    server.close();
  }

  private void fill(String folder, int count) {
    for (int i = 0; i < count; i++) {
      String key = folder + "%04d".formatted(i);
      put.add(key);
      server
          .client()
          .putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromString("x"));
    }
  }

  private void list() throws InterruptedException, S3Failure {
    Page first = calls.list(root, "");
    take(first);
    if (first.more()) {
      new RangedListing(calls, lookers, visitor).rest(root, first, this::take);
    }
  }

  private void take(Page page) {
    page.objects().forEach(object -> shown.add(object.at().key()));
  }

  private static Predicate<GateRequest> pages() {
    return Call.LIST.and(request -> request.parameter("delimiter").isEmpty());
  }

  private static Predicate<GateRequest> begins() {
    return pages().and(request -> request.parameter("start-after").isPresent());
  }

  private void assertEachOnce() {
    assertEquals(new TreeSet<>(put), new TreeSet<>(shown));
    assertEquals(put.size(), shown.size(), "none twice");
  }

  @Test
  void aLongListingGoesOnInRangesSideBySideAndShowsEachOnce() throws Exception {
    fill("all/of/a/", 95); // the pages before it is worth while
    fill("all/of/b", 3); // between the folders
    for (int i = 10; i < 40; i++) {
      fill("all/of/c" + i + "/", 7);
    }
    fill("all/of/c20+ %", 7);
    fill("all/of/d d+/", 25);
    fill("all/p/", 3);
    CountDownLatch together = new CountDownLatch(RangedListing.AT_ONCE - 1);
    AtomicInteger met = new AtomicInteger();
    gate.before(
        begins(),
        () -> {
          together.countDown();
          try {
            if (together.await(20, TimeUnit.SECONDS)) {
              met.incrementAndGet();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        FaultyGate.ALWAYS);
    list();
    assertEachOnce();
    assertTrue(met.get() >= RangedListing.AT_ONCE - 1, "at the same time: " + met);
    int alone = put.size() / A_PAGE + 1;
    long asked = gate.count(pages());
    assertTrue(asked <= alone + 8, asked + " requests, where " + alone + " would do");
  }

  @Test
  void aShortListingIsAskedForPageByPage() throws Exception {
    fill("a/", 30);
    fill("b/", 30);
    list();
    assertEachOnce();
    assertEquals(6, gate.count(Call.LIST));
  }

  @Test
  void aFlatOneToo() throws Exception {
    fill("", 150);
    list();
    assertEachOnce();
    assertEquals(15 + 1, gate.count(Call.LIST), "and one look for folders");
  }

  /** LocalS3 has the order of UTF-16, others that of UTF-8: in neither anything is passed over. */
  @Test
  void keysThatOthersOrderOtherwiseAreShown() throws Exception {
    fill("a/", 95);
    fill("b/", 30);
    fill("b/\ud83d\ude00", 5); // LocalS3 has them in the order of UTF-16
    fill("b/\uff01", 5);
    fill("c/", 30);
    list();
    assertEquals(new TreeSet<>(put), new TreeSet<>(shown), "none is missing");
  }

  @Test
  void whereFoldersMayNotBeListedAllAreListedAsOne() throws Exception {
    fill("a/", 95);
    fill("b/", 30);
    fill("c/", 30);
    gate.deny(pages().negate().and(Call.LIST), FaultyGate.ALWAYS);
    list();
    assertEachOnce();
  }

  @Test
  void whatCannotBeListedIsAFailure() throws Exception {
    fill("a/", 95);
    fill("b/", 30);
    fill("c/", 30);
    gate.deny(begins(), FaultyGate.ALWAYS);
    assertTrue(assertThrows(S3Failure.class, this::list).getMessage().contains("s3:ListBucket"));
  }
}

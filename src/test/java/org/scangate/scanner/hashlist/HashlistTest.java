package org.scangate.scanner.hashlist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scan.Deadline;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.testing.Await;
import org.scangate.testing.Fixtures;
import org.scangate.testing.TestSample;

/** What is on a list is found, and nothing is clean that was not read whole. */
class HashlistTest {

  private static final byte[] BAD = "known and bad".getBytes(UTF_8);

  private static final Duration INTERVAL = Duration.ofMillis(5);

  @TempDir Path folder;

  private final List<Hashlist> opened = new ArrayList<>();

  @Test
  void eicarIsAlwaysKnownWithWhiteSpaceBehindIt() {
    Hashlist list = list();
    assertInstanceOf(Infected.class, scan(list, Fixtures.eicar()));
    byte[] spaced = Arrays.copyOf(Fixtures.eicar(), 128);
    Arrays.fill(spaced, 68, 128, (byte) '\n');
    assertInstanceOf(Infected.class, scan(list, spaced));
    assertEquals(new Clean(), scan(list, Arrays.copyOf(spaced, 67)));
    spaced[100] = 'x';
    assertEquals(new Clean(), scan(list, spaced));
    assertEquals(new Clean(), scan(list, new byte[0]));
  }

  @Test
  void whatIsOnAListIsFoundByItsNameAndTheRestIsClean() throws IOException {
    Hashlist list = list("# known bad files", "", Fixtures.sha256(BAD) + "  Bad.Thing-1");
    assertEquals(new Infected("Bad.Thing-1"), scan(list, BAD));
    assertEquals(new Clean(), scan(list, "something else".getBytes(UTF_8)));
    String advice = list.readiness().advice().get(0);
    assertTrue(advice.contains("no antivirus") && advice.contains("bad.txt"), advice);
  }

  @Test
  void whatIsOnAListByMd5OrSha1AloneIsFoundThoughItsSha256IsKnown() throws IOException {
    KnownBad bad = new KnownBad("known and bad");
    for (String digest : List.of(bad.md5(), bad.sha1())) {
      Hashlist list = list(digest + " Bad.Thing-1");
      assertEquals(new Infected("Bad.Thing-1"), scan(list, bad.bytes()));
      assertEquals(new Clean(), scan(list, "something else".getBytes(UTF_8)));
      list.close();
    }
  }

  @Test
  void aSampleWhoseDigestNobodyKnowsIsRead() throws IOException {
    Hashlist list = list(Fixtures.sha256(BAD) + " Bad.Thing-1");
    assertEquals(new Infected("Bad.Thing-1"), scan(list, unread(BAD.length, BAD)));
    byte[] large = Fixtures.randomBytes(1, 200_000);
    assertEquals(new Clean(), scan(list, unread(large.length, large)));
  }

  @ParameterizedTest
  @ValueSource(ints = {-13, -1, 1, 70})
  void aSampleThatHasOtherBytesThanItsSizeSaysIsNotClean(int more) {
    Unscanned verdict =
        assertInstanceOf(Unscanned.class, scan(list(), unread(BAD.length + more, BAD)));
    assertEquals(Reason.REFUSED, verdict.reason());
    assertTrue(verdict.detail().contains("changed"), verdict.detail());
  }

  @Test
  void aSampleThatGrowsIsNotReadOnAndOn() {
    TestSample growing = TestSample.of(10, () -> Fixtures.random(1, Long.MAX_VALUE));
    assertEquals(Reason.REFUSED, unscanned(scan(list(), growing)));
  }

  @Test
  void aSampleThatCannotBeReadIsNotClean() {
    TestSample broken =
        TestSample.of(
            1,
            () -> {
              throw new IOException("bad disk");
            });
    assertEquals(Reason.REFUSED, unscanned(scan(list(), broken)));
  }

  @Test
  void noSampleIsReadBeyondTheDeadline() {
    AtomicInteger opened = new AtomicInteger();
    Deadline soon = Deadline.in(Duration.ofMillis(20));
    TestSample endless =
        TestSample.of(
            Long.MAX_VALUE,
            () -> {
              opened.incrementAndGet();
              return Fixtures.random(1, Long.MAX_VALUE);
            });
    Hashlist list = list();
    assertEquals(Reason.TIMED_OUT, unscanned(list.scan(endless, soon).verdict()));
    assertEquals(1, opened.get());
  }

  @Test
  void whileTheListsAreReadNothingIsClean() throws IOException {
    Path file = Files.writeString(folder.resolve("bad.txt"), Fixtures.sha256(BAD));
    try (Hashlist list = new Hashlist(settings(file), Duration.ofHours(1))) {
      assertFalse(list.readiness().ready());
      assertEquals(Reason.UNREACHABLE, unscanned(scan(list, "x".getBytes(UTF_8))));
    }
  }

  @Test
  void aMissingListIsAWrongConfigurationUntilItIsThere() throws IOException {
    Path file = folder.resolve("bad.txt");
    Hashlist list = opened(new Hashlist(settings(file), INTERVAL));
    until("the missing list is told", () -> unscanned(list.readiness()) == Reason.MISCONFIGURED);
    assertEquals(Reason.MISCONFIGURED, unscanned(scan(list, "x".getBytes(UTF_8))));
    Files.writeString(file, Fixtures.sha256(BAD));
    until("it is ready", () -> list.readiness().ready());
    assertInstanceOf(Infected.class, scan(list, BAD));
  }

  @Test
  void askedToItLooksAtOnce() throws IOException {
    Path file = folder.resolve("bad.txt");
    Hashlist list = opened(new Hashlist(settings(file), Duration.ofHours(1)));
    until("the missing list is told", () -> unscanned(list.readiness()) == Reason.MISCONFIGURED);
    Files.createDirectory(file);
    list.probeNow();
    until("it is looked at", () -> list.readiness().toString().contains("is no file"));
  }

  @Test
  void aScanSeesTheOldListsOrTheNewOnesAndNeverNone() throws IOException {
    Hashlist list = list(Fixtures.sha256(BAD) + " Old");
    for (int round = 1; round < 20; round++) {
      String name = "New-" + round;
      Path other = Files.writeString(folder.resolve("new"), Fixtures.sha256(BAD) + " " + name);
      Files.move(other, folder.resolve("bad.txt"), StandardCopyOption.REPLACE_EXISTING);
      until(
          "the new list is in force",
          () -> assertInstanceOf(Infected.class, scan(list, BAD)).signature().equals(name));
    }
  }

  @Test
  void itHasOneThreadUntilItIsClosedAndThenScansNothing() throws IOException {
    assertEquals(0, threads());
    Hashlist list = list(Fixtures.sha256(BAD));
    assertEquals(1, threads());
    list.close();
    assertEquals(0, threads());
    assertFalse(list.readiness().ready());
    assertEquals(Reason.UNREACHABLE, unscanned(scan(list, "x".getBytes(UTF_8))));
  }

  @Test
  void withoutListsItIsReadyAtOnceAndHasNoThread() {
    Hashlist list = list();
    assertTrue(list.readiness().ready());
    assertEquals("hashlist (0)", list.readiness().version());
    assertEquals(0, threads());
  }

  @AfterEach
  void close() {
    opened.forEach(Hashlist::close);
  }

  private Hashlist list(String... lines) throws IOException {
    Path file = Files.write(folder.resolve("bad.txt"), List.of(lines));
    Hashlist list = opened(new Hashlist(settings(file), INTERVAL));
    until("the lists are read", () -> list.readiness().ready());
    return list;
  }

  private Hashlist list() {
    return opened(new Hashlist(new HashlistSettings("list", List.of())));
  }

  private Hashlist opened(Hashlist list) {
    opened.add(list);
    return list;
  }

  private static HashlistSettings settings(Path file) {
    return new HashlistSettings("list", List.of(file));
  }

  private static void until(String what, Await.Condition condition) {
    Await.until(what, Duration.ofSeconds(20), condition);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("scangate-lists-list"))
        .count();
  }

  private static TestSample unread(long size, byte[] content) {
    return TestSample.of(size, () -> new ByteArrayInputStream(content));
  }

  private static Reason unscanned(Verdict verdict) {
    return assertInstanceOf(Unscanned.class, verdict).reason();
  }

  private static Reason unscanned(Readiness readiness) {
    return readiness.obstacle().orElseThrow().reason();
  }

  private static Verdict scan(Hashlist list, TestSample sample) {
    return list.scan(sample, Deadline.in(Duration.ofSeconds(10))).verdict();
  }

  private static Verdict scan(Hashlist list, byte[] content) {
    return scan(list, TestSample.of(content));
  }
}

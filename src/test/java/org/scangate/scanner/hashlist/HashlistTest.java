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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

/** What is on a list is found; its lists are read in the background. */
class HashlistTest {

  private static final byte[] BAD = "known and bad".getBytes(UTF_8);

  private static final Duration INTERVAL = Duration.ofMillis(5);

  @TempDir Path folder;

  private final List<Hashlist> opened = new ArrayList<>();

  @Test
  void whatIsOnAListIsFoundByItsNameAndTheRestIsClean() throws IOException {
    Hashlist list = list("# known bad files", "", Fixtures.sha256(BAD) + "  Bad.Thing-1");
    assertEquals(new Infected("Bad.Thing-1"), scan(list, BAD));
    assertEquals(new Clean(), scan(list, "something else".getBytes(UTF_8)));
    String advice = list.readiness().advice().get(0);
    assertTrue(advice.contains("no antivirus") && advice.contains("bad.txt"), advice);
  }

  @Test
  void whatIsOnAListIsFoundThoughNobodyKnowsItsDigest() throws IOException {
    Hashlist list = list(Fixtures.sha256(BAD) + " Bad.Thing-1");
    TestSample unread = TestSample.of(BAD.length, () -> new ByteArrayInputStream(BAD));
    assertEquals(new Infected("Bad.Thing-1"), scan(list, unread));
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

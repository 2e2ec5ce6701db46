package org.scangate.scanner.hashlist;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.scan.Reason;

/** How lists come in force, look by look: the time is the test's. */
class HashlistReloadTest {

  private static final KnownBad ONE = new KnownBad("one");
  private static final KnownBad TWO = new KnownBad("two");
  private static final Duration SETTLE = Duration.ofSeconds(2);

  @TempDir Path folder;

  private Path file;
  private ListsInForce lists;
  private long now = Long.MAX_VALUE; // a clock that runs over
  private int written;
  private Runnable whileItIsRead = () -> {};

  @BeforeEach
  void nothingIsReadYet() {
    file = folder.resolve("bad.txt");
    lists = inForce(file);
  }

  @Test
  void aListIsReadWhenItWasTheSameInTwoLooks() throws IOException {
    write(ONE.sha256());
    look();
    assertEquals(Reason.UNREACHABLE, obstacle());
    look();
    assertTrue(has(ONE));
    assertTrue(lists.state().readiness().ready());
  }

  @Test
  void twoLooksAtOnceAreNotTwo() throws IOException {
    write(ONE.sha256());
    look();
    lists.look(now + 1);
    assertEquals(Reason.UNREACHABLE, obstacle());
    look();
    assertTrue(has(ONE));
  }

  @Test
  void aListThatIsBeingWrittenIsNotTakenHalf() throws IOException {
    write(ONE.sha256());
    settle();
    for (int length = 1; length < 64; length += 9) {
      write(TWO.sha256().substring(0, length));
      look();
      assertTrue(has(ONE));
      assertEquals(1, advice().size());
    }
    write(TWO.sha256());
    look();
    assertTrue(has(ONE));
    look();
    assertTrue(has(TWO));
    assertFalse(has(ONE));
  }

  @Test
  void aListThatChangesWhileItIsReadIsReadAgain() throws IOException {
    write(ONE.sha256());
    settle();
    write("");
    whileItIsRead = () -> write(TWO.sha256());
    settle();
    assertTrue(has(ONE));
    whileItIsRead = () -> {};
    settle();
    assertTrue(has(TWO));
  }

  @Test
  void aFailureToReadIsToldAndTriedAgainAtTheNextLook() throws IOException {
    write(ONE.sha256());
    settle();
    write(TWO.sha256());
    whileItIsRead =
        () -> {
          throw new UncheckedIOException(new IOException("bad disk"));
        };
    settle();
    assertTrue(has(ONE));
    assertTrue(advice().get(1).contains("bad disk"), advice().toString());
    whileItIsRead = () -> {};
    look();
    assertTrue(has(TWO));
    assertEquals(1, advice().size());
  }

  @Test
  void listsThatDoNotFitIntoMemoryLeaveTheLastGoodOnes() throws IOException {
    write(ONE.sha256());
    settle();
    write(TWO.sha256());
    whileItIsRead =
        () -> {
          throw new OutOfMemoryError("made up");
        };
    settle();
    assertTrue(has(ONE));
    assertTrue(advice().get(1).contains("-Xmx"), advice().toString());
  }

  @Test
  void aListThatNeverRestsIsTold() throws IOException {
    write(ONE.sha256());
    settle();
    for (int looks = 0; looks < 31; looks++) {
      write(TWO.sha256());
      look();
    }
    assertTrue(has(ONE));
    assertTrue(advice().get(1).contains("change on and on"), advice().toString());
    settle();
    assertTrue(has(TWO));
    assertEquals(1, advice().size());
  }

  @Test
  void aListThatIsReplacedByRenameIsReadThoughSizeAndTimeAreTheSame() throws IOException {
    write(ONE.sha256());
    settle();
    String version = lists.state().readiness().version();
    FileTime modified = Files.getLastModifiedTime(file);
    Path other = Files.writeString(folder.resolve("other"), TWO.sha256());
    Files.setLastModifiedTime(other, modified);
    Files.move(other, file, REPLACE_EXISTING);
    settle();
    assertTrue(has(TWO));
    assertFalse(has(ONE));
    assertNotEquals(version, lists.state().readiness().version());
  }

  @Test
  void theVersionTellsWhenTheListsWereChangedAndHowManyTheyAre() throws IOException {
    write(ONE.sha256() + "\n" + TWO.sha256());
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-24T10:00:00.7Z")));
    settle();
    String version = lists.state().readiness().version();
    assertTrue(version.startsWith("hashlist/2026-11-24T10:00:00Z (2, "), version);
  }

  @Test
  void aListThatVanishesStaysInForceAndThatIsToldUntilItIsBack() throws IOException {
    write(ONE.sha256());
    settle();
    Path away = Files.move(file, folder.resolve("away"));
    look();
    assertTrue(has(ONE));
    assertTrue(lists.state().readiness().ready());
    assertTrue(advice().get(1).contains(file + " does not exist"), advice().toString());
    Files.move(away, file);
    look();
    assertTrue(has(ONE));
    assertEquals(1, advice().size(), "it is the one that was read");
  }

  @Test
  void aListThatIsNoneAnyMoreStaysInForceAndThatIsTold() throws IOException {
    write(ONE.sha256());
    settle();
    write("<!doctype html>");
    settle();
    look();
    assertTrue(has(ONE));
    assertTrue(advice().get(1).contains("line 1: <!doctype html>"), advice().toString());
    assertTrue(advice().get(1).contains("last good lists"), advice().toString());
    write(TWO.sha256());
    settle();
    assertTrue(has(TWO));
    assertEquals(1, advice().size());
  }

  @Test
  void whatIsWrongAtTheStartIsMisconfiguredUntilItIsMended() throws IOException {
    look();
    assertEquals(Reason.MISCONFIGURED, obstacle());
    Files.createDirectory(file);
    look();
    assertEquals(Reason.MISCONFIGURED, obstacle());
    Files.delete(file);
    write("<!doctype html>");
    settle();
    assertEquals(Reason.MISCONFIGURED, obstacle());
    write(ONE.sha256());
    settle();
    assertTrue(lists.state().readiness().ready());
    assertTrue(has(ONE));
  }

  @Test
  void theListsOfSeveralFilesAreSwappedTogether() throws IOException {
    Path second = folder.resolve("second.txt");
    lists = inForce(file, second);
    write(ONE.sha256());
    settle();
    assertEquals(Reason.MISCONFIGURED, obstacle());
    Files.writeString(second, TWO.sha256());
    settle();
    assertTrue(has(ONE) && has(TWO));
    write("");
    settle();
    assertTrue(!has(ONE) && has(TWO));
  }

  /** A time of its own for each writing: two of them may fall into one tick of the file system. */
  private void write(String content) {
    try {
      Files.writeString(file, content);
      written++;
      Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(written)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ListsInForce inForce(Path... files) {
    return new ListsInForce(
        new HashlistSettings("list", List.of(files)),
        SETTLE,
        (paths, newest) -> {
          try {
            Lists read = Lists.read(paths, newest);
            whileItIsRead.run();
            return read;
          } catch (UncheckedIOException e) {
            throw e.getCause();
          }
        });
  }

  private void look() {
    now += SETTLE.toNanos();
    lists.look(now);
  }

  private void settle() {
    look();
    look();
  }

  private boolean has(KnownBad bad) {
    return bad.nameIn(lists.state().lists().orElseThrow()).isPresent();
  }

  private List<String> advice() {
    return lists.state().readiness().advice();
  }

  private Reason obstacle() {
    return lists.state().readiness().obstacle().orElseThrow().reason();
  }
}

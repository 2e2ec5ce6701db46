package org.scangate.pure.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scangate.pure.Scope;
import org.scangate.pure.Status;

/** Verdicts without a file, and what a crash left. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OrphansTest extends StoreTest {

  @BeforeEach
  void makeFiles() throws Exception {
    for (int i = 0; i < 5; i++) {
      rig.write("ab/x" + i + ".bin", "content");
    }
    rig.publishAll(Status.OK);
  }

  @Test
  void aVerdictWithoutItsFileIsTold() throws Exception {
    assertEquals(Map.of(), rig.walk(Scope.ALL).orphans());
    Files.delete(rig.path("ab/x2.bin"));
    assertEquals(Set.of("x2.av"), rig.walk(Scope.ALL).orphans().keySet());
    assertTrue(LocalStoreFixture.exists(rig.path("ab/x2.av")), "only where it is wanted");
    assertEquals(Map.of(), rig.walk(Scope.CHANGES).orphans());
    assertTrue(rig.names("ab").contains("x2.av"));
  }

  @Test
  void itIsDeletedWhereThatIsWanted() throws Exception {
    Files.delete(rig.path("ab/x2.bin"));
    assertEquals(Set.of("x2.av"), rig.walk(Scope.ALL, dryRun()).orphans().keySet());
    assertTrue(LocalStoreFixture.exists(rig.path("ab/x2.av")));
    Recorder walk = rig.walk(Scope.ALL, new Recorder().deleting());
    assertEquals(Set.of("x2.av"), walk.orphans().keySet());
    assertEquals(List.of(), walk.failures());
    assertFalse(LocalStoreFixture.exists(rig.path("ab/x2.av")));
    assertEquals(8, rig.names("ab").size());
    assertEquals(Map.of(), rig.walk(Scope.ALL).orphans());
  }

  @Test
  void whatIsMissedForTheFirstTimeIsNotDeleted() throws Exception {
    rig.walk(Scope.ALL);
    Files.delete(rig.path("ab/x2.bin"));
    rig.date("ab", Duration.ofDays(-3));
    Recorder first = rig.walk(Scope.ALL, new Recorder().deleting());
    assertEquals(Set.of("x2.av"), first.orphans().keySet());
    assertTrue(LocalStoreFixture.exists(rig.path("ab/x2.av")));
    rig.walk(Scope.ALL, new Recorder().deleting());
    assertFalse(LocalStoreFixture.exists(rig.path("ab/x2.av")));
  }

  @Test
  void itsFileHasBeenGoneSinceTheFolderChangedOrItWasFirstMissed() throws Exception {
    Files.delete(rig.path("ab/x2.bin"));
    Instant first = rig.walk(Scope.ALL).orphans().get("x2.av");
    assertEquals(Files.getLastModifiedTime(rig.path("ab")).toInstant(), first);
    rig.tick();
    rig.write("ab/x9.bin", ""); // the folder's date is later now
    rig.tick();
    Instant second = rig.walk(Scope.ALL).orphans().get("x2.av");
    assertTrue(second.isAfter(first), "since it was first missed");
    assertTrue(second.isBefore(Instant.now()));
    rig.write("ab/x10.bin", "");
    assertEquals(second, rig.walk(Scope.ALL).orphans().get("x2.av"));
    Instant old = Instant.now().minus(Duration.ofDays(2));
    Files.setLastModifiedTime(rig.path("ab"), FileTime.from(old));
    assertEquals(old, rig.walk(Scope.ALL).orphans().get("x2.av"));
  }

  @Test
  void aFileThatCameBackIsMissedAnew() throws Exception {
    Files.delete(rig.path("ab/x2.bin"));
    rig.walk(Scope.ALL);
    rig.write("ab/x2.bin", "back");
    rig.walk(Scope.ALL);
    rig.tick();
    Instant since = Instant.now().minusSeconds(1);
    rig.clockAhead(Duration.ofHours(1));
    Files.delete(rig.path("ab/x2.bin"));
    rig.date("ab", Duration.ofHours(2));
    Instant told = rig.walk(Scope.ALL).orphans().get("x2.av");
    assertTrue(told.isAfter(since.plus(Duration.ofMinutes(59))), since + " " + told);
  }

  @Test
  void whatIsNoVerdictIsNotDeleted() throws Exception {
    rig.write("ab/notes.av", "an audiobook");
    Files.createDirectories(rig.path("ab/folder.av"));
    Special.fifo(rig.path("ab/fifo.av"));
    Files.write(outside.resolve("real"), AvJson.write(LocalStoreFixture.verdict(Status.OK)));
    Files.createSymbolicLink(rig.path("ab/link.av"), outside.resolve("real"));
    rig.walk(Scope.ALL);
    Recorder walk = rig.walk(Scope.ALL, new Recorder().deleting());
    assertEquals(Set.of("notes.av", "folder.av", "fifo.av", "link.av"), walk.orphans().keySet());
    assertEquals(4, walk.failures().size(), walk.failures().toString());
    assertEquals(14, rig.names("ab").size());
  }

  @Test
  void aVerdictOfAFileThatIsNoneIsNoOrphan() throws Exception {
    Files.delete(rig.path("ab/x2.bin"));
    Files.createSymbolicLink(rig.path("ab/x2.bin"), Path.of("/nowhere"));
    assertEquals(Map.of(), rig.walk(Scope.ALL, new Recorder().deleting()).orphans());
    assertTrue(LocalStoreFixture.exists(rig.path("ab/x2.av")));
  }

  @Test
  void aFileThatComesBackAtTheLastMomentKeepsItsVerdict() throws Exception {
    Files.delete(rig.path("ab/x2.bin"));
    rig.walk(Scope.ALL);
    Recorder walk =
        new Recorder() {
          @Override
          public boolean orphan(String what, Instant since) {
            try {
              rig.write("ab/x2.bin", "back");
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
            return true;
          }
        };
    rig.walk(Scope.ALL, walk);
    assertTrue(LocalStoreFixture.exists(rig.path("ab/x2.av")));
  }

  @Test
  void whatACrashLeftIsCleared() throws Exception {
    rig.write("ab/.scangate-deadbeef-17.tmp", "half a verd");
    rig.clockAhead(Duration.ofMinutes(1));
    rig.walk(Scope.CHANGES);
    rig.walk(Scope.ALL, dryRun());
    assertEquals(11, rig.names("ab").size());
    Recorder walk = rig.walk(Scope.ALL);
    assertEquals(10, rig.names("ab").size());
    assertEquals(List.of(), walk.failures());
  }

  @Test
  void whatOthersMayStillNeedIsNot() throws Exception {
    rig.write("ab/.scangate-deadbeef-18.tmp", "another server is writing it");
    rig.date("ab/.scangate-deadbeef-18.tmp", Duration.ofDays(-20)); // as old as its file
    for (String other : List.of("ab/scangate-1-1.tmp", "ab/.scangate-1.txt", "ab/x.tmp")) {
      rig.write(other, "somebody's");
      rig.date(other, Duration.ofDays(-1));
    }
    Files.createDirectories(rig.path("ab/.scangate-folder-1.tmp"));
    rig.date("ab/.scangate-folder-1.tmp", Duration.ofDays(-1));
    Path fifo = rig.path("ab/.scangate-fifo-1.tmp");
    Special.fifo(fifo);
    assertTrue(Special.ran("touch", "-d", "1 day ago", fifo.toString()));
    rig.walk(Scope.ALL);
    assertEquals(16, rig.names("ab").size());
  }

  private static Recorder dryRun() {
    return new Recorder().deleting().dryRun();
  }
}

package org.scangate.pure.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scangate.pure.Scope;
import org.scangate.pure.Status;
import org.scangate.pure.StoredFile;

/**
 * What one walk does while another has come half of its way: the other one is held up by its
 * visitor, within whose call the first goes on.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WalksSideBySideTest extends StoreTest {

  @Test
  void aWishIsNotAnsweredByAWalkThatHadListedTheFolderBefore() throws Exception {
    rig.write("a/x.bin", "");
    rig.quiet();
    rig.walk(
        Scope.ALL,
        file -> {
          file.revisit();
          assertThrows(InterruptedException.class, () -> rig.walk(Scope.CHANGES, this::end));
        });
    assertEquals(Set.of("x.bin"), rig.walk(Scope.CHANGES).seen().keySet());
    assertEquals(Map.of(), rig.walk(Scope.CHANGES).seen(), "now it was");
  }

  @Test
  void aWishThatComesWhileItsFolderIsVisitedIsLeftToTheNextWalk() throws Exception {
    rig.write("a/x.bin", "");
    rig.quiet();
    rig.walk(
        Scope.CHANGES,
        shown -> rig.walk(Scope.ALL, StoredFile::revisit)); // shown already, by the outer one
    assertEquals(Set.of("x.bin"), rig.walk(Scope.CHANGES).seen().keySet());
    assertEquals(Map.of(), rig.walk(Scope.CHANGES).seen());
  }

  @Test
  void aWishForAFileInAFolderThatWasAwayForAMomentIsHeard() throws Exception {
    rig.write("a/b/x.bin", "");
    rig.quiet();
    StoredFile[] held = new StoredFile[1];
    rig.walk(
        Scope.ALL,
        file -> {
          file.hold();
          held[0] = file;
        });
    Files.move(rig.path("a"), rig.path("c"));
    rig.walk(Scope.CHANGES);
    Files.move(rig.path("c"), rig.path("a"));
    rig.quiet();
    rig.walk(Scope.CHANGES);
    rig.walk(Scope.CHANGES);
    assertEquals(Map.of(), rig.walk(Scope.CHANGES).seen());
    held[0].revisit();
    held[0].release();
    assertEquals(Set.of("x.bin"), rig.walk(Scope.CHANGES).seen().keySet());
  }

  @Test
  void aFolderThatWasOutOfSightWithTheOneAboveItIsNotForgotten() throws Exception {
    rig.write("a/b/y.bin", "");
    rig.write("a/b/c/x.bin", "");
    rig.quiet();
    rig.walk(
        Scope.ALL,
        file -> {
          if (file.place().endsWith("y.bin")) {
            file.revisit();
          }
        });
    rig.walk(Scope.CHANGES, file -> Files.move(rig.path("a"), rig.path("moved")));
    Files.move(rig.path("moved"), rig.path("a")); // and no date in it tells
    rig.write("a/b/c/new.bin", "");
    assertTrue(rig.walk(Scope.CHANGES).seen().containsKey("new.bin"));
  }

  @Test
  void aWishIsNotForgottenWithAFolderThatWasOutOfSight() throws Exception {
    rig.write("a/x.bin", "");
    rig.write("a/b/y.bin", "");
    rig.quiet();
    rig.walk(
        Scope.ALL,
        file -> {
          if (file.place().endsWith("x.bin")) {
            rig.walk(Scope.CHANGES, StoredFile::revisit);
            rig.walk(Scope.CHANGES, other -> Files.move(rig.path("a"), rig.path("moved")));
            Files.move(rig.path("moved"), rig.path("a"));
          }
        });
    assertTrue(rig.walk(Scope.CHANGES).seen().containsKey("y.bin"));
  }

  @Test
  void aWalkWithAnotherAimLeavesNoTrace() throws Exception {
    rig.write("a/x.bin", "content");
    rig.publishAll(Status.OK);
    rig.write("a/new.bin", "");
    rig.write("a/.scangate-deadbeef-17.tmp", "half a verd");
    rig.clockAhead(Duration.ofMinutes(1));
    rig.quiet();
    Files.delete(rig.path("a/x.bin"));
    for (Scope scope : Set.of(Scope.VERDICTS, Scope.BLOCKED)) {
      Recorder walk = rig.walk(scope, new Recorder().deleting());
      assertEquals(Set.of("new.bin"), walk.seen().keySet());
      assertEquals(Map.of(), walk.orphans());
    }
    assertEquals(3, rig.names("a").size(), rig.names("a").toString());
    assertEquals(Set.of("new.bin"), rig.walk(Scope.CHANGES).seen().keySet(), "not seen by them");
    Recorder first = rig.walk(Scope.ALL, new Recorder().deleting());
    assertEquals(Set.of("x.av"), first.orphans().keySet());
    assertTrue(LocalStoreFixture.exists(rig.path("a/x.av")), "this is the first that missed it");
    rig.quiet();
    rig.walk(Scope.ALL);
    assertEquals(Map.of(), rig.walk(Scope.CHANGES).seen());
    rig.walk(Scope.VERDICTS, StoredFile::revisit);
    assertEquals(Set.of("new.bin"), rig.walk(Scope.CHANGES).seen().keySet(), "wished for by it");
  }

  @Test
  void whatIsMissedByAWalkThroughEverythingIsNotForgottenByOneBesideIt() throws Exception {
    rig.write("a/x.bin", "content");
    rig.write("b/y.bin", "content");
    rig.publishAll(Status.OK);
    Files.delete(rig.path("a/x.bin"));
    rig.walk(Scope.ALL);
    rig.walk(Scope.ALL, new Recorder(file -> rig.walk(Scope.VERDICTS)).deleting());
    assertEquals(Set.of("y.av", "y.bin"), Set.copyOf(rig.names("b")));
    assertEquals(0, rig.names("a").size(), "the second walk that misses it deletes it");
  }

  private void end(StoredFile file) throws InterruptedException {
    throw new InterruptedException("enough of " + file.place());
  }
}

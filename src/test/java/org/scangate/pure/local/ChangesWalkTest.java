package org.scangate.pure.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scangate.pure.Scope;

/** Walks through what may have changed. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChangesWalkTest extends StoreTest {

  @Test
  void theFirstWalkThroughChangesShowsEverything() throws Exception {
    rig.write("a/b/x.bin", "");
    assertEquals(Set.of("x.bin"), rig.walk(Scope.CHANGES).seen().keySet());
  }

  @Test
  void aFolderThatDidNotChangeIsNotListedAgain() throws Exception {
    rig.write("a/x.bin", "");
    rig.write("a/b/y.bin", "");
    rig.write("c/z.bin", "");
    rig.quiet();
    rig.walk(Scope.ALL);
    assertEquals(Map.of(), rig.walk(Scope.CHANGES).seen());
    rig.write("a/b/new.bin", "");
    Recorder changes = rig.walk(Scope.CHANGES);
    assertEquals(Set.of("y.bin", "new.bin"), changes.seen().keySet());
    rig.quiet();
    rig.walk(Scope.CHANGES);
    assertEquals(Map.of(), rig.walk(Scope.CHANGES).seen());
  }

  @Test
  void foldersThatAreNewAreFoundWithAllBelow() throws Exception {
    rig.write("a/x.bin", "");
    rig.quiet();
    rig.walk(Scope.ALL);
    rig.write("a/new/er/y.bin", "");
    rig.date("a/new/er", java.time.Duration.ofHours(-9));
    assertEquals(Set.of("x.bin", "y.bin"), rig.walk(Scope.CHANGES).seen().keySet());
    rig.quiet();
    rig.walk(Scope.CHANGES);
    rig.write("a/new/er/z.bin", "");
    assertEquals(Set.of("y.bin", "z.bin"), rig.walk(Scope.CHANGES).seen().keySet());
  }

  /** Beside the first walk of all, which takes long: a walk for changes ends after an interval. */
  @Test
  void whatComesAnewIsShownBeforeFoldersThatNoWalkHasSeen() throws Exception {
    for (int i = 0; i < 40; i++) {
      rig.write("a" + i % 4 + "/b" + i + "/old.bin", "");
    }
    rig.quiet();
    rig.store().walk(Scope.VERDICTS, new Recorder()); // which remembers none
    rig.write("a3/b39/new.bin", "");
    rig.write("a3/c/new.bin", "");
    List<String> shown = new ArrayList<>();
    rig.walk(Scope.CHANGES, file -> shown.add(file.place().replaceFirst(".*/a", "a")));
    assertEquals(42, shown.size());
    assertEquals(
        Set.of("a3/b39/old.bin", "a3/b39/new.bin", "a3/c/new.bin"),
        Set.copyOf(shown.subList(0, 3)));
  }

  @Test
  void aFolderThatWasMovedIsFoundInItsNewPlace() throws Exception {
    rig.write("a/x.bin", "");
    rig.quiet();
    rig.walk(Scope.ALL);
    Files.move(rig.path("a"), rig.path("b"));
    Recorder changes = rig.walk(Scope.CHANGES);
    assertEquals(Set.of("x.bin"), changes.seen().keySet());
    assertEquals(List.of(), changes.failures());
  }

  @Test
  void whatComesWithinTheSameTickOfTheClockIsFound() throws Exception {
    rig.write("a/x.bin", "");
    rig.walk(Scope.ALL);
    for (int i = 0; i < 20; i++) {
      FileTime before = Files.getLastModifiedTime(rig.path("a"));
      String name = "n" + i + ".bin";
      rig.write("a/" + name, "");
      Files.setLastModifiedTime(rig.path("a"), before); // as a coarse clock would have it
      assertTrue(rig.walk(Scope.CHANGES).seen().containsKey(name), name);
    }
  }

  @Test
  void newFilesAreFoundAsFastAsTheyCome() throws Exception {
    rig.write("a/x.bin", "");
    rig.walk(Scope.ALL);
    for (int i = 0; i < 500; i++) {
      rig.write("a/n.bin", "");
      assertTrue(rig.walk(Scope.CHANGES).seen().containsKey("n.bin"), "" + i);
      Files.delete(rig.path("a/n.bin"));
      assertFalse(rig.walk(Scope.CHANGES).seen().containsKey("n.bin"), "" + i);
    }
  }

  @Test
  void whatAVisitorWantsToSeeAgainIsShownAgainOnce() throws Exception {
    rig.write("a/x.bin", "");
    rig.write("b/y.bin", "");
    rig.quiet();
    rig.walk(
        Scope.ALL,
        file -> {
          if (file.place().endsWith("x.bin")) {
            file.revisit();
          }
        });
    Recorder again = rig.walk(Scope.CHANGES, file -> file.revisit());
    assertEquals(Set.of("x.bin"), again.seen().keySet());
    assertEquals(Set.of("x.bin"), rig.walk(Scope.CHANGES).seen().keySet());
    assertEquals(Map.of(), rig.walk(Scope.CHANGES).seen());
  }

  @Test
  void aWalkThatWasBrokenOffIsMadeUpFor() throws Exception {
    for (int i = 0; i < 20; i++) {
      rig.write("a" + i + "/x" + i + ".bin", "");
    }
    rig.quiet();
    Recorder.Act second =
        new Recorder.Act() {
          private int count;

          @Override
          public void on(org.scangate.pure.StoredFile file) throws InterruptedException {
            if (++count == 2) {
              throw new InterruptedException("enough");
            }
          }
        };
    assertThrows(InterruptedException.class, () -> rig.walk(Scope.ALL, second));
    assertEquals(19, rig.walk(Scope.CHANGES).shown(), "all but the one that was through");
  }

  @Test
  void aRootThatIsAnotherFolderNowIsListedAnew() throws Exception {
    rig.write("one/x.bin", "");
    rig.write("two/y.bin", "");
    rig.quiet();
    Files.createSymbolicLink(rig.path("link"), rig.path("one"));
    rig.roots(rig.path("link"));
    rig.walk(Scope.ALL);
    Files.delete(rig.path("link"));
    Files.createSymbolicLink(rig.path("link"), rig.path("two"));
    assertEquals(Set.of("y.bin"), rig.walk(Scope.CHANGES).seen().keySet());
  }
}

package org.scangate.pure.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.pure.Scope;
import org.scangate.pure.Standing;
import org.scangate.pure.Status;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WalkTest {

  @TempDir Path root;
  private Rig rig;

  boolean byPath() {
    return false;
  }

  @BeforeEach
  void open() {
    rig = new Rig(root, byPath());
  }

  @AfterEach
  void nothingIsOpen() throws IOException {
    assertEquals(List.of(), rig.open());
    assertEquals(List.of(), Rig.listers());
    rig.close();
  }

  @Test
  void everyFileAtAnyDepthIsShownOnce() throws Exception {
    Set<String> expected = new HashSet<>();
    for (int i = 0; i < 700; i++) {
      String name = "f" + i + ".bin";
      expected.add(name);
      rig.write((i % 3 == 0 ? "" : i % 3 == 1 ? "a/" : "a/" + i % 7 + "/c/") + name, "");
    }
    Recorder all = rig.walk(Scope.ALL);
    assertEquals(expected, all.seen().keySet());
    assertEquals(expected.size(), all.shown());
    assertEquals(List.of(), all.failures());
    assertTrue(all.wentOn() >= 10, "" + all.wentOn());
  }

  @Test
  void foldersMayBeNestedAsDeepAsAPathGoes() throws Exception {
    Path deep = root;
    int depth = (4000 - root.toString().length()) / 2;
    for (int i = 0; i < depth; i++) {
      deep = deep.resolve("d");
    }
    Files.createDirectories(deep);
    Files.createFile(deep.resolve("x.bin"));
    assertEquals(Map.of("x.bin", Standing.MISSING), rig.walk(Scope.ALL).seen());
    Files.createFile(deep.resolve("y.bin"));
    assertEquals(Set.of("x.bin", "y.bin"), rig.walk(Scope.CHANGES).seen().keySet());
    assertTrue(Special.ran("rm", "-rf", rig.path("d").toString())); // JUnit takes minutes for it
  }

  @Test
  void beyondThatItIsTold() throws Exception {
    int longest = 255;
    Path deep = root;
    while (deep.toString().length() + longest + 1 < 4096) {
      deep = deep.resolve("d".repeat(longest));
    }
    Files.createDirectories(deep);
    rig.write("x.bin", "");
    // only by a handle can more be made there
    try (var stream = Files.newDirectoryStream(deep)) {
      var handles = (java.nio.file.SecureDirectoryStream<Path>) stream;
      String name = "e".repeat(longest - ".bin".length()) + ".bin";
      handles
          .newByteChannel(
              Path.of(name),
              Set.of(
                  java.nio.file.StandardOpenOption.CREATE_NEW,
                  java.nio.file.StandardOpenOption.WRITE))
          .close();
      Recorder all = rig.walk(Scope.ALL);
      assertEquals(Set.of("x.bin"), all.seen().keySet());
      assertEquals(1, all.failures().size(), all.failures().toString());
      handles.deleteFile(Path.of(name));
    }
  }

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
  void aShortWalkWithinALongOneSeesWhatIsNewAndDisturbsNothing() throws Exception {
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < 10; j++) {
        rig.write(i + "/f" + i + "-" + j + ".bin", "");
      }
    }
    rig.quiet();
    rig.walk(Scope.ALL);
    int[] count = {0};
    Recorder[] within = new Recorder[2];
    Recorder outer =
        rig.walk(
            Scope.ALL,
            file -> {
              if (count[0] == 100 || count[0] == 250) {
                rig.write(count[0] % 40 + "/new" + count[0] + ".bin", "");
                within[count[0] / 150] = rig.walk(Scope.CHANGES);
              }
              count[0]++;
            });
    assertTrue(outer.shown() >= 400 && outer.shown() <= 402, "" + outer.shown());
    for (int i = 0; i < 2; i++) {
      Set<String> seen = within[i].seen().keySet();
      assertTrue(seen.contains("new" + (100 + 150 * i) + ".bin"), seen.toString());
      assertTrue(seen.size() < 30, "only what changed: " + seen);
    }
    assertEquals(402, rig.walk(Scope.ALL).shown());
  }

  @Test
  void aLongWalkWithinALongOneIsWhole() throws Exception {
    for (int i = 0; i < 300; i++) {
      rig.write(i % 30 + "/f" + i + ".bin", "");
    }
    Recorder inner = new Recorder();
    Recorder outer =
        rig.walk(
            Scope.ALL,
            file -> {
              if (inner.shown() == 0) {
                rig.walk(Scope.ALL, inner);
              }
            });
    assertEquals(300, inner.shown());
    assertEquals(300, outer.shown());
  }

  @Test
  void anInterruptEndsTheWalk() throws Exception {
    manyFiles();
    for (Scope scope : Scope.values()) {
      Recorder walk = new Recorder(file -> Thread.currentThread().interrupt());
      assertThrows(InterruptedException.class, () -> rig.walk(scope, walk));
      assertTrue(walk.shown() <= Batch.MOST, "" + walk.shown());
      assertFalse(Thread.interrupted(), "told once");
    }
  }

  @Test
  void aVisitorEndsTheWalk() throws Exception {
    manyFiles();
    for (Scope scope : Scope.values()) {
      assertThrows(
          InterruptedException.class,
          () ->
              rig.walk(
                  scope,
                  file -> {
                    throw new InterruptedException("enough");
                  }));
      assertThrows(
          IllegalArgumentException.class,
          () ->
              rig.walk(
                  scope,
                  file -> {
                    throw new IllegalArgumentException("a mistake");
                  }));
    }
  }

  @Test
  void closingTheStoreEndsTheWalk() throws Exception {
    manyFiles();
    assertThrows(
        IllegalStateException.class, () -> rig.walk(Scope.ALL, file -> rig.store().close()));
    assertThrows(IllegalStateException.class, () -> rig.walk(Scope.CHANGES));
  }

  @Test
  void whatVanishesMeanwhileIsPassedOver() throws Exception {
    for (int i = 0; i < 50; i++) {
      rig.write(i + "/x" + i + ".bin", "");
      rig.write(i + "/below/y" + i + ".bin", "");
    }
    for (Scope scope : List.of(Scope.ALL, Scope.CHANGES)) {
      boolean[] gone = new boolean[1];
      Recorder walk =
          rig.walk(
              scope,
              file -> {
                if (!gone[0]) {
                  gone[0] = true;
                  for (int i = 10; i < 50; i++) {
                    Special.ran("rm", "-rf", rig.path("" + i).toString());
                  }
                }
              });
      assertTrue(walk.shown() >= 20, "" + walk.shown());
      assertEquals(List.of(), walk.failures());
      for (int i = 10; i < 50; i++) {
        rig.write(i + "/x" + i + ".bin", "");
        rig.write(i + "/below/y" + i + ".bin", "");
      }
    }
  }

  @Test
  void rootsComeAndGoWithTheSettings() throws Exception {
    rig.write("one/x.bin", "");
    rig.write("two/y.bin", "");
    rig.quiet();
    rig.roots(rig.path("one"));
    assertTrue(rig.store().configured());
    assertEquals(Set.of("x.bin"), rig.walk(Scope.ALL).seen().keySet());
    rig.roots(rig.path("one"), rig.path("two"));
    assertEquals(Set.of("y.bin"), rig.walk(Scope.CHANGES).seen().keySet());
    rig.roots(rig.path("two"));
    assertEquals(Set.of("y.bin"), rig.walk(Scope.ALL).seen().keySet());
    rig.roots(rig.path("one"), rig.path("two"));
    assertEquals(Set.of("x.bin"), rig.walk(Scope.CHANGES).seen().keySet(), "it was forgotten");
    rig.roots();
    assertFalse(rig.store().configured());
    assertEquals(0, rig.walk(Scope.ALL).shown());
  }

  @Test
  void aRootThatCannotBeReadIsToldAndTheOthersGoOn() throws Exception {
    rig.write("good/x.bin", "");
    rig.write("file", "");
    Files.createDirectories(rig.path("empty"));
    Special.fifo(rig.path("fifo"));
    rig.roots(
        rig.path("missing"),
        rig.path("file"),
        rig.path("fifo"),
        rig.path("empty"),
        rig.path("good"));
    for (int i = 0; i < 2; i++) {
      Recorder all = rig.walk(Scope.ALL);
      assertEquals(Set.of("x.bin"), all.seen().keySet());
      assertEquals(3, all.failures().size(), all.failures().toString());
      assertTrue(
          all.failures().get(0).endsWith("missing: this root cannot be read: it does not exist"));
    }
    assertEquals(List.of(), rig.walk(Scope.CHANGES).failures(), "not each minute");
    rig.write("missing/new.bin", "");
    assertTrue(rig.walk(Scope.CHANGES).seen().containsKey("new.bin"));
    Files.delete(rig.path("missing/new.bin"));
    Files.delete(rig.path("missing"));
    assertEquals(1, rig.walk(Scope.CHANGES).failures().size(), "this is new");
    assertEquals(List.of(), rig.walk(Scope.CHANGES).failures());
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

  @Test
  void publishingMeanwhileDoesNotDisturbIt() throws Exception {
    manyFiles();
    Recorder all = rig.publishAll(Status.OK);
    assertEquals(2000, all.shown());
    assertEquals(List.of(), all.failures());
    assertEquals(Map.of(), all.orphans());
    Recorder again = rig.walk(Scope.ALL);
    assertEquals(Set.of(Standing.CURRENT), Set.copyOf(again.seen().values()));
    assertEquals(2000, again.shown());
  }

  private void manyFiles() throws IOException {
    for (int i = 0; i < 2000; i++) {
      rig.write(i % 4 + "/" + i + ".bin", "");
    }
  }

  @Test
  void aFolderMayHaveAnyNumberOfFiles() throws Exception {
    int many = byPath() ? 1000 : 100_000;
    Files.createDirectories(rig.path("big"));
    for (int i = 0; i < many; i++) {
      Files.createFile(rig.path("big/" + i + ".bin"));
    }
    long[] held = {0};
    Recorder counting =
        new Recorder() {
          @Override
          public void visit(org.scangate.pure.StoredFile file) {
            held[0]++;
          }
        };
    rig.walk(Scope.ALL, counting);
    assertEquals(many, held[0]);
    assertTrue(counting.wentOn() >= many / Batch.MOST, "" + counting.wentOn());
    assertTrue(Special.ran("rm", "-rf", rig.path("big").toString()));
  }
}

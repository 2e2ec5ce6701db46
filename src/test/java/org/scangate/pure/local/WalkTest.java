package org.scangate.pure.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scangate.pure.Scope;
import org.scangate.pure.Status;
import org.scangate.pure.VerdictFreshness;

/** Walks through everything. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WalkTest extends StoreTest {

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
    assertEquals(Map.of("x.bin", VerdictFreshness.MISSING), rig.walk(Scope.ALL).seen());
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
    assertTrue(counting.wentOn() >= many / ListingBatch.MAX_ENTRIES, "" + counting.wentOn());
    assertTrue(Special.ran("rm", "-rf", rig.path("big").toString()));
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
      assertTrue(walk.shown() >= (scope == Scope.ALL ? 20 : 10), scope + ": " + walk.shown());
      assertEquals(List.of(), walk.failures());
      for (int i = 0; i < 50; i++) {
        rig.write(i + "/x" + i + ".bin", "");
        rig.write(i + "/below/y" + i + ".bin", "");
        rig.write(i + "/new" + i + ".bin", ""); // a change in each folder, also in those that stay
      }
    }
  }

  @Test
  void publishingMeanwhileDoesNotDisturbIt() throws Exception {
    for (int i = 0; i < 2000; i++) {
      rig.write(i % 4 + "/" + i + ".bin", "");
    }
    Recorder all = rig.publishAll(Status.OK);
    assertEquals(2000, all.shown());
    assertEquals(List.of(), all.failures());
    assertEquals(Map.of(), all.orphans());
    Recorder again = rig.walk(Scope.ALL);
    assertEquals(Set.of(VerdictFreshness.CURRENT), Set.copyOf(again.seen().values()));
    assertEquals(2000, again.shown());
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
}

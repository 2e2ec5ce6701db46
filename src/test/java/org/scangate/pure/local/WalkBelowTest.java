package org.scangate.pure.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scangate.pure.Scope;
import org.scangate.pure.Status;
import org.scangate.pure.StoredFile;

/** Walks through a folder, or to one file, that somebody has named. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WalkBelowTest extends StoreTest {

  @BeforeEach
  void makeFiles() throws IOException {
    rig.write("a/x.bin", "content");
    rig.write("a/b/y.bin", "content");
    rig.write("a/b/c/z.bin", "content");
    rig.write("ab/other.bin", "content");
  }

  @Test
  void showsWhatLiesBelowAndNothingElse() throws Exception {
    assertEquals(Set.of("x.bin", "y.bin", "z.bin", "other.bin"), below(""));
    assertEquals(Set.of("x.bin", "y.bin", "z.bin"), below("/a"));
    assertEquals(Set.of("y.bin", "z.bin"), below("/a/b/"));
    assertEquals(Set.of("y.bin"), below("/a/b/y.bin"));
  }

  @Test
  void withoutAPlaceEverythingIsShown() throws Exception {
    Recorder walk = new Recorder();
    assertTrue(rig.store().walkBelow("", walk));
    assertEquals(Set.of("x.bin", "y.bin", "z.bin", "other.bin"), walk.seen().keySet());
  }

  @Test
  void whatIsNoPlaceIsTold() throws Exception {
    rig.publishAll(Status.OK);
    rig.write("a/x.status", "");
    Files.createDirectories(rig.path("a/folder.bin/below"));
    Files.writeString(outside.resolve("secret.bin"), "outside");
    Files.createSymbolicLink(rig.path("link"), outside);
    Files.createSymbolicLink(rig.path("inner"), rig.path("a"));
    for (String no :
        List.of(
            "/missing",
            "/a/missing.bin",
            "/a/x.av",
            "/a/x.status",
            "/a/x.bin/y.bin",
            "/a/../a",
            "/a/./b",
            "//a",
            "/a//",
            "/../a",
            "/%2e%2e/a",
            "/a%2Fb",
            "/a%00",
            "/%zz",
            "/link",
            "/link/secret.bin",
            "/inner",
            "/inner/x.bin",
            "/a/folder.bin/below")) {
      Recorder walk = new Recorder();
      assertFalse(rig.store().walkBelow(real() + no, walk), no);
      assertEquals(0, walk.shown(), no);
    }
    for (String no : List.of("/", "a", "file:///a", outside.toString(), real() + "b")) {
      assertFalse(rig.store().walkBelow(no, new Recorder()), no);
    }
  }

  @Test
  void anyPlaceThatIsShownIsOne() throws Exception {
    for (String name : List.of("percent%25", "line%0Abreak", "%FF%C3%A9", "blank%20", "q%3F%23")) {
      Path folder = Path.of(URI.create(root.toUri() + name));
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("f.bin"), "content");
    }
    List<StoredFile> all = new ArrayList<>();
    rig.walk(Scope.ALL, (Recorder.Act) all::add);
    assertEquals(9, all.size());
    for (StoredFile file : all) {
      List<String> found = new ArrayList<>();
      Recorder walk = new Recorder(one -> found.add(one.place()));
      assertTrue(rig.store().walkBelow(file.place(), walk), file.place());
      String folder = file.place().substring(0, file.place().lastIndexOf('/'));
      assertTrue(rig.store().walkBelow(folder, walk), folder);
      assertEquals(file.place(), found.get(0));
      assertTrue(found.subList(1, found.size()).contains(file.place()), folder);
    }
  }

  @Test
  void aRootMayBeNamedAsConfiguredToo() throws Exception {
    Path link = Files.createSymbolicLink(outside.resolve("root"), root);
    rig.roots(link);
    for (String start : List.of(link.toString(), real())) {
      Recorder walk = new Recorder(file -> assertTrue(file.place().startsWith(real())));
      assertTrue(rig.store().walkBelow(start + "/a/b", walk));
      assertEquals(Set.of("y.bin", "z.bin"), walk.seen().keySet());
    }
    Files.delete(link);
    Recorder walk = new Recorder();
    assertTrue(rig.store().walkBelow(link + "/a", walk));
    assertEquals(1, walk.failures().size());
  }

  @Test
  void otherWalksNoticeNothingButWhatIsWished() throws Exception {
    rig.write("a/b/.scangate-deadbeef-17.tmp", "half a verd");
    rig.publishAll(Status.OK);
    Files.delete(rig.path("a/b/y.bin"));
    rig.clockAhead(Duration.ofMinutes(1));
    rig.quiet();
    Recorder below = new Recorder(StoredFile::revisit).deleting();
    rig.store().walkBelow(real() + "/a/b", new Recorder().deleting());
    rig.store().walkBelow(real() + "/a/b", below);
    assertEquals(Map.of(), below.orphans());
    assertEquals(3, rig.names("a/b").size(), rig.names("a/b").toString());
    rig.walk(Scope.CHANGES);
    assertEquals(Map.of(), rig.walk(Scope.CHANGES).seen());
    rig.write("a/b/c/new.bin", "");
    rig.quiet();
    assertEquals(Set.of("new.bin", "z.bin"), below("/a/b/c"));
    assertTrue(rig.walk(Scope.CHANGES).seen().containsKey("new.bin"), "not seen by that one");
    rig.store().walkBelow(real() + "/a/x.bin", new Recorder(StoredFile::revisit));
    assertEquals(Set.of("x.bin"), rig.walk(Scope.CHANGES).seen().keySet());
    assertEquals(Map.of(), rig.walk(Scope.CHANGES).seen());
  }

  @Test
  void aFileThatIsNoneAnyMoreLosesItsOk() throws Exception {
    rig.publishAll(Status.OK);
    Files.delete(rig.path("a/x.bin"));
    Files.createSymbolicLink(rig.path("a/x.bin"), outside.resolve("nowhere"));
    Recorder walk = new Recorder();
    assertTrue(rig.store().walkBelow(real() + "/a/x.bin", walk));
    assertEquals(0, walk.shown());
    assertEquals(1, walk.failures().size(), walk.failures().toString());
    assertTrue(Files.readString(rig.path("a/x.av")).contains("PENDING"));
  }

  private Set<String> below(String relative) throws IOException, InterruptedException {
    Recorder walk = new Recorder();
    assertTrue(rig.store().walkBelow(real() + relative, walk), relative);
    assertEquals(List.of(), walk.failures());
    assertEquals(walk.seen().size(), walk.shown());
    return walk.seen().keySet();
  }

  private String real() throws IOException {
    return root.toRealPath().toString();
  }
}

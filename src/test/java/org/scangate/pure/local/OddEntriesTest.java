package org.scangate.pure.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scangate.pure.Scope;
import org.scangate.pure.Status;
import org.scangate.pure.VerdictFreshness;

/**
 * Entries that are not what their names say. A FIFO that is opened would block until the timeout.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OddEntriesTest extends StoreTest {

  @BeforeEach
  void makeAFile() throws IOException {
    rig.write("ab/x.bin", "content");
  }

  @Test
  void onlyRegularFilesAreShownTheOthersTold() throws Exception {
    Files.createDirectories(rig.path("ab/folder.bin/below"));
    rig.write("ab/folder.bin/below/y.bin", "not reached");
    Special.fifo(rig.path("ab/fifo.bin"));
    Files.createSymbolicLink(rig.path("ab/link.bin"), Path.of("/etc/passwd"));
    Files.createSymbolicLink(rig.path("ab/dangling.bin"), Path.of("/nowhere"));
    Recorder all = rig.publishAll(Status.OK);
    assertEquals(Map.of("x.bin", VerdictFreshness.MISSING), all.seen());
    assertEquals(4, all.failures().size(), all.failures().toString());
    assertTrue(all.failures().stream().allMatch(one -> one.contains("not a regular file")));
    assertEquals(
        List.of("dangling.bin", "fifo.bin", "folder.bin", "link.bin", "x.av", "x.bin"),
        rig.names("ab"));
    assertEquals(List.of(), rig.walk(Scope.CHANGES).failures(), "told in full walks");
  }

  @Test
  void aDeviceIsNotOpened() throws Exception {
    assumeTrue(Special.device(rig.path("ab/device.bin")), "this account may not make devices");
    Recorder all = rig.publishAll(Status.OK);
    assertEquals(Map.of("x.bin", VerdictFreshness.MISSING), all.seen());
    assertEquals(1, all.failures().size());
  }

  @Test
  void noLinkedFolderIsEntered() throws Exception {
    Files.writeString(outside.resolve("y.bin"), "outside");
    Files.createSymbolicLink(rig.path("ab/out"), outside);
    Files.createSymbolicLink(rig.path("ab/loop"), rig.path("ab"));
    for (Scope scope : List.of(Scope.ALL, Scope.CHANGES)) {
      Recorder walk = rig.walk(scope);
      assertEquals(Map.of("x.bin", VerdictFreshness.MISSING), walk.seen());
      assertEquals(List.of(), walk.failures());
    }
  }

  @Test
  void aRootMayBeALink() throws Exception {
    Path link = Files.createSymbolicLink(outside.resolve("root"), root);
    rig.roots(link);
    assertEquals(Map.of("x.bin", VerdictFreshness.MISSING), rig.walk(Scope.ALL).seen());
  }

  @Test
  void unknownFilesAreIgnored() throws Exception {
    rig.write("ab/x.status", "Pure's own");
    rig.write("ab/readme.txt", "text");
    rig.write("ab/.bin", "no name");
    rig.write("ab/.av", "no name");
    rig.write("ab/X.BIN", "another ending");
    Special.fifo(rig.path("ab/fifo"));
    Recorder all = rig.publishAll(Status.OK);
    assertEquals(Map.of("x.bin", VerdictFreshness.MISSING), all.seen());
    assertEquals(List.of(), all.failures());
    assertEquals(Map.of(), all.orphans());
  }

  @Test
  void aVerdictThatIsALinkIsReplacedAndItsTargetLeftAlone() throws Exception {
    Path target =
        Files.write(outside.resolve("target"), AvJson.write(LocalStoreFixture.verdict(Status.OK)));
    Files.createSymbolicLink(rig.path("ab/x.av"), target);
    isMissingAndIsPublished();
    assertArrayEquals(
        AvJson.write(LocalStoreFixture.verdict(Status.OK)), Files.readAllBytes(target));
  }

  @Test
  void aVerdictThatIsAFifoIsReplacedAndNotOpened() throws Exception {
    Special.fifo(rig.path("ab/x.av"));
    isMissingAndIsPublished();
  }

  @Test
  void anEmptyVerdictIsReplaced() throws Exception {
    rig.tick();
    rig.write("ab/x.av", "");
    isMissingAndIsPublished();
  }

  @Test
  void aDamagedVerdictIsNone() throws Exception {
    for (String content : List.of("not JSON", " ".repeat(1 << 20), json(64 << 10))) {
      rig.tick();
      rig.write("ab/x.av", content);
      Recorder walk = rig.walk(Scope.ALL, file -> assertEquals(Optional.empty(), file.verdict()));
      assertEquals(Map.of("x.bin", VerdictFreshness.CURRENT), walk.seen());
      assertEquals(List.of(), walk.failures());
    }
  }

  @Test
  void aLongVerdictIsRead() throws Exception {
    rig.tick();
    rig.write("ab/x.av", json(60_000));
    rig.walk(Scope.ALL, file -> assertEquals(Status.OK, file.verdict().orElseThrow().status()));
  }

  private static String json(int length) {
    return "{\"ANTIVIRUS_STATUS\": \"OK\", \"x\": \"" + "y".repeat(length) + "\"}";
  }

  private void isMissingAndIsPublished() throws IOException, InterruptedException {
    Recorder walk =
        rig.walk(
            Scope.ALL,
            file -> {
              assertEquals(Optional.empty(), file.verdict());
              rig.tick();
              assertTrue(file.publish(LocalStoreFixture.verdict(Status.FOUND)));
            });
    assertEquals(Map.of("x.bin", VerdictFreshness.MISSING), walk.seen());
    assertFalse(Files.isSymbolicLink(rig.path("ab/x.av")));
    assertArrayEquals(
        AvJson.write(LocalStoreFixture.verdict(Status.FOUND)),
        Files.readAllBytes(rig.path("ab/x.av")));
    assertEquals(Map.of("x.bin", VerdictFreshness.CURRENT), rig.walk(Scope.ALL).seen());
  }
}

package org.scangate.pure.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scangate.pure.Scope;
import org.scangate.pure.Status;
import org.scangate.pure.StoredFile;
import org.scangate.pure.VerdictFreshness;

/** Files that change between their listing and their verdict. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChangedFileTest extends StoreTest {

  @BeforeEach
  void makeAFile() throws IOException {
    rig.write("ab/x.bin", "content");
    rig.tick();
  }

  @AfterEach
  void noTemporaryIsLeft() throws IOException {
    for (String name : rig.names("ab")) {
      assertFalse(name.endsWith(".tmp"), name);
    }
  }

  /** Whatever is configured: a second change within the grain of times on disk looks like none. */
  @Test
  void aFileIsNotSettledWithinTheGrainOfTimesOnDisk() throws Exception {
    rig.write("ab/y.bin", "new");
    rig.walk(Scope.ALL, file -> assertFalse(file.settled(Duration.ZERO)));
    rig.clockAhead(Duration.ofSeconds(60));
    rig.walk(
        Scope.ALL,
        file -> {
          assertTrue(file.settled(Duration.ZERO));
          assertFalse(file.settled(Duration.ofHours(1)));
        });
  }

  @Test
  void aFileThatWasReplacedIsNeitherReadNorGivenAVerdict() throws Exception {
    changesAndIsRefused(() -> Files.move(other(), bin(), StandardCopyOption.REPLACE_EXISTING));
  }

  @Test
  void aFileThatWasReplacedByOneOfItsSizeAndDateIsRefused() throws Exception {
    changesAndIsRefused(
        () -> {
          FileTime date = Files.getLastModifiedTime(bin());
          Path same = Files.writeString(root.resolve("same"), "CONTENT");
          Files.setLastModifiedTime(same, date);
          Files.move(same, bin(), StandardCopyOption.REPLACE_EXISTING);
        });
  }

  @Test
  void aFileRewrittenInPlaceWithItsOldDateIsRefused() throws Exception {
    changesAndIsRefused(
        () -> {
          FileTime date = Files.getLastModifiedTime(bin());
          Files.writeString(bin(), "CONTENT");
          Files.setLastModifiedTime(bin(), date);
        });
  }

  @Test
  void aFileThatWasTruncatedIsRefused() throws Exception {
    changesAndIsRefused(() -> Files.write(bin(), new byte[0]));
  }

  @Test
  void aFileThatWasAppendedToIsRefused() throws Exception {
    changesAndIsRefused(() -> Files.writeString(bin(), "more", StandardOpenOption.APPEND));
  }

  @Test
  void aFileThatWasDeletedIsRefused() throws Exception {
    changesAndIsRefused(() -> Files.delete(bin()));
  }

  @Test
  void aFileSwappedForASymbolicLinkIsRefused() throws Exception {
    changesAndIsRefused(
        () -> {
          Files.delete(bin());
          Files.createSymbolicLink(bin(), Path.of("/etc/passwd"));
        });
  }

  @Test
  void aFileSwappedForALinkToItselfElsewhereIsRefused() throws Exception {
    changesAndIsRefused(
        () -> {
          Path moved = Files.move(bin(), outside.resolve("x"));
          Files.createSymbolicLink(bin(), moved);
        });
  }

  @Test
  void aFileSwappedForAFifoIsNotOpened() throws Exception {
    changesAndIsRefused(
        () -> {
          Files.delete(bin());
          Special.fifo(bin());
        });
  }

  @Test
  void aFolderSwappedForASymbolicLinkIsRefused() throws Exception {
    Path there = Files.createDirectories(outside.resolve("there"));
    rig.walk(
        Scope.ALL,
        file -> {
          Files.move(rig.path("ab"), outside.resolve("moved"));
          Files.copy(outside.resolve("moved/x.bin"), there.resolve("x.bin"));
          Files.createSymbolicLink(rig.path("ab"), there);
          isRefused(file);
        });
    assertEquals(1, there.toFile().list().length, "nothing is written where the link leads");
  }

  @Test
  void aFolderSwappedForALinkToWhereItWentIsRefusedByPathsThatLeadElsewhere() throws Exception {
    rig.walk(
        Scope.ALL,
        file -> {
          Files.move(rig.path("ab"), outside.resolve("moved"));
          Files.createDirectory(rig.path("ab"));
          isRefused(file);
        });
    assertFalse(Files.exists(outside.resolve("moved/x.av")));
  }

  @Test
  void aVerdictForAFileThatChangedWhileItWasPublishedIsTakenBack() throws Exception {
    for (Status status : List.of(Status.OK, Status.FOUND)) {
      isTakenBack(status);
    }
  }

  /** As fast as it can, another thread rewrites the file: no verdict may stand after that. */
  private void isTakenBack(Status status) throws Exception {
    AtomicInteger left = new AtomicInteger(400);
    Thread writer =
        new Thread(
            () -> {
              while (left.get() > 0) {
                try {
                  Files.writeString(bin(), "other " + left.get());
                } catch (IOException e) {
                  left.set(0);
                }
              }
            });
    writer.start();
    while (left.decrementAndGet() > 0) {
      rig.walk(Scope.ALL, file -> file.publish(LocalStoreFixture.verdict(status)));
    }
    writer.join();
    Files.writeString(bin(), "last");
    Recorder after = rig.walk(Scope.ALL);
    assertTrue(
        List.of(VerdictFreshness.CHANGED, VerdictFreshness.MISSING)
            .contains(after.seen().get("x.bin")),
        after.seen().toString());
  }

  private interface Change {
    void make() throws IOException, InterruptedException;
  }

  private void changesAndIsRefused(Change change) throws Exception {
    Recorder walk =
        rig.walk(
            Scope.ALL,
            file -> {
              assertTrue(file.unchanged());
              rig.tick();
              change.make();
              isRefused(file);
            });
    assertEquals(List.of(), walk.failures());
    assertFalse(LocalStoreFixture.exists(rig.path("ab/x.av")));
  }

  private static void isRefused(StoredFile file) throws IOException {
    assertFalse(file.unchanged());
    assertThrows(IOException.class, () -> content(file));
    assertThrows(IOException.class, () -> file.sample().bytes().close());
    assertFalse(file.publish(LocalStoreFixture.verdict(Status.OK)));
  }

  private static String content(StoredFile file) throws IOException {
    try (InputStream in = file.sample().open()) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private Path bin() {
    return rig.path("ab/x.bin");
  }

  private Path other() throws IOException {
    return Files.writeString(root.resolve("other"), "something else");
  }
}

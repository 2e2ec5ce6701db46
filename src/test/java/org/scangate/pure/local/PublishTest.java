package org.scangate.pure.local;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scangate.container.ByteSource;
import org.scangate.pure.Scope;
import org.scangate.pure.Status;
import org.scangate.pure.StoredFile;
import org.scangate.pure.VerdictFreshness;
import org.scangate.testing.AnyPlace;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PublishTest extends StoreTest {

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

  @Test
  void aVerdictLiesBesideItsFileAndIsCurrent() throws Exception {
    rig.walk(Scope.ALL, file -> assertTrue(file.publish(LocalStoreFixture.verdict(Status.OK))));
    assertArrayEquals(
        AvJson.write(LocalStoreFixture.verdict(Status.OK)),
        Files.readAllBytes(rig.path("ab/x.av")));
    Recorder again =
        rig.walk(
            Scope.ALL,
            file ->
                assertEquals(Optional.of(LocalStoreFixture.verdict(Status.OK)), file.verdict()));
    assertEquals(Map.of("x.bin", VerdictFreshness.CURRENT), again.seen());
  }

  @Test
  void aVerdictThatCameSinceItWasListedIsKnown() throws Exception {
    rig.walk(
        Scope.ALL,
        file -> {
          assertFalse(file.hasNewVerdict(), "there is none");
          assertTrue(file.publish(LocalStoreFixture.verdict(Status.PENDING)));
          assertFalse(file.hasNewVerdict(), "it is to be scanned");
          assertTrue(file.publish(LocalStoreFixture.verdict(Status.OK)));
          assertTrue(file.hasNewVerdict());
        });
    rig.walk(Scope.ALL, file -> assertFalse(file.hasNewVerdict(), "it was listed with it"));
  }

  @Test
  void theSampleIsTheFile() throws Exception {
    rig.walk(
        Scope.ALL,
        file -> {
          assertEquals("x.bin", file.sample().name());
          assertEquals(
              "pure folder=" + root.toRealPath().resolve("ab"), file.sample().origin().text());
          assertEquals(Optional.of(root.toRealPath().resolve("ab/x.bin")), file.sample().path());
          assertEquals(Optional.of(root), file.sample().root());
          assertEquals(7, file.sample().size());
          assertEquals(7, file.size());
          assertTrue(file.sample().background());
          assertEquals("content", content(file));
          assertEquals("content", content(file), "read again");
          try (ByteSource bytes = file.sample().bytes()) {
            AnyPlace.isReadOf("content".getBytes(US_ASCII), bytes);
            Files.writeString(bin(), "cut");
            assertThrows(EOFException.class, () -> bytes.read(0, new byte[7], 0, 7));
          }
        });
  }

  @Test
  void aPendingVerdictLeavesTheFileChanged() throws Exception {
    rig.publishAll(Status.PENDING);
    assertEquals(Map.of("x.bin", VerdictFreshness.CHANGED), rig.walk(Scope.ALL).seen());
    Files.setLastModifiedTime(bin(), FileTime.fromMillis(0));
    rig.publishAll(Status.PENDING);
    assertEquals(Map.of("x.bin", VerdictFreshness.CHANGED), rig.walk(Scope.ALL).seen());
  }

  @Test
  void aChangeOfRightsIsATouch() throws Exception {
    rig.publishAll(Status.OK);
    rig.tick();
    Files.setPosixFilePermissions(
        bin(), java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    assertEquals(Map.of("x.bin", VerdictFreshness.TOUCHED), rig.walk(Scope.ALL).seen());
  }

  @Test
  void whatWasWrittenAfterItsVerdictIsChanged() throws Exception {
    rig.publishAll(Status.OK);
    rig.tick();
    Files.writeString(bin(), "more", StandardOpenOption.APPEND);
    assertEquals(Map.of("x.bin", VerdictFreshness.CHANGED), rig.walk(Scope.ALL).seen());
  }

  @Test
  void aVerdictDatedInTheFutureIsDueUntilWeWriteIt() throws Exception {
    rig.publishAll(Status.OK);
    rig.date("ab/x.av", Duration.ofHours(1));
    assertEquals(Map.of("x.bin", VerdictFreshness.TOUCHED), rig.walk(Scope.ALL).seen());
    rig.publishAll(Status.OK);
    assertEquals(Map.of("x.bin", VerdictFreshness.CURRENT), rig.walk(Scope.ALL).seen());
  }

  @Test
  void aFileDatedInTheFutureCanBeCurrent() throws Exception {
    rig.date("ab/x.bin", Duration.ofDays(3000));
    rig.publishAll(Status.OK);
    assertEquals(Map.of("x.bin", VerdictFreshness.CURRENT), rig.walk(Scope.ALL).seen());
  }

  @Test
  void aVerdictHasTheDateOfTheStateThatWasListed() throws Exception {
    for (Status status : List.of(Status.OK, Status.FOUND, Status.UNSCANNED)) {
      rig.publishAll(status);
      BinFileState file = BinFileState.of(bin());
      assertEquals(FreshnessCheck.proven(file), BinFileState.of(rig.path("ab/x.av")).modified());
    }
  }

  @Test
  void whatIsRewrittenInPlaceRightAfterIsNotCurrent() throws Exception {
    for (Duration ahead : List.of(Duration.ZERO, Duration.ofHours(-1), Duration.ofHours(1))) {
      for (int i = 0; i < 50; i++) {
        rig.clockAhead(Duration.ZERO);
        rig.walk(Scope.ALL, PublishTest::publishOk); // and learns the clock
        boolean[] published = new boolean[1];
        rig.walk(
            Scope.ALL,
            file -> {
              published[0] = file.publish(LocalStoreFixture.verdict(Status.OK));
              Files.writeString(bin(), "CONTENT");
            });
        assertTrue(published[0]);
        rig.clockAhead(ahead);
        assertNotEquals(
            VerdictFreshness.CURRENT, rig.walk(Scope.ALL).seen().get("x.bin"), "" + ahead);
      }
    }
  }

  @Test
  void aFileChangedInTheFutureIsScannedOnce() throws Exception {
    rig.clockAhead(Duration.ofHours(-1));
    rig.publishAll(Status.OK);
    try (LocalStoreFixture restarted =
        new LocalStoreFixture(root, byPath())) { // knows nothing of the store's clock
      restarted.clockAhead(Duration.ofHours(-1));
      for (int pass = 0; pass < 3; pass++) {
        assertEquals(Map.of("x.bin", VerdictFreshness.CURRENT), restarted.walk(Scope.ALL).seen());
      }
      restarted.clockAhead(Duration.ofHours(1));
      assertEquals(Map.of("x.bin", VerdictFreshness.CURRENT), restarted.walk(Scope.ALL).seen());
    }
  }

  @Test
  void aFileModifiedInTheFutureIsScannedOnce() throws Exception {
    rig.date("ab/x.bin", Duration.ofHours(1));
    rig.publishAll(Status.OK);
    for (Duration ahead : List.of(Duration.ZERO, Duration.ofHours(-3), Duration.ofHours(3))) {
      rig.clockAhead(ahead);
      assertEquals(
          Map.of("x.bin", VerdictFreshness.CURRENT), rig.walk(Scope.ALL).seen(), "" + ahead);
    }
  }

  @Test
  void somebodyElsesVerdictWrittenLaterIsCurrent() throws Exception {
    Files.write(rig.path("ab/x.av"), AvJson.write(LocalStoreFixture.verdict(Status.OK)));
    assertEquals(Map.of("x.bin", VerdictFreshness.CURRENT), rig.walk(Scope.ALL).seen());
  }

  /** Or a file that is written to all the time would keep its OK. */
  @Test
  void aPendingVerdictIsWrittenThoughTheFileChangesOn() throws Exception {
    rig.publishAll(Status.OK);
    rig.walk(
        Scope.ALL,
        file -> {
          Files.writeString(bin(), "longer content");
          assertFalse(file.publish(LocalStoreFixture.verdict(Status.PENDING)));
          assertEquals(Optional.of(LocalStoreFixture.verdict(Status.PENDING)), file.verdict());
        });
  }

  @Test
  void aFileThatIsGoneWithItsFolderIsNoFailure() throws Exception {
    Recorder walk =
        rig.walk(
            Scope.ALL,
            file -> {
              assertTrue(Special.ran("rm", "-rf", rig.path("ab").toString()));
              for (Status status : Status.values()) {
                assertFalse(file.publish(LocalStoreFixture.verdict(status)));
              }
            });
    assertEquals(List.of(), walk.failures());
    Files.createDirectories(rig.path("ab"));
  }

  @Test
  void aPendingVerdictThatCannotBeWrittenLeavesNone() throws Exception {
    for (Status before : List.of(Status.OK, Status.FOUND)) {
      rig.publishAll(before);
      assertThrows(
          InterruptedException.class,
          () ->
              rig.walk(
                  Scope.ALL,
                  file -> {
                    Thread.currentThread().interrupt();
                    assertThrows(
                        IOException.class,
                        () -> file.publish(LocalStoreFixture.verdict(Status.PENDING)));
                  }));
      assertEquals(List.of("x.bin"), rig.names("ab"));
    }
  }

  @Test
  void ourClockMayBeHoursAwayFromTheStores() throws Exception {
    for (Duration ahead : List.of(Duration.ofHours(5), Duration.ofHours(-5))) {
      rig.clockAhead(ahead);
      rig.publishAll(Status.OK); // and learns it
      Recorder again =
          rig.walk(
              Scope.ALL,
              file ->
                  assertTrue(file.age().compareTo(Duration.ofMinutes(10)) < 0, "" + file.age()));
      assertEquals(Map.of("x.bin", VerdictFreshness.CURRENT), again.seen());
      assertEquals(List.of(), again.failures());
    }
  }

  @Test
  void anInterruptLeavesWhatWasThere() throws Exception {
    rig.publishAll(Status.OK);
    assertThrows(
        InterruptedException.class,
        () ->
            rig.walk(
                Scope.ALL,
                file -> {
                  Thread.currentThread().interrupt();
                  IOException e =
                      assertThrows(
                          IOException.class,
                          () -> file.publish(LocalStoreFixture.verdict(Status.FOUND)));
                  assertTrue(e.getCause() instanceof ClosedByInterruptException, "" + e.getCause());
                }));
    assertEquals(List.of("x.av", "x.bin"), rig.names("ab"));
    rig.walk(
        Scope.ALL,
        file -> assertEquals(Optional.of(LocalStoreFixture.verdict(Status.OK)), file.verdict()));
  }

  @Test
  void aFolderInThePlaceOfTheVerdictIsToldAndStays() throws Exception {
    Files.createDirectory(rig.path("ab/x.av"));
    for (Status status : List.of(Status.OK, Status.PENDING)) {
      Recorder told = rig.publishAll(status);
      assertEquals(Map.of("x.bin", VerdictFreshness.MISSING), told.seen());
      assertEquals(1, told.failures().size());
      assertTrue(told.failures().get(0).contains("a folder of this name"), "" + told.failures());
      assertEquals(List.of("x.av", "x.bin"), rig.names("ab"));
    }
  }

  @Test
  void aHeldFileIsUsableAfterItsWalk() throws Exception {
    StoredFile[] held = new StoredFile[1];
    rig.walk(
        Scope.ALL,
        file -> {
          file.hold();
          held[0] = file;
        });
    assertTrue(held[0].publish(LocalStoreFixture.verdict(Status.OK)));
    assertEquals("content", content(held[0]));
    if (!byPath()) {
      assertFalse(rig.open().isEmpty());
    }
    held[0].release();
  }

  private static void publishOk(StoredFile file) throws IOException {
    file.publish(LocalStoreFixture.verdict(Status.OK));
  }

  private static String content(StoredFile file) throws IOException {
    try (InputStream in = file.sample().open()) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private Path bin() {
    return rig.path("ab/x.bin");
  }
}

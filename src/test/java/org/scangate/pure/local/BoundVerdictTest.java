package org.scangate.pure.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.pure.Scope;
import org.scangate.pure.Status;
import org.scangate.pure.StoredFile;
import org.scangate.pure.VerdictDocument;
import org.scangate.pure.VerdictFreshness;
import org.scangate.scan.ScanId;

/** A verdict beside a content that it is not on, whatever the dates say. */
class BoundVerdictTest extends StoreTest {

  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-02-02T02:02:02Z"));

  private Path bin;
  private Path av;

  @BeforeEach
  void scanTwo() throws Exception {
    bin = rig.write("ab/x.bin", "content");
    rig.write("ab/y.bin", "something else");
    Files.setLastModifiedTime(bin, LONG_AGO);
    Files.setLastModifiedTime(rig.path("ab/y.bin"), LONG_AGO);
    av = rig.path("ab/x.av");
    publish(Status.OK);
    assertEquals(VerdictFreshness.CURRENT, now());
    rig.tick();
  }

  private void publish(Status status) throws IOException, InterruptedException {
    rig.tick();
    rig.walk(Scope.ALL, file -> file.publish(bound(file, status)));
  }

  private static VerdictDocument bound(StoredFile file, Status status) {
    UUID id = ScanId.bound(file.sample().binding().orElseThrow());
    VerdictDocument any = LocalStoreFixture.verdict(status);
    return new VerdictDocument(any.provider(), any.timestamp(), Optional.of(id), status);
  }

  private VerdictFreshness now() throws InterruptedException {
    return rig.walk(Scope.ALL).seen().get("x.bin");
  }

  private Status status() throws IOException {
    return new AvJson().read(Files.readAllBytes(av)).orElseThrow().status();
  }

  @Test
  void copiedBackWithoutItsDateAfterTheContentChangedItIsNoVerdict() throws Exception {
    Path backup = Files.copy(av, root.resolve("backup"));
    for (String other : List.of("CONTENT", "content that is longer")) {
      Files.writeString(bin, other); // of the same size, the first
      Files.copy(backup, av, StandardCopyOption.REPLACE_EXISTING);
      rig.tick();
      assertEquals(VerdictFreshness.CHANGED, now(), other);
    }
  }

  @Test
  void copiedBackWithoutItsDateBesideItsContentItIsDueAndKept() throws Exception {
    Path backup = Files.copy(av, root.resolve("backup"));
    Files.delete(av);
    Files.copy(backup, av);
    rig.date("ab/x.av", Duration.ofMinutes(-1));
    assertEquals(VerdictFreshness.MOVED, now());
    Files.setLastModifiedTime(av, FileTime.from(Instant.now().plus(Duration.ofDays(1))));
    assertEquals(VerdictFreshness.MOVED, now());
  }

  @ParameterizedTest
  @EnumSource(names = {"OK", "FOUND"})
  void thatOfAnotherFileIsNone(Status status) throws Exception {
    publish(status);
    Files.move(rig.path("ab/y.av"), av, StandardCopyOption.REPLACE_EXISTING);
    assertEquals(VerdictFreshness.CHANGED, now());
  }

  /** Restored together, or copied: within one tick of the file system's clock. */
  @Test
  void thatOfAnotherFileWhichChangedAtTheSameMomentIsNone() throws Exception {
    Path other = rig.path("ab/y.bin");
    FileTime changed;
    do {
      Files.setLastModifiedTime(bin, LONG_AGO);
      changed = (FileTime) Files.getAttribute(bin, "unix:ctime");
      Files.setLastModifiedTime(other, LONG_AGO);
    } while (!changed.equals(Files.getAttribute(other, "unix:ctime")));
    rig.tick();
    publish(Status.OK);
    Files.move(rig.path("ab/y.av"), av, StandardCopyOption.REPLACE_EXISTING);
    assertEquals(VerdictFreshness.CHANGED, now());
  }

  @Test
  void anotherFileOfAnotherSizeIsSeenAtOnceThoughItIsOlder() throws Exception {
    Path other = Files.writeString(root.resolve("other"), "of another size");
    Files.setLastModifiedTime(other, LONG_AGO);
    Files.move(other, bin, StandardCopyOption.REPLACE_EXISTING);
    assertEquals(VerdictFreshness.CHANGED, now());
  }

  @Test
  void anotherFileOfTheSameSizeAndDateIsDue() throws Exception {
    Path other = Files.writeString(root.resolve("other"), "CONTENT");
    Files.setLastModifiedTime(other, LONG_AGO);
    Files.move(other, bin, StandardCopyOption.REPLACE_EXISTING);
    assertEquals(VerdictFreshness.MOVED, now());
    rig.date("ab/x.av", Duration.ZERO); // as where its change is not dated
    assertEquals(VerdictFreshness.MOVED, now());
  }

  @Test
  void anotherFileOfTheSameSizeAndAnotherDateIsSeenAtOnce() throws Exception {
    Path other = Files.writeString(root.resolve("other"), "CONTENT");
    Files.setLastModifiedTime(other, FileTime.from(Instant.parse("2019-01-01T00:00:00Z")));
    Files.move(other, bin, StandardCopyOption.REPLACE_EXISTING);
    assertEquals(VerdictFreshness.CHANGED, now());
  }

  @Test
  void otherRightsMakeItDue() throws Exception {
    Files.setPosixFilePermissions(bin, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertEquals(VerdictFreshness.MOVED, now());
  }

  @Test
  void withTheDateThatItWasGivenItIsNotRead() throws Exception {
    FileTime date = Files.getLastModifiedTime(av);
    Files.copy(rig.path("ab/y.av"), av, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(av, date);
    assertEquals(VerdictFreshness.CURRENT, now());
  }

  @Test
  void oneWhoseIdTellsNothingGoesByItsDate() throws Exception {
    rig.publishAll(Status.OK);
    rig.date("ab/x.av", Duration.ZERO);
    assertEquals(VerdictFreshness.CURRENT, now());
  }

  @Test
  void aPendingOneIsDueWhateverItsDate() throws Exception {
    publish(Status.PENDING);
    rig.date("ab/x.av", Duration.ZERO);
    assertEquals(VerdictFreshness.CHANGED, now());
  }

  @ParameterizedTest
  @ValueSource(strings = {"link", "fifo", "folder"})
  void whatIsNoFileAnyMoreLosesItsOk(String what) throws Exception {
    replace(what);
    Recorder dry = rig.walk(Scope.ALL, new Recorder().dryRun());
    assertEquals(1, dry.failures().size());
    assertEquals(Status.OK, status(), "a dry run writes nothing");
    rig.walk(Scope.ALL, new Recorder().dryRun());
    for (Scope scope : List.of(Scope.CHANGES, Scope.ALL)) {
      publishFor(what);
      Recorder walk = rig.walk(scope);
      assertEquals(Status.PENDING, status(), scope.toString());
      assertTrue(
          walk.failures().stream()
              .anyMatch(line -> line.contains("the OK beside it is taken back")),
          walk.failures().toString());
      assertEquals(Set.of("y.bin"), walk.seen().keySet());
    }
    assertTrue(Files.exists(Path.of("/etc/passwd")) && rig.names("ab").contains("x.bin"));
  }

  private void replace(String what) throws IOException, InterruptedException {
    Files.delete(bin);
    switch (what) {
      case "link" -> Files.createSymbolicLink(bin, Path.of("/etc/passwd"));
      case "fifo" -> Special.fifo(bin);
      default -> Files.createDirectory(bin);
    }
  }

  /** Its OK is there once more. */
  private void publishFor(String what) throws Exception {
    Files.delete(bin);
    rig.write("ab/x.bin", "content");
    publish(Status.OK);
    replace(what);
    assertEquals(Status.OK, status());
  }
}

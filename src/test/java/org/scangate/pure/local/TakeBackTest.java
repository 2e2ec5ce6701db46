package org.scangate.pure.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scangate.pure.Scope;
import org.scangate.pure.Status;

/** A verdict whose file changed while it was put in place does not stay, whatever goes wrong. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TakeBackTest extends StoreTest {

  private final StoreClock clock = new StoreClock(Clock.systemUTC());
  private final VerdictFiles verdicts =
      new VerdictFiles(clock, new TemporaryFiles(clock), new AvPermissions());

  @BeforeEach
  void makeAFileWithAVerdict() throws Exception {
    rig.write("ab/x.bin", "content");
    rig.publishAll(Status.OK);
    assertEquals(List.of("x.av", "x.bin"), rig.names("ab"));
  }

  @Test
  void itBecomesPending() throws Exception {
    rig.walk(
        Scope.ALL,
        file -> {
          takeBack((LocalFile) file);
          assertEquals(Optional.of(LocalStoreFixture.verdict(Status.PENDING)), file.verdict());
        });
    assertEquals(List.of("x.av", "x.bin"), rig.names("ab"));
  }

  @Test
  void withoutItsFileThereIsNone() throws Exception {
    rig.walk(
        Scope.ALL,
        file -> {
          Files.delete(rig.path("ab/x.bin"));
          takeBack((LocalFile) file);
          takeBack((LocalFile) file); // there is none any more
        });
    assertEquals(List.of(), rig.names("ab"));
  }

  @Test
  void whereItCannotBeToldWhatLiesThereThereIsNone() throws Exception {
    rig.walk(
        Scope.ALL,
        file -> {
          Files.move(rig.path("ab"), outside.resolve("moved"));
          Files.writeString(rig.path("ab"), "no folder");
          assertThrows(IOException.class, () -> ((LocalFile) file).now());
          takeBack((LocalFile) file);
        });
    assertEquals(List.of("x.bin"), List.of(outside.resolve("moved").toFile().list()));
  }

  @Test
  void whereNoneCanBeWrittenThereIsNone() throws Exception {
    rig.walk(
        Scope.ALL,
        file -> {
          Thread.currentThread().interrupt();
          takeBack((LocalFile) file);
          assertTrue(Thread.interrupted());
        });
    assertEquals(List.of("x.bin"), rig.names("ab"));
  }

  private void takeBack(LocalFile file) throws IOException {
    verdicts.takeBack(file, LocalStoreFixture.verdict(Status.OK));
  }
}

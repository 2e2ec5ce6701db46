package org.scangate.scan.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.scan.DataSize;
import org.scangate.testing.Await;

@Timeout(30)
class SpoolTrialTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path folder;

  @Test
  void whatCanBeWrittenIsUpAndLeavesNothingBehind() throws IOException {
    SpoolTrial.Result result = new SpoolTrial(spool(folder)).result();
    assertEquals(Optional.empty(), result.problem());
    assertTrue(result.free().orElseThrow() > 0 && result.total().orElseThrow() > 0, "" + result);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  /** Held against the real folder: a file stands where the folder should be. */
  @Test
  void whatCannotBeWrittenIsToldAndSeenMended() throws IOException {
    Path place = Files.createFile(folder.resolve("spool"));
    SpoolTrial trial = new SpoolTrial(spool(place));
    String problem = trial.result().problem().orElseThrow();
    assertTrue(problem.contains("scangate.spool.folder=" + place), problem);
    Files.delete(place);
    Await.until("mended", SOON.multipliedBy(2), () -> trial.result().problem().isEmpty());
  }

  @Test
  void aDiskThatHangsIsToldToWhoAsksAndHoldsNobodyUp() {
    CountDownLatch hang = new CountDownLatch(1);
    SpoolTrial.Result good =
        new SpoolTrial.Result(Optional.empty(), OptionalLong.of(7), OptionalLong.of(9));
    SpoolTrial trial =
        new SpoolTrial(
            spool(folder),
            () -> {
              hang.await();
              return good;
            },
            Duration.ZERO,
            Duration.ofMillis(1500));
    assertEquals(Optional.empty(), trial.result().problem(), "nobody knows yet");
    String problem = trial.result().problem().orElseThrow();
    assertTrue(problem.contains("has not come to its end"), problem);
    hang.countDown();
    Await.until("it goes on", SOON, () -> trial.result().equals(good));
  }

  private static Spool spool(Path folder) {
    return new Spool(new Spool.Settings(folder, DataSize.parse("1K"), DataSize.parse("1M")));
  }
}

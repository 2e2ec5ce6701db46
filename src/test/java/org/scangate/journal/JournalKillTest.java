package org.scangate.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.scan.DataSize;
import org.scangate.testing.Await;

/** Whoever was told that a record is kept finds it there, though the process was killed. */
class JournalKillTest {

  private static final int KILLS = 20;
  private static final int BEFORE_EACH = 300;
  private static final int UUID_LENGTH = 36;

  @TempDir Path data;

  @Test
  void killedTwentyTimesUnderLoadNothingThatWasKeptIsLostOrThereTwice() throws Exception {
    Set<UUID> told = new HashSet<>();
    for (int kill = 0; kill < KILLS; kill++) {
      told.addAll(untilKilled());
    }
    Records.Sink sink = new Records.Sink();
    try (JournalFile file = JournalFile.open(data.resolve("journal"), DataSize.parse("64M"));
        Shipper shipper = new Shipper(file, sink, data.resolve("refused"))) {
      Await.until("all is shipped", Duration.ofSeconds(30), () -> file.status().waiting() == 0);
      assertTrue(shipper.shipped() >= told.size());
    }
    Set<UUID> kept = new HashSet<>();
    sink.kept().forEach(one -> assertTrue(kept.add(one.id()), "twice: " + one));
    told.removeAll(kept);
    assertEquals(Set.of(), told, "told to be kept, and lost");
  }

  private List<UUID> untilKilled() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AppendingProgram.class.getName(),
                data.resolve("journal").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<UUID> told = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.length() == UUID_LENGTH) { // the last may be cut off
          told.add(UUID.fromString(line));
        }
        if (told.size() == BEFORE_EACH) {
          process.toHandle().destroyForcibly(); // SIGKILL
        }
      }
    }
    process.waitFor();
    assertTrue(told.size() >= BEFORE_EACH, "it has not begun");
    return told;
  }
}

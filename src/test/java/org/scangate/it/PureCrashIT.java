package org.scangate.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.scangate.testing.Await;
import org.scangate.testing.Campaign;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.LoopbackPort;

/** The application server is killed in the middle of a sweep, again and again. */
class PureCrashIT {

  private static final int KILLS = Campaign.count(5, 20);
  private static final int FILES = Campaign.count(10_000, 20_000);
  private static final int MAX_IN_A_LIFE = 900;
  private static final Duration SOON = Duration.ofMinutes(4);

  @Test
  void killedAgainAndAgainItLeavesEveryVerdictWholeAndRightAndNothingElse() throws Exception {
    try (ClamdServer clamd = ClamdServer.builder().start();
        PureFolder store = new PureFolder()) {
      for (int i = 0; i < FILES; i++) {
        store.add(i, content(i));
      }
      Random random = new Random(7);
      for (int kill = 1; kill <= KILLS; kill++) {
        long enough = store.verdicts() + 1 + random.nextInt(MAX_IN_A_LIFE);
        live(clamd, store, "life " + kill, () -> store.verdicts() >= enough);
        assertEveryVerdictIsWholeAndRight(store);
      }
      assertTrue(store.verdicts() < FILES, "there was always something left to do");
      live(
          clamd,
          store,
          "the last life ends the work, and cleans up after the others",
          () -> store.verdicts() == FILES && store.files().size() == 2 * FILES);
      assertEveryVerdictIsWholeAndRight(store);
    }
  }

  private static void live(ClamdServer clamd, PureFolder store, String what, Await.Condition until)
      throws IOException, InterruptedException {
    Process server = start(clamd, store);
    try {
      Await.until(what, SOON, until);
      assertTrue(server.isAlive(), "it ended by itself, see target/pure-crash.log");
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  private static byte[] content(int number) {
    String text = "file " + number + (isInfected(number) ? " " + ClamdServer.MARKER : "");
    return text.getBytes(UTF_8);
  }

  private static boolean isInfected(int number) {
    return number % 7 == 0;
  }

  private static void assertEveryVerdictIsWholeAndRight(PureFolder store) throws IOException {
    for (Path file : store.files()) {
      String name = file.getFileName().toString();
      if (name.endsWith(".av")) {
        int number = Integer.parseInt(name.substring(0, name.length() - 3));
        String right = isInfected(number) ? "FOUND" : "OK";
        assertEquals(right, PureFolder.status(Files.readString(file)), name);
      }
    }
  }

  private static Process start(ClamdServer clamd, PureFolder store) throws IOException {
    File log = new File("target/pure-crash.log");
    ProcessBuilder server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                Site.HOME + "/payara-micro.jar",
                "--nohazelcast",
                "--prebootcommandfile",
                "payara-config/micro-preboot.txt",
                "--port",
                Integer.toString(LoopbackPort.free()),
                "--deploy",
                "target/scangate.war")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    server
        .environment()
        .putAll(
            Map.of(
                "SCANGATE_CLAMD_ADDRESS", clamd.tcpAddress(),
                "SCANGATE_CLAMD_MAX_FILE_SIZE", "1M",
                "SCANGATE_PURE_LOCAL_ROOTS", store.root().toString(),
                "SCANGATE_DATA_FOLDER", new File("target/data-crash").getAbsolutePath(),
                "SCANGATE_PURE_INTERVAL", "PT1S",
                "SCANGATE_PURE_FULL_WALK", "PT10S",
                "SCANGATE_PURE_SETTLE", "PT0S"));
    return server.start();
  }
}

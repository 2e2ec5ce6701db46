package org.scangate.scanner.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.scan.Deadline;
import org.scangate.scan.Verdict.Clean;
import org.scangate.testing.Await;
import org.scangate.testing.Fixtures;
import org.scangate.testing.TestSample;

/** What a server that was killed leaves behind goes at the next start, and nothing else. */
class CommandLeftoversTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path spool;
  @TempDir private Path scripts;

  /** A server that scans with a command that hangs: its arguments are spool and scripts. */
  static final class Server {
    private Server() {}

    public static void main(String[] folders) {
      try (CommandClient client =
          new CommandClient(
              CommandFixture.file(Path.of(folders[0]), Path.of(folders[1]), "sleep 67"))) {
        client.scan(TestSample.of(Fixtures.randomBytes(1, 10)), Deadline.in(Duration.ofHours(1)));
      }
    }
  }

  @Test
  void theNextStartRemovesWhatAKilledServerLeft() throws IOException {
    Process server = server();
    Path folder = folderOf(server);
    Await.until("it is killed", SOON, () -> !server.destroyForcibly().isAlive());
    assertEquals(1, CommandFixture.copies(spool).size());
    assertTrue(CommandFixture.marked(spool) > 0, "its command goes on");
    Path elsewhere = Files.createDirectory(scripts.resolve("elsewhere"));
    Path kept = Files.createFile(elsewhere.resolve("kept"));
    Files.createSymbolicLink(folder.resolve("link"), elsewhere);
    Path link = Files.createSymbolicLink(spool.resolve(PrivateFolder.PREFIX + "x"), elsewhere);
    String mark = ProcessTree.markOf(folder);
    try (CommandClient next = scans()) {
      assertEquals(new Clean(), clean(next));
      assertFalse(Files.exists(folder));
      Await.until("no process is left", SOON, () -> CommandFixture.markedWith(mark) == 0);
      assertTrue(Files.exists(kept), "links are not followed");
      assertTrue(Files.isSymbolicLink(link), "what is no folder is left alone");
    }
  }

  @Test
  void aServerThatRunsKeepsItsFolder() throws Exception {
    Process server = server();
    try {
      Path folder = folderOf(server);
      try (CommandClient here = scans();
          CommandClient another = scans()) {
        assertTrue(Files.exists(folder));
        assertTrue(CommandFixture.markedWith(ProcessTree.markOf(folder)) > 0);
        assertEquals(3, CommandFixture.ours(spool).count());
        assertEquals(new Clean(), clean(here));
        assertEquals(new Clean(), clean(another));
      }
      assertEquals(1, CommandFixture.ours(spool).count());
    } finally {
      server.descendants().forEach(ProcessHandle::destroyForcibly);
      server.destroyForcibly().waitFor();
    }
  }

  @Test
  void aFolderWithoutALockMayBeJustBeingMade() throws IOException {
    Path made = Files.createDirectory(spool.resolve(PrivateFolder.PREFIX + "1-2-new"));
    Path old = Files.createDirectory(spool.resolve(PrivateFolder.PREFIX + "1-2-old"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    try (CommandClient client = scans()) {
      assertEquals(new Clean(), clean(client));
      assertTrue(Files.exists(made));
      assertFalse(Files.exists(old));
    }
  }

  /** A client that has made its folder. */
  private CommandClient scans() {
    CommandClient client =
        new CommandClient(CommandFixture.file(spool, scripts, CommandFixture.SCANS_FILE));
    assertEquals(new Clean(), clean(client));
    return client;
  }

  private static Object clean(CommandClient client) {
    return client.scan(TestSample.of(Fixtures.randomBytes(2, 10)), Deadline.in(SOON)).verdict();
  }

  private Process server() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Server.class.getName(),
            spool.toString(),
            scripts.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private Path folderOf(Process server) {
    Await.until("its command runs", SOON, () -> CommandFixture.marked(spool) > 0);
    String begin = PrivateFolder.PREFIX + server.pid() + "-";
    return CommandFixture.ours(spool)
        .filter(name -> name.startsWith(begin))
        .map(spool::resolve)
        .findFirst()
        .orElseThrow();
  }
}

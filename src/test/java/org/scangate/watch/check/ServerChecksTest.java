package org.scangate.watch.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.scan.DataSize;
import org.scangate.scan.spool.Spool;
import org.scangate.scan.spool.SpoolTrial;
import org.scangate.testing.TypedCommand;

/** The process, its disk, its settings, its server. */
@Timeout(60)
class ServerChecksTest {

  @TempDir private Path folder;

  @Test
  void whatIsAcceptedThoughNobodyOpensItIsAWarning() {
    AtomicReference<List<String>> told = new AtomicReference<>(List.of());
    Check check = new AcceptedUnopenedCheck(told::get);
    assertEquals(CheckState.OK, check.look().state());
    told.set(List.of("rar4 counts as scanned"));
    assertEquals(CheckState.WARNING, check.look().state());
    assertEquals("rar4 counts as scanned.", check.look().sentence());
  }

  @Test
  void aSpoolIsWrittenTo() throws IOException, InterruptedException {
    Path tight = Files.createDirectory(folder.resolve("tight"));
    assumeTrue(
        TypedCommand.run("mount -t tmpfs -o size=1m none " + tight) == 0, "only root can mount");
    try {
      assertEquals(CheckState.OK, look(tight, "512K").state());
      CheckResult small = look(tight, "10M");
      assertEquals(CheckState.WARNING, small.state());
      assertTrue(small.sentence().contains("scangate.spool.max=10M"), small.sentence());
      assertEquals(0, TypedCommand.run(small.command())); // shows how full it is
      assertEquals(0, TypedCommand.run("mount -o remount,ro " + tight));
      CheckResult unwritable = look(tight, "512K");
      assertEquals(CheckState.ERROR, unwritable.state());
      assertTrue(unwritable.sentence().contains("scangate.spool.folder"), unwritable.sentence());
      assertEquals(0, TypedCommand.run("mount -o remount,rw " + tight));
      assertEquals(CheckState.OK, look(tight, "512K").state());
    } finally {
      TypedCommand.run("umount " + tight);
    }
  }

  private static CheckResult look(Path spool, String max) {
    DataSize bound = DataSize.parse(max);
    Spool there = new Spool(new Spool.Settings(spool, DataSize.parse("1K"), bound));
    return new SpoolCheck(new SpoolTrial(there), spool, there::bytesKept, bound).look();
  }

  @Test
  void openFilesOfThisProcessAreCounted() throws IOException, InterruptedException {
    DescriptorCheck check = DescriptorCheck.ofThisProcess();
    CheckResult well = check.look();
    assertEquals(CheckState.OK, well.state(), well.sentence());
    long open = Long.parseLong(well.sentence().substring(0, well.sentence().indexOf(' ')));
    long pid = ProcessHandle.current().pid();
    assumeTrue(TypedCommand.run("prlimit --pid " + pid + " --nofile=" + (open + 20) + ":") == 0);
    CheckResult full = check.look();
    assertTrue(full.state().isTrouble(), full.sentence());
    assertTrue(full.sentence().contains("LimitNOFILE"), full.sentence());
    assertEquals(0, TypedCommand.run(full.command()), full.command());
    assertEquals(CheckState.OK, check.look().state(), check.look().sentence());
  }

  @Test
  void whereNobodyTellsThereIsNothingToLookAt() {
    assertEquals(
        CheckState.NOT_APPLICABLE,
        new DescriptorCheck(OptionalLong::empty, OptionalLong::empty, OptionalLong::empty)
            .look()
            .state());
  }

  @Test
  void aHeapThatCollectionsLeaveFullIsTold() throws IOException, InterruptedException {
    assertEquals(CheckState.OK, HeapCheck.ofThisProcess().look().state());
    assertEquals(CheckState.WARNING, new HeapCheck(() -> 85, () -> 100).look().state());
    CheckResult full = new HeapCheck(() -> 95, () -> 100).look();
    assertEquals(CheckState.ERROR, full.state());
    assertEquals(0, TypedCommand.run(full.command() + " > /dev/null"), full.command());
  }

  @Test
  void keysThatAreWrongAreWorseThanThoseThatAreOdd() {
    assertEquals(CheckState.OK, new KeysCheck(List::of, List::of).look().state());
    CheckResult odd = new KeysCheck(List::of, () -> List.of("unknown key a", "b")).look();
    assertEquals(CheckState.WARNING, odd.state());
    assertEquals("unknown key a (and 1 more)", odd.sentence());
    CheckResult wrong = new KeysCheck(() -> List.of("a: 1 is wrong"), () -> List.of("b")).look();
    assertEquals(CheckState.ERROR, wrong.state());
    assertEquals(Map.of("wrong-1", "a: 1 is wrong", "odd-1", "b"), wrong.details());
  }

  @Test
  void aServersLimitComesWithItsCommand() {
    assertEquals(CheckState.OK, new ServerLimitCheck(List::of).look().state());
    String advice =
        "the server refuses bodies over 1 bytes; run in its CLI:"
            + " /subsystem=undertow/%s:write-attribute(name=max-post-size,value=2) and reload";
    List<String> both = List.of(advice.formatted("http"), advice.formatted("https"));
    CheckResult result = new ServerLimitCheck(() -> both).look();
    assertEquals(CheckState.ERROR, result.state());
    assertEquals("The server refuses bodies over 1 bytes.", result.sentence());
    assertEquals(
        "jboss-cli.sh --connect --timeout=60000 --commands="
            + "'/subsystem=undertow/http:write-attribute(name=max-post-size,value=2),"
            + "/subsystem=undertow/https:write-attribute(name=max-post-size,value=2),reload'",
        result.command());
    CheckResult other = new ServerLimitCheck(() -> List.of("it is small")).look();
    assertEquals("it is small", other.sentence());
    assertEquals("", other.command());
  }

  @Test
  void aClockThatIsWrongIsTold() throws IOException, InterruptedException {
    assertEquals(CheckState.NOT_APPLICABLE, clock(Optional.empty()).state());
    assertEquals(CheckState.OK, clock(Optional.of(Duration.ofMillis(-900))).state());
    assertEquals(CheckState.WARNING, clock(Optional.of(Duration.ofSeconds(-6))).state());
    CheckResult wrong = clock(Optional.of(Duration.ofMinutes(6)));
    assertEquals(CheckState.ERROR, wrong.state());
    assertEquals("The clock of this machine and that of s3 are 6 minutes apart.", wrong.sentence());
    assertEquals( // a container's clock is its host's
        List.of("timedatectl set-ntp true"),
        TypedCommand.calls(wrong.command(), folder, "timedatectl"));
  }

  private static CheckResult clock(Optional<Duration> ahead) {
    Map<String, Optional<Duration>> clocks = new LinkedHashMap<>();
    clocks.put("the database", Optional.empty());
    clocks.put("s3", ahead);
    return new ClockCheck(() -> clocks).look();
  }
}

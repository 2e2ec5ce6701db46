package org.scangate.watch.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.testing.TypedCommand;
import org.scangate.watch.check.LocalRootCheck.AvRights;

/** A root on a file system of its own, which is mounted and unmounted. */
@Timeout(60)
class LocalRootCheckTest {

  private static final Path MOUNTS = Path.of("/proc/self/mounts");
  private static final AvRights READABLE = rights("rw-r--r--", Optional.empty());

  @TempDir private Path folder;
  private Path root;
  private Path fstab;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    root = Files.createDirectory(folder.resolve("pure 'store'"));
    fstab = folder.resolve("fstab");
    String escaped = root.toString().replace(" ", "\\040");
    Files.writeString(
        fstab,
        "# a comment\nproc /proc proc defaults 0 0\nUUID=1 / ext4 defaults 0 1\n"
            + "UUID=2 none swap sw 0 0\nnone "
            + escaped
            + " tmpfs size=1m,mode=755 0 0\n");
    assumeTrue(
        TypedCommand.run("mount -t tmpfs -o size=1m none " + ShellWord.of(root.toString())) == 0,
        "only root can mount");
    Files.writeString(root.resolve("a.bin"), "a file");
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    TypedCommand.run("umount " + ShellWord.of(root.toString()));
  }

  @Test
  void oneThatIsNotMountedIsAnErrorUntilTheCommandHasMountedIt()
      throws IOException, InterruptedException {
    assertEquals(CheckState.OK, look(READABLE).state(), look(READABLE).sentence());
    assertEquals(0, TypedCommand.run("umount " + ShellWord.of(root.toString())));
    CheckResult gone = look(READABLE);
    assertEquals(CheckState.ERROR, gone.state(), gone.sentence());
    assertTrue(gone.sentence().contains("mounted"), gone.sentence());
    assertEquals("mount '" + folder + "/pure '\\''store'\\'''", gone.command());
    // as it is typed, but for the table, which is this test's own
    assertEquals(0, TypedCommand.run(gone.command().replace("mount ", "mount -T " + fstab + " ")));
    Files.writeString(root.resolve("a.bin"), "a file");
    assertEquals(CheckState.OK, look(READABLE).state(), look(READABLE).sentence());
  }

  @Test
  void oneBelowAMountThatIsNotThereIsAnErrorToo() throws IOException, InterruptedException {
    Path below = root.resolve("below");
    LocalRootCheck check = check(below, READABLE);
    assertTrue(check.look().sentence().contains("There is no folder"), check.look().toString());
    Files.createDirectory(below);
    assertEquals(CheckState.WARNING, check.look().state()); // nothing lies in it
    assertTrue(check.look().sentence().contains("is empty"), check.look().toString());
    assertEquals(0, TypedCommand.run("umount " + ShellWord.of(root.toString())));
    assertEquals("mount " + ShellWord.of(root.toString()), check.look().command());
  }

  @Test
  void oneThatIsReadOnlyIsAnErrorUnlessNothingIsWritten() throws IOException, InterruptedException {
    assertEquals(0, TypedCommand.run("mount -o remount,ro " + ShellWord.of(root.toString())));
    CheckResult result = look(READABLE);
    assertEquals(CheckState.ERROR, result.state());
    assertTrue(result.sentence().contains("No verdict can be written"), result.sentence());
    AvRights dryRun = new AvRights(false, READABLE.permissions(), Optional.empty());
    assertEquals(CheckState.OK, look(dryRun).state());
    assertTrue(result.sentence().contains("ReadWritePaths="), result.sentence());
    assertEquals("", result.command());
    String writable = "mount -o remount,rw " + ShellWord.of(root.toString());
    assertEquals(0, TypedCommand.run(writable));
    assertEquals(CheckState.OK, look(READABLE).state());
  }

  /** As an account that is not almighty sees it; root itself is let in everywhere. */
  @Test
  void oneThatTheAccountMayNotReadOrWriteIsAnErrorUntilTheCommandHasLetIt()
      throws IOException, InterruptedException {
    assumeTrue(TypedCommand.run("command -v setfacl > /dev/null") == 0, "Debian's acl is missing");
    assertEquals(0, TypedCommand.run("chown 65534 " + ShellWord.of(root.toString())));
    for (String given : new String[] {"700", "755"}) {
      String chmod = "setfacl -b %1$s; chmod %2$s %1$s";
      TypedCommand.run(chmod.formatted(ShellWord.of(root.toString()), given));
      String[] refused = LocalRootProgram.look(root, "");
      assertEquals("ERROR", refused[0], given);
      assertTrue(refused[1].startsWith("setfacl "), refused[1]);
      assertEquals(0, TypedCommand.run(refused[1]), refused[1]);
      assertEquals("OK", LocalRootProgram.look(root, "")[0], given);
    }
  }

  @Test
  void anAccountThatIsNotInTheGroupIsAnErrorUntilTheCommandHasTakenItIn()
      throws IOException, InterruptedException {
    String group = "scangate" + ProcessHandle.current().pid();
    assumeTrue(TypedCommand.run("groupadd " + group) == 0, "only root makes groups");
    try {
      String[] refused = LocalRootProgram.look(root, group);
      assertEquals("ERROR", refused[0]);
      assertTrue(refused[1].startsWith("usermod -aG " + group), refused[1]);
      assertEquals(0, TypedCommand.run(refused[1]), refused[1]);
      assertEquals("OK", LocalRootProgram.look(root, group)[0]);
    } finally {
      assertEquals(0, TypedCommand.run("groupdel " + group));
    }
  }

  @Test
  void aGroupThatCouldNotReadAVerdictIsAnError() {
    CheckResult result = look(rights("rw-------", Optional.empty()));
    assertEquals(CheckState.ERROR, result.state());
    assertTrue(result.sentence().contains("scangate.pure.av-permissions"), result.sentence());
    CheckResult unknown = look(rights("rw-r-----", Optional.of("no such group")));
    assertEquals(CheckState.ERROR, unknown.state());
    assertTrue(unknown.sentence().contains("scangate.pure.av-group"), unknown.sentence());
    String account = System.getProperty("user.name");
    assertEquals("usermod -aG 'no such group' " + account, unknown.command());
    assertEquals(CheckState.OK, look(rights("rw-r-----", Optional.of("daemon"))).state());
  }

  @Test
  void nothingIsLeftOfATrial() throws IOException {
    look(READABLE);
    look(rights("rw-------", Optional.of("no such group")));
    try (Stream<Path> all = Files.list(root)) {
      assertEquals(List.of(root.resolve("a.bin")), all.toList());
    }
  }

  private CheckResult look(AvRights rights) {
    return check(root, rights).look();
  }

  private LocalRootCheck check(Path of, AvRights rights) {
    return new LocalRootCheck(of, new MountTable(fstab, MOUNTS), () -> rights);
  }

  private static AvRights rights(String permissions, Optional<String> group) {
    return new AvRights(true, PosixFilePermissions.fromString(permissions), group);
  }
}

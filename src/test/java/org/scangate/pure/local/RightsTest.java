package org.scangate.pure.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the server's account may not do. Root may do anything, so another account walks. */
@Timeout(120)
class RightsTest {

  private static final String NOBODY = "65534";

  @TempDir static Path classes;
  @TempDir Path root;

  @BeforeAll
  static void anotherAccountCanBeUsed() throws IOException, URISyntaxException {
    assumeTrue(
        Special.ran("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "true"),
        "only root can walk as another account, with setpriv");
    for (Class<?> one :
        List.of(LocalStore.class, Fork.class, Json.class, JsonProvider.provider().getClass())) {
      Path from = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
      assertTrue(
          Special.ran(
              "cp", "-r", from.toString(), classes.resolve(one.getSimpleName()).toString()));
    }
    assertTrue(Special.ran("chmod", "-R", "a+rX", classes.toString()));
  }

  @Test
  void whatIsForbiddenIsToldAndTheRestGoesOn() throws Exception {
    file("good/a.bin", "rwxr-xr-x");
    file("good/unreadable.bin", "rwxr-xr-x");
    Files.setPosixFilePermissions(
        root.resolve("good/unreadable.bin"), PosixFilePermissions.fromString("---------"));
    chown("good");
    file("unwritable/b.bin", "rwxr-xr-x");
    file("unlisted/c.bin", "-wx-wx-wx");
    for (int i = 0; i < 300; i++) {
      file("unsearched/d" + i + ".bin", "rwxr-xr-x");
    }
    file("unsearched/below/e.bin", "rwxr-xr-x");
    Files.setPosixFilePermissions(
        root.resolve("unsearched"), PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));

    String said = walkAsNobody();
    has(said, "ALL MISSING R/good/a.bin");
    has(said, "ALL CURRENT R/good/a.bin");
    has(
        said,
        "ALL failed R/good/unreadable.bin: R/good/unreadable.bin cannot be opened: permission denied");
    has(
        said,
        "ALL failed R/unwritable/b.bin: R/unwritable/b.av cannot be written: permission denied");
    has(said, "ALL failed R/unlisted: this folder cannot be read: permission denied");
    has(said, "ALL failed R/unsearched: its files may not be looked at");
    assertEquals(2, said.lines().filter(line -> line.equals("ALL done 4")).count(), said);
    has(said, "open []");
    try (Stream<Path> all = Files.walk(root)) {
      List<Path> verdicts =
          all.filter(path -> !path.toString().endsWith(".bin") && !Files.isDirectory(path))
              .toList();
      assertEquals(List.of(root.resolve("good/a.av")), verdicts);
    }
  }

  @Test
  void aFolderThatCannotBeReadIsNotToldEachMinute() throws Exception {
    file("unlisted/c.bin", "-wx-wx-wx");
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    String said = walkAsNobody();
    has(said, "ALL done 1");
    has(said, "CHANGES done 0");
  }

  @Test
  void aRootThatCannotBeReadIsTold() throws Exception {
    file("c.bin", "rwxr-xr-x");
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
    String said = walkAsNobody();
    has(said, "ALL failed R: this root cannot be read: permission denied");
    has(said, "CHANGES done 0");
  }

  private void has(String said, String line) {
    String wanted = line.replace("R/", root + "/").replace("R:", root + ":");
    assertTrue(said.lines().anyMatch(one -> one.startsWith(wanted)), wanted + " not in\n" + said);
  }

  private String walkAsNobody() throws IOException, InterruptedException {
    try (Stream<Path> copied = Files.list(classes)) {
      return Fork.of(WalkMain.class, root.toString())
          .under("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups")
          .classes(copied.toArray(Path[]::new))
          .run();
    }
  }

  private void file(String name, String folderRights) throws IOException {
    Path path = root.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "content");
    Files.setPosixFilePermissions(path.getParent(), PosixFilePermissions.fromString(folderRights));
  }

  private void chown(String folder) {
    assertTrue(Special.ran("chown", NOBODY, root.resolve(folder).toString()));
  }
}

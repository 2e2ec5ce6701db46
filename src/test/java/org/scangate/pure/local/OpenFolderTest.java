package org.scangate.pure.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.pure.VerdictFreshness;

/** What is opened, read and made in a folder that is held open. */
class OpenFolderTest {

  private static final Path BIN = Path.of("x.bin");

  @TempDir Path root;

  @BeforeEach
  void makeAFile() throws IOException {
    Files.createDirectory(root.resolve("ab"));
    Files.writeString(root.resolve("ab").resolve(BIN), "content");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSymbolicLinkIsNotOpened(boolean byPath) throws IOException {
    Files.createSymbolicLink(root.resolve("ab/link.bin"), BIN);
    OpenFolder folder = folder(byPath);
    folder.open(BIN).close();
    assertThrows(IOException.class, () -> folder.open(Path.of("link.bin")));
    folder.release();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aNewFileHasItsRightsFromTheBeginning(boolean byPath) throws IOException {
    OpenFolder folder = folder(byPath);
    for (String rights : List.of("rw-------", "rw-r--r--")) {
      folder
          .create(
              Path.of(rights),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights)))
          .close();
      assertEquals(
          PosixFilePermissions.fromString(rights),
          Files.getPosixFilePermissions(root.resolve("ab").resolve(rights)));
    }
    folder.release();
  }

  /** As when somebody puts another folder in its place for the moment of the listing. */
  @Test
  void whatLiesAtItsPathIsNotTakenForWhatIsInIt() throws IOException {
    OpenFolder folder = folder(false);
    LocalFile right = listed(folder);
    assertEquals(true, right.unchanged());
    Files.move(root.resolve("ab"), root.resolve("moved"));
    Files.createDirectory(root.resolve("ab"));
    Files.writeString(root.resolve("ab").resolve(BIN), "another");
    LocalFile file = listed(folder);
    assertEquals(true, file.seemsUnchanged(), "by path nobody can tell");
    assertEquals(false, file.unchanged());
    folder.release();
  }

  @Test
  void aFileThatBecameShorterIsNoWholeOne() throws IOException {
    OpenFolder folder = folder(false);
    try (InputStream content = new LocalSample(listed(folder), root).open()) {
      assertEquals('c', content.read());
      Files.writeString(root.resolve("ab").resolve(BIN), "cont");
      assertThrows(EOFException.class, content::readAllBytes);
    }
    folder.release();
  }

  @Test
  void ofAFileThatBecameLongerIsReadWhatWasListed() throws IOException {
    byte[] longer = "content and more".getBytes(UTF_8);
    try (InputStream content = new WholeStream(new ByteArrayInputStream(longer), 7)) {
      assertEquals("content", new String(content.readAllBytes(), UTF_8));
    }
  }

  private OpenFolder folder(boolean byPath) throws IOException {
    return OpenFolder.root(root.resolve("ab").toRealPath(), byPath);
  }

  private LocalFile listed(OpenFolder folder) throws IOException {
    StoreClock clock = new StoreClock(Clock.systemUTC());
    TemporaryFiles temporaries = new TemporaryFiles(clock);
    VerdictFiles verdicts = new VerdictFiles(clock, temporaries, new AvPermissions());
    FolderMemory memory = new FolderMemory(Path.of("ab"), false);
    StoreContext context =
        new StoreContext(clock, temporaries, verdicts, new LocalRoot(root, 0), root, () -> false);
    return new LocalFile(
        context,
        new FolderListing(null, memory, folder.path(), folder, 0, true),
        BIN,
        folder.stateOf(BIN),
        Path.of("x.av"),
        VerdictFreshness.MISSING);
  }
}

package org.scangate.scan.spool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.container.ByteSource;
import org.scangate.scan.DataSize;
import org.scangate.scan.Origin;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.testing.AnyPlace;
import org.scangate.testing.Fixtures;

/** What the spool receives it gives back byte for byte, and it leaves nothing behind. */
class SpoolTest {

  private static final DataSize ANY = DataSize.parse("1G");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 1_000_000})
  void whatCameInIsReadAgainAsOftenAsIsWanted(int size) throws Exception {
    Spool spool = spool("64K", "10M");
    byte[] bytes = Fixtures.randomBytes(5, size);
    try (SpooledContent content = receive(spool, bytes)) {
      Sample sample = content.as("name", Origin.of("origin"));
      assertEquals(size, sample.size());
      assertEquals(Fixtures.sha256(bytes), sample.sha256().orElseThrow());
      for (int i = 0; i < 2; i++) {
        try (InputStream again = sample.open()) {
          assertArrayEquals(bytes, again.readAllBytes());
        }
      }
      try (ByteSource source = sample.bytes()) {
        AnyPlace.isReadOf(bytes, source);
      }
      try (InputStream again = sample.open()) {
        assertArrayEquals(bytes, again.readAllBytes());
      }
    }
    assertEquals(0, spool.bytesKept());
  }

  /** The block that is in use when memory ends is not full then. */
  @ParameterizedTest
  @ValueSource(ints = {1000, 16_383, 100})
  void whatComesInSmallPiecesIsMovedToTheFileWithoutAGap(int piece) throws Exception {
    byte[] bytes = Fixtures.randomBytes(6, 100_000);
    InputStream pieces =
        new FilterInputStream(new ByteArrayInputStream(bytes)) {
          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            return super.read(target, offset, Math.min(length, piece));
          }
        };
    try (SpooledContent content = spool("16K", "10M").receive(pieces, ANY)) {
      try (InputStream again = content.as("", Origin.of("")).open()) {
        assertArrayEquals(bytes, again.readAllBytes());
      }
      try (ByteSource source = content.as("", Origin.of("")).bytes()) {
        AnyPlace.isReadOf(bytes, source);
      }
    }
  }

  @Test
  void theFileIsForNobodyElse() throws Exception {
    try (SpooledContent content = receive(spool("64K", "10M"), new byte[200_000])) {
      assertEquals(200_000, content.size());
      try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
        List<String> permissions = new ArrayList<>();
        for (Path descriptor : descriptors.filter(d -> target(d).startsWith(folder)).toList()) {
          permissions.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(descriptor)));
        }
        assertEquals(List.of("rw-------"), permissions);
      }
    }
  }

  @Test
  void severalReadTheSameFileAtOnce() throws Exception {
    byte[] bytes = Fixtures.randomBytes(5, 3_000_000);
    ExecutorService readers = Executors.newFixedThreadPool(8);
    try (SpooledContent content = receive(spool("64K", "10M"), bytes)) {
      Sample sample = content.as("", Origin.of(""));
      Callable<String> read =
          () -> {
            try (InputStream in = sample.open()) {
              return Fixtures.sha256(in);
            }
          };
      List<Future<String>> digests = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        digests.add(readers.submit(read));
      }
      for (Future<String> digest : digests) {
        assertEquals(Fixtures.sha256(bytes), digest.get());
      }
    } finally {
      readers.shutdownNow();
    }
  }

  @Test
  void theFileHasNoNameWhileItIsThereAndNoDescriptorAfterwards() throws Exception {
    long before = openFilesBelow(folder);
    SpooledContent content = receive(spool("64K", "10M"), new byte[200_000]);
    assertEquals(List.of(), listed(folder));
    assertEquals(before + 1, openFilesBelow(folder));
    content.close();
    content.close();
    assertEquals(before, openFilesBelow(folder));
  }

  @Test
  void oneByteMoreThanTheLimitIsRefusedAsSoonAsItIsSeen() throws Exception {
    Spool spool = spool("64K", "10M");
    DataSize limit = DataSize.parse("100K");
    CountingStream endless = new CountingStream(Long.MAX_VALUE);
    NotReceived refused = assertThrows(NotReceived.class, () -> spool.receive(endless, limit));
    assertEquals(Reason.TOO_LARGE, refused.verdict().reason());
    assertTrue(endless.read <= limit.bytes() + (64 << 10), "read " + endless.read);
    assertEquals(0, spool.bytesKept());
    receiveAll(spool, new CountingStream(limit.bytes()), limit).close();
  }

  @Test
  void allUploadsTogetherAreBounded() throws Exception {
    Spool spool = spool("64K", "1M");
    SpooledContent first = receive(spool, new byte[700_000]);
    NotReceived full = assertThrows(NotReceived.class, () -> receive(spool, new byte[700_000]));
    assertEquals(Reason.SPOOL_FULL, full.verdict().reason());
    first.close();
    receive(spool, new byte[700_000]).close();
    assertEquals(0, spool.bytesKept());
  }

  @Test
  void memoryIsOnlyUsedWhileAllTogetherLeaveRoomInTheHeap() throws Exception {
    long heap = Runtime.getRuntime().maxMemory();
    Spool spool = spool("1M", "10G");
    long files = openFilesBelow(folder);
    List<SpooledContent> held = new ArrayList<>();
    byte[] megabyte = new byte[1 << 20];
    for (long kept = 0; kept <= heap / 8; kept += megabyte.length) {
      held.add(receive(spool, megabyte));
    }
    assertTrue(openFilesBelow(folder) > files, "the last of them went to a file");
    held.forEach(SpooledContent::close);
    assertEquals(0, spool.bytesKept());
  }

  @Test
  void aFolderThatCannotBeWrittenIsASpoolWithoutRoom() throws Exception {
    Path inTheWay = Files.createFile(folder.resolve("file"));
    Spool spool =
        new Spool(new Spool.Settings(inTheWay, DataSize.parse("64K"), DataSize.parse("1M")));
    NotReceived refused = assertThrows(NotReceived.class, () -> receive(spool, new byte[200_000]));
    assertEquals(Reason.SPOOL_FULL, refused.verdict().reason());
    assertTrue(refused.getMessage().contains(inTheWay.toString()), refused.getMessage());
    assertEquals(0, spool.bytesKept());
  }

  @Test
  void aSenderThatBreaksOffLeavesNothing() {
    Spool spool = spool("64K", "10M");
    InputStream breaks =
        new CountingStream(Long.MAX_VALUE) {
          @Override
          public int read(byte[] bytes, int offset, int length) {
            if (read > 500_000) {
              throw new IllegalStateException("the sender is gone");
            }
            return super.read(bytes, offset, length);
          }
        };
    assertThrows(IllegalStateException.class, () -> spool.receive(breaks, ANY));
    assertEquals(0, spool.bytesKept());
  }

  private Spool spool(String memory, String max) {
    return new Spool(new Spool.Settings(folder, DataSize.parse(memory), DataSize.parse(max)));
  }

  private static SpooledContent receive(Spool spool, byte[] bytes) throws NotReceived, IOException {
    return receiveAll(spool, new ByteArrayInputStream(bytes), ANY);
  }

  private static SpooledContent receiveAll(Spool spool, InputStream in, DataSize limit)
      throws NotReceived, IOException {
    return spool.receive(in, limit);
  }

  private static List<Path> listed(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** Descriptors of this process whose file lies, or lay, in the folder. */
  private static long openFilesBelow(Path folder) throws IOException {
    return listed(Path.of("/proc/self/fd")).stream()
        .filter(descriptor -> target(descriptor).startsWith(folder))
        .count();
  }

  private static Path target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor);
    } catch (IOException e) {
      return Path.of("closed meanwhile");
    }
  }

  private static class CountingStream extends InputStream {
    private final long size;
    long read;

    CountingStream(long size) {
      this.size = size;
    }

    @Override
    public int read() {
      return read++ < size ? 0 : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      int n = (int) Math.min(length, size - read);
      read += Math.max(n, 0);
      return n > 0 ? n : -1;
    }
  }
}

package org.scangate.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scangate.scanner.proof.ContainerSamples;

class ContainerInspectorTest {

  private static final long LIMIT = 1 << 20;

  private static Set<ContainerKind> samples() {
    return ContainerSamples.kinds();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyKindIsTold(ContainerKind kind) throws IOException {
    assertEquals(Set.of(kind), inspect(ContainerSamples.of(kind)).kinds());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyKindIsToldInAZip(ContainerKind kind) throws IOException {
    byte[] sample = ContainerSamples.of(kind);
    for (int method : new int[] {ZipEntry.STORED, ZipEntry.DEFLATED}) {
      Contents contents = inspect(zip(method, "some/name", sample));
      assertEquals(EnumSet.of(ContainerKind.ZIP, kind), contents.kinds());
      assertEquals(Optional.empty(), contents.unread());
    }
  }

  private static Set<ContainerKind> samplesButZips() {
    Set<ContainerKind> samples = EnumSet.copyOf(samples());
    samples.removeIf(kind -> kind.name().startsWith("ZIP"));
    return samples;
  }

  @ParameterizedTest
  @MethodSource("samplesButZips")
  void everyKindIsToldInAZipInAZip(ContainerKind kind) throws IOException {
    byte[] inner = zip(ZipEntry.DEFLATED, "some/name", ContainerSamples.of(kind));
    for (int method : new int[] {ZipEntry.STORED, ZipEntry.DEFLATED}) {
      assertEquals(
          EnumSet.of(ContainerKind.ZIP, kind), inspect(zip(method, "inner", inner)).kinds());
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSmallFileIsReadOnce(ContainerKind kind) throws IOException {
    Counted file = new Counted(Arrays.copyOf(ContainerSamples.of(kind), 60_000), 60_000);
    ContainerInspector.inspect(file, LIMIT, () -> false);
    assertEquals(1, file.reads);
  }

  /** Else what is missing would be what it is packed in. */
  @Test
  void whatEndsBeforeItsSizeCannotBeRead() {
    Counted file = new Counted(new byte[100], 101);
    assertThrows(EOFException.class, () -> ContainerInspector.inspect(file, LIMIT, () -> false));
  }

  private static final class Counted implements ByteSource {
    private final byte[] bytes;
    private final long size;
    private int reads;

    Counted(byte[] bytes, long size) {
      this.bytes = bytes;
      this.size = size;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public int read(long position, byte[] into, int offset, int length) {
      reads++;
      return new ByteArraySource(bytes).read(position, into, offset, length);
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  private static Contents inspect(byte[] file) throws IOException {
    return ContainerInspector.inspect(new ByteArraySource(file), LIMIT, () -> false);
  }

  private static byte[] zip(int method, String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      ZipEntry entry = new ZipEntry(name);
      entry.setMethod(method);
      CRC32 crc = new CRC32();
      crc.update(content);
      entry.setCrc(crc.getValue());
      entry.setSize(content.length);
      zip.putNextEntry(entry);
      zip.write(content);
    }
    return bytes.toByteArray();
  }
}

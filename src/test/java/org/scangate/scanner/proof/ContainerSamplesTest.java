package org.scangate.scanner.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.scangate.container.ContainerKind;
import org.scangate.testing.ClamdServer;

/** Asks a real clamd for the samples, which shows that they are what they say. */
class ContainerSamplesTest {

  /** What ClamAV 1.4 without UnRAR can't open; Debian's has no UnRAR, whose licence is not free. */
  private static final Set<ContainerKind> NOT_BY_CLAMD =
      EnumSet.of(
          ContainerKind.ZIP_LZMA,
          ContainerKind.ZIP_PPMD,
          ContainerKind.ZIP_ZSTD,
          ContainerKind.ZIP_XZ,
          ContainerKind.RAR4,
          ContainerKind.RAR5,
          ContainerKind.LZMA,
          ContainerKind.ZST,
          ContainerKind.LZ4,
          ContainerKind.LZIP,
          ContainerKind.AR,
          ContainerKind.WIM);

  @Test
  void debiansClamdFindsEicarInTheKindsThatItOpens() throws IOException {
    Set<ContainerKind> found = EnumSet.noneOf(ContainerKind.class);
    try (ClamdServer clamd = ClamdServer.builder().options(ClamdServer.debianLimits()).start()) {
      for (ContainerKind kind : ContainerSamples.kinds()) {
        if (clamd.direct().scan(ContainerSamples.of(kind)).equals(ClamdServer.EICAR_FOUND)) {
          found.add(kind);
        }
      }
      assertEquals("stream: OK", clamd.direct().scan(ContainerSamples.inNoContainer()));
      assertEquals("stream: OK", clamd.direct().scan(encodedSamples()));
    }
    Set<ContainerKind> opened = EnumSet.copyOf(ContainerSamples.kinds());
    opened.removeAll(NOT_BY_CLAMD);
    assertEquals(opened, found);
  }

  /** What is in the sources and in the WAR: no scanner of a developer may take it for infected. */
  private static byte[] encodedSamples() throws IOException {
    try (InputStream encoded =
        ContainerSamples.class.getResourceAsStream("container-samples.properties")) {
      return encoded.readAllBytes();
    }
  }

  @Test
  void thereIsNoSampleOfMethodsThatNobodyUses() {
    assertThrows(
        IllegalArgumentException.class, () -> ContainerSamples.of(ContainerKind.ZIP_OTHER));
  }
}

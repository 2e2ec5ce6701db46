package org.scangate.container;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.scangate.scanner.proof.ContainerSamples;
import org.scangate.testing.Campaign;

/** Broken ones are no error, and take no long time. */
class BrokenContainersTest {

  private static final long LIMIT = 1 << 20;
  private static final int COUNT = Campaign.count(5_000, 100_000);
  private static final Duration ONE_MAY_TAKE = Duration.ofSeconds(5);
  private static final int[] TELLING = {0, 1, 0xff, 0x7f, 0x80, 'P', 'K', 3, 4, 5, 6, 7, 8, 14, 99};

  @Test
  void eachBeginningOfEachKindIsNoError() throws IOException {
    for (ContainerKind kind : ContainerSamples.kinds()) {
      byte[] sample = ContainerSamples.of(kind);
      for (int length = 0; length < sample.length; length += length < 1024 ? 1 : 997) {
        inspect(Arrays.copyOf(sample, length));
      }
    }
  }

  @Test
  void brokenDirectoriesAreNoError() throws IOException {
    List<byte[]> zips = zips();
    Random random = new Random(20_261_128);
    long slowest = 0;
    for (int i = 0; i < COUNT; i++) {
      byte[] broken = broken(zips.get(random.nextInt(zips.size())), random);
      long start = System.nanoTime();
      inspect(broken);
      slowest = Math.max(slowest, System.nanoTime() - start);
    }
    assertTrue(slowest < ONE_MAY_TAKE.toNanos(), "the slowest took ns " + slowest);
  }

  /** Small ones, with all that there is to be broken in them. */
  private static List<byte[]> zips() throws IOException {
    List<byte[]> zips = new ArrayList<>();
    for (ContainerKind kind : ContainerSamples.kinds()) {
      byte[] sample = ContainerSamples.of(kind);
      if (kind.name().startsWith("ZIP")) {
        zips.add(sample);
      }
      if (sample.length < 4096) {
        zips.add(ZipInspectorTest.zip(ZipEntry.STORED, sample));
        zips.add(ZipInspectorTest.zip(ZipEntry.DEFLATED, sample));
      }
    }
    zips.add(ZipInspectorTest.many(20, ContainerSamples.of(ContainerKind.ZIP)));
    zips.add(ZipInspectorTest.zip64(ContainerSamples.of(ContainerKind.ZIP)));
    zips.add(ZipInspectorTest.zip(ZipEntry.DEFLATED, new byte[3 << 20]));
    return zips;
  }

  private static byte[] broken(byte[] zip, Random random) {
    byte[] broken = zip.clone();
    for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
      // half of them in the last bytes, where directory and end record are
      int reach = random.nextBoolean() ? broken.length : Math.min(broken.length, 150);
      int at = broken.length - 1 - random.nextInt(reach);
      broken[at] =
          (byte)
              (random.nextBoolean()
                  ? TELLING[random.nextInt(TELLING.length)]
                  : random.nextInt(256));
    }
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(broken, random.nextInt(broken.length));
      case 1 -> twice(broken, random);
      default -> broken;
    };
  }

  /** A part of it once more behind it. */
  private static byte[] twice(byte[] zip, Random random) {
    ByteArrayOutputStream twice = new ByteArrayOutputStream();
    twice.writeBytes(zip);
    twice.write(zip, 0, zip.length - random.nextInt(zip.length));
    twice.writeBytes(zip);
    return twice.toByteArray();
  }

  private static void inspect(byte[] file) throws IOException {
    ContainerInspector.inspect(new ByteArraySource(file), LIMIT, () -> false);
  }
}

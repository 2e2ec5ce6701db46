package org.scangate.scanner.hashlist;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.scangate.scan.Sample;
import org.scangate.scanner.SampleReader;
import org.scangate.scanner.UnscannedException;

/**
 * What is to be known of a sample's content, from reading it once.
 *
 * @param head its first bytes, each a character
 */
record ContentDigests(String head, Map<DigestKind, byte[]> digests) {

  /** The longest {@link #head()}. */
  static final int HEAD = 128;

  private static final int BLOCK = 64 << 10;

  /** Asked before each block. */
  @FunctionalInterface
  interface Hindrance {
    /**
     * @throws UnscannedException saying why not to read on
     */
    void check() throws UnscannedException;
  }

  /** Reads the sample to its end. */
  static ContentDigests read(Sample sample, Set<DigestKind> wanted, Hindrance hindrance)
      throws UnscannedException {
    Map<DigestKind, MessageDigest> digests = new EnumMap<>(DigestKind.class);
    wanted.forEach(kind -> digests.put(kind, kind.newDigest()));
    String head = "";
    try (SampleReader reader = SampleReader.open(sample)) {
      byte[] block = new byte[reader.blockSize(BLOCK)];
      int count;
      do {
        hindrance.check();
        boolean first = reader.left() == sample.size();
        count = reader.read(block);
        update(digests, block, count);
        head = first ? new String(block, 0, Math.min(count, HEAD), ISO_8859_1) : head;
      } while (count > 0);
    }
    return new ContentDigests(head, finished(digests));
  }

  private static void update(Map<DigestKind, MessageDigest> digests, byte[] block, int count) {
    digests.values().forEach(digest -> digest.update(block, 0, count));
  }

  private static Map<DigestKind, byte[]> finished(Map<DigestKind, MessageDigest> digests) {
    Map<DigestKind, byte[]> finished = new EnumMap<>(DigestKind.class);
    digests.forEach((kind, digest) -> finished.put(kind, digest.digest()));
    return finished;
  }
}

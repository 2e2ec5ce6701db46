package org.scangate.scanner.hashlist;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Verdict.Unscanned;

/** What is to be known of a sample's content, from reading it once. */
sealed interface ContentDigests {

  /**
   * It was read to its end, and that was where it had to be.
   *
   * @param head its first bytes, each a character
   */
  record Whole(String head, Map<DigestKind, byte[]> digests) implements ContentDigests {}

  /** It was not. */
  record NotWhole(Unscanned why) implements ContentDigests {}

  /** The longest {@link Whole#head()}. */
  int HEAD = 128;

  /**
   * Reads the sample.
   *
   * @param hindrance asked before each block: why not to read on
   */
  static ContentDigests read(
      Sample sample, Set<DigestKind> wanted, Supplier<Optional<Unscanned>> hindrance) {
    Map<DigestKind, MessageDigest> digests = new EnumMap<>(DigestKind.class);
    wanted.forEach(kind -> digests.put(kind, kind.newDigest()));
    String head = "";
    try (InputStream content = sample.open()) {
      byte[] block = new byte[64 * 1024];
      long total = 0;
      int count;
      do {
        Optional<Unscanned> why = hindrance.get();
        if (why.isPresent()) {
          return new NotWhole(why.get());
        }
        count = content.readNBytes(block, 0, block.length);
        update(digests, block, count);
        head = total == 0 ? new String(block, 0, Math.min(count, HEAD), ISO_8859_1) : head;
        total += count;
      } while (count > 0 && total <= sample.size());
      return total == sample.size()
          ? new Whole(head, finished(digests))
          : refused("the file changed while it was read");
    } catch (IOException | UncheckedIOException e) {
      return refused("the file cannot be read: " + e);
    }
  }

  private static void update(Map<DigestKind, MessageDigest> digests, byte[] block, int count) {
    digests.values().forEach(digest -> digest.update(block, 0, count));
  }

  private static Map<DigestKind, byte[]> finished(Map<DigestKind, MessageDigest> digests) {
    Map<DigestKind, byte[]> finished = new EnumMap<>(DigestKind.class);
    digests.forEach((kind, digest) -> finished.put(kind, digest.digest()));
    return finished;
  }

  private static ContentDigests refused(String detail) {
    return new NotWhole(new Unscanned(Reason.REFUSED, detail));
  }
}

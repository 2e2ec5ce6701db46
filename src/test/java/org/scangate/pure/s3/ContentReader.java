package org.scangate.pure.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Verdict;

/**
 * What a scripted scanner says when it shall read every byte, as a scanner does: it finds what has
 * the word evil in its first 64 KiB.
 */
final class ContentReader implements Function<Sample, Verdict> {

  private static final int LOOKED_AT = 64 << 10;

  /** What each was that was read to its end: its size, and its CRC-32. */
  final Map<String, String> read = new ConcurrentHashMap<>();

  /** Called when a sample was read, before its verdict. */
  volatile Consumer<Sample> onRead = sample -> {};

  /** Instead of what it would find. */
  volatile Optional<Verdict> says = Optional.empty();

  @Override
  public Verdict apply(Sample sample) {
    try (InputStream content = sample.open()) {
      byte[] begin = content.readNBytes(LOOKED_AT);
      CRC32 checksum = new CRC32();
      checksum.update(begin);
      long size =
          begin.length
              + content.transferTo(
                  new CheckedOutputStream(OutputStream.nullOutputStream(), checksum));
      read.put(sample.name(), size + " " + checksum.getValue());
      if (size != sample.size()) {
        return new Verdict.Unscanned(Reason.REFUSED, "it has " + size + " bytes");
      }
      onRead.accept(sample);
      if (says.isPresent()) {
        return says.get();
      }
      return new String(begin, StandardCharsets.ISO_8859_1).contains("evil")
          ? new Verdict.Infected("Evil")
          : new Verdict.Clean();
    } catch (IOException e) {
      return new Verdict.Unscanned(Reason.REFUSED, String.valueOf(e.getMessage()));
    }
  }
}

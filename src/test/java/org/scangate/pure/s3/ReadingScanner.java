package org.scangate.pure.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.scangate.scan.Answer;
import org.scangate.scan.Deadline;
import org.scangate.scan.Engine;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Scanner;
import org.scangate.scan.Verdict;

/** Reads every byte, as a scanner does, and finds what has the word evil in its first 64 KiB. */
final class ReadingScanner implements Scanner {

  static final String VERSION = "ClamAV 1.4.6/27811";
  private static final int LOOKED_AT = 64 << 10;

  /** Names of what it was given. */
  final List<String> given = Collections.synchronizedList(new java.util.ArrayList<>());

  /** What each was that was read to its end: its size, and its CRC-32. */
  final Map<String, String> read = new ConcurrentHashMap<>();

  /** Called when a sample was read, before its verdict. */
  volatile Consumer<Sample> onRead = sample -> {};

  volatile boolean ready = true;

  /** Instead of what it would find. */
  volatile Optional<Verdict> says = Optional.empty();

  @Override
  public String name() {
    return "reading";
  }

  @Override
  public Readiness readiness() {
    return ready
        ? Readiness.ready(List.of(), VERSION, OptionalLong.empty())
        : Readiness.not(Reason.UNREACHABLE, "as the test wants it");
  }

  @Override
  public Answer scan(Sample sample, Deadline deadline) {
    given.add(sample.name());
    return Answer.of(verdict(sample), new Engine(name(), "here", VERSION));
  }

  private Verdict verdict(Sample sample) {
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

  @Override
  public void probeNow() {
    // it is as ready as the test says
  }

  @Override
  public void close() {
    // owns nothing
  }
}

package org.scangate.pure.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
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

  /** SHA-256 of all that was read of a sample, in its order, by its name; of whole ones alone. */
  final Map<String, String> read = new ConcurrentHashMap<>();

  /** Called when a sample was read, before its verdict. */
  volatile Consumer<Sample> onRead = sample -> {};

  volatile boolean ready = true;

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
    try (InputStream opened = sample.open();
        DigestInputStream content = new DigestInputStream(opened, sha256())) {
      byte[] begin = content.readNBytes(LOOKED_AT);
      long size = begin.length + content.transferTo(OutputStream.nullOutputStream());
      if (size != sample.size()) {
        return new Verdict.Unscanned(Reason.REFUSED, "it has " + size + " bytes");
      }
      read.put(sample.name(), HexFormat.of().formatHex(content.getMessageDigest().digest()));
      onRead.accept(sample);
      return new String(begin, StandardCharsets.ISO_8859_1).contains("evil")
          ? new Verdict.Infected("Evil")
          : new Verdict.Clean();
    } catch (IOException e) {
      return new Verdict.Unscanned(Reason.REFUSED, String.valueOf(e.getMessage()));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
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

package org.scangate.scanner.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.scangate.scan.DataSize;
import org.scangate.scan.Deadline;
import org.scangate.scan.Eicar;
import org.scangate.scan.Sample;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scanner.EngineClient;
import org.scangate.scanner.Weakness;

/** An engine that finds EICAR anywhere in what it scans, and answers as a test wants. */
final class ScriptedEngine implements EngineClient {

  /** Samples in the order in which they were asked about. */
  final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  volatile String version = "Engine 1/100";
  volatile String saidVersion = "Engine 1/100";
  volatile long limit = Long.MAX_VALUE;

  /** It looks at no more of a file than this. */
  volatile long reads = Long.MAX_VALUE;

  volatile Function<Sample, Optional<Verdict>> script = sample -> Optional.empty();
  volatile boolean closed;

  /** Null: one that cannot be told from the next. */
  volatile String process;

  volatile boolean gone;

  volatile boolean tellsTimeWithLimits;

  /** Of the last question. */
  volatile Deadline last;

  @Override
  public Optional<String> process() {
    return Optional.ofNullable(process);
  }

  @Override
  public boolean tellsTimeWithLimits() {
    return tellsTimeWithLimits;
  }

  @Override
  public boolean gone() {
    return gone;
  }

  @Override
  public String engine() {
    return "the engine";
  }

  @Override
  public String address() {
    return "engine:1";
  }

  @Override
  public Said scan(Sample sample, Deadline deadline) {
    asked.add(sample.name() + " " + sample.size());
    last = deadline;
    return new Said(script.apply(sample).orElseGet(() -> judge(sample)), saidVersion);
  }

  void proper() {
    script = sample -> Optional.empty();
  }

  private Verdict judge(Sample sample) {
    if (sample.size() > limit) {
      return new Clean(); // as engines do
    }
    try (InputStream content = sample.open()) {
      byte[] read = content.readNBytes((int) Math.min(reads, Integer.MAX_VALUE));
      String eicar = new String(Eicar.bytes(), StandardCharsets.ISO_8859_1);
      return new String(read, StandardCharsets.ISO_8859_1).contains(eicar)
          ? new Infected("Eicar")
          : new Clean();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<String> version(Deadline deadline) {
    return Optional.of(version).filter(text -> !text.isEmpty());
  }

  @Override
  public String remedy(Weakness weakness, DataSize limit) {
    return "mend " + weakness;
  }

  @Override
  public void close() {
    closed = true;
  }
}

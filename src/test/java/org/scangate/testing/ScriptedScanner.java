package org.scangate.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.scangate.scan.Answer;
import org.scangate.scan.Deadline;
import org.scangate.scan.Engine;
import org.scangate.scan.Opened;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Scanner;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Unscanned;

/** The tests' one scanner that is none: it answers as a test wants, counts and remembers. */
public final class ScriptedScanner implements Scanner {

  /** A version as clamd tells it. */
  public static final String VERSION = "ClamAV 1.4.6/27811";

  public static final Readiness READY =
      Readiness.ready(List.of(), "Test 1/2", OptionalLong.of(1000));

  /** What it was given, in the order in which it came. */
  public final List<Sample> samples = Collections.synchronizedList(new ArrayList<>());

  /** The names of these. */
  public final List<String> given = Collections.synchronizedList(new ArrayList<>());

  public final List<Deadline> deadlines = Collections.synchronizedList(new ArrayList<>());
  public final AtomicInteger scans = new AtomicInteger();
  public final AtomicInteger inFlight = new AtomicInteger();
  public final AtomicInteger mostInFlight = new AtomicInteger();
  public final AtomicInteger probes = new AtomicInteger();
  public final AtomicInteger closes = new AtomicInteger();
  public volatile Readiness readiness = READY;
  public volatile List<String> keys = List.of();

  /** Called before each answer. */
  public volatile Consumer<Sample> onScan = sample -> {};

  /** Whether what was kept under its keys is what it would say now. */
  public volatile boolean holds = true;

  /** What its proof tells; with its keys, and with what it {@link #says}. */
  public volatile Optional<Opened> opened = Optional.empty();

  /** Whether an engine had the sample, and not only a queue; for {@link #says} alone. */
  public volatile boolean reached = true;

  public volatile String address = "";

  private final String name;
  private volatile String version = "";
  private volatile BiFunction<Sample, Deadline, Answer> script;

  public ScriptedScanner(String name, BiFunction<Sample, Deadline, Answer> script) {
    this.name = name;
    this.script = script;
  }

  public static ScriptedScanner saying(String name, Verdict verdict) {
    return new ScriptedScanner(name, (sample, deadline) -> answer(name, verdict));
  }

  /** One with no limit of its own that finds everything clean. */
  public static ScriptedScanner clean(String name, String version) {
    return judging(name, version, sample -> new Clean());
  }

  /** One with no limit of its own. */
  public static ScriptedScanner judging(
      String name, String version, Function<Sample, Verdict> verdicts) {
    ScriptedScanner scanner = saying(name, new Clean());
    scanner.ready(version);
    scanner.says(verdicts);
    return scanner;
  }

  public static Answer answer(String name, Verdict verdict) {
    return Answer.of(verdict, new Engine(name, "", ""));
  }

  public static Verdict unscanned(Reason reason) {
    return new Unscanned(reason, "as the test wants it");
  }

  /** What it says from now on, as the engine whose version it was last {@link #ready} with. */
  public void says(Function<Sample, Verdict> verdicts) {
    script =
        (sample, deadline) -> {
          Verdict verdict = verdicts.apply(sample);
          String address = reached ? "unix:/" + name : "";
          Engine engine = new Engine(name, address, version);
          return new Answer(verdict, engine, Optional.empty(), false, opened);
        };
  }

  public void says(Verdict verdict) {
    says(sample -> verdict);
  }

  public void ready(String nowWith) {
    version = nowWith;
    readiness = Readiness.ready(List.of(), nowWith, OptionalLong.empty());
  }

  public void notReady() {
    readiness = Readiness.not(Reason.UNREACHABLE, name + " is gone");
  }

  public long timesGiven(String sample) {
    return List.copyOf(given).stream().filter(sample::equals).count();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public Readiness readiness() {
    return readiness;
  }

  @Override
  public Answer scan(Sample sample, Deadline deadline) {
    scans.incrementAndGet();
    samples.add(sample);
    given.add(sample.name());
    deadlines.add(deadline);
    mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    try {
      onScan.accept(sample);
      return script.apply(sample, deadline);
    } finally {
      inFlight.decrementAndGet();
    }
  }

  @Override
  public List<String> cacheKeys() {
    return keys;
  }

  @Override
  public Optional<Held> holds(String cacheKey, Deadline deadline) {
    return holds && keys.contains(cacheKey) ? Optional.of(new Held(opened)) : Optional.empty();
  }

  @Override
  public void probeNow() {
    probes.incrementAndGet();
  }

  @Override
  public void close() {
    closes.incrementAndGet();
  }
}

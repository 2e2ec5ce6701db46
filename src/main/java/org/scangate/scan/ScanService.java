package org.scangate.scan;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import org.scangate.container.ContainerInspector;
import org.scangate.container.ContainerKind;

/**
 * The one door to the scanners: every sample of every entry comes through {@link #scan}, and gets a
 * verdict within the time bound.
 */
public final class ScanService implements AutoCloseable {

  private static final Logger LOG = System.getLogger(ScanService.class.getName());

  /** Looks into containers at once; each takes a processor while it lasts. */
  private static final int MAX_LOOKS = 2 * Runtime.getRuntime().availableProcessors();

  private final List<Scanner> scanners;
  private final VerdictCache cache;
  private final DataSize maxFileSize;
  private final Duration scanTimeout;
  private final Consumer<ScanReport> reports;
  private final ContainerRule containers;
  private final ContentExceptions decided;
  private final ExceptionRule exceptions;
  private final ParallelScan parallel = new ParallelScan();

  /**
   * @param scanners all must say clean; none: nothing is ever clean
   * @param scanTimeout the bound on scans of who brings no rules of its own
   * @param reports hears of every scan, on the scanning thread
   */
  public ScanService(
      List<? extends Scanner> scanners,
      VerdictCache cache,
      DataSize maxFileSize,
      Duration scanTimeout,
      Consumer<ScanReport> reports) {
    this(scanners, cache, maxFileSize, scanTimeout, reports, ContentExceptions.NONE);
  }

  /**
   * The same under what administrators decided.
   *
   * @param exceptions asked after each scan
   */
  public ScanService(
      List<? extends Scanner> scanners,
      VerdictCache cache,
      DataSize maxFileSize,
      Duration scanTimeout,
      Consumer<ScanReport> reports,
      ContentExceptions exceptions) {
    this(
        scanners,
        cache,
        maxFileSize,
        scanTimeout,
        reports,
        exceptions,
        ContainerInspector::inspect);
  }

  /** For tests, which want to see containers where there are none. */
  ScanService(
      List<? extends Scanner> scanners,
      VerdictCache cache,
      DataSize maxFileSize,
      Duration scanTimeout,
      Consumer<ScanReport> reports,
      ContentExceptions exceptions,
      ContainerRule.Inspector inspector) {
    this.scanners = List.copyOf(scanners);
    this.cache = cache;
    this.maxFileSize = maxFileSize;
    this.scanTimeout = scanTimeout;
    this.reports = reports;
    this.decided = exceptions;
    this.exceptions = new ExceptionRule(exceptions);
    this.containers = new ContainerRule(inspector, new Semaphore(MAX_LOOKS, true));
  }

  /** Scans a sample that has wholly arrived. Returns within the scan time-out. */
  public ScanReport scan(Sample sample) {
    return scan(sample, EntryRules.within(scanTimeout));
  }

  /** The same by an entry's rules. */
  public ScanReport scan(Sample sample, EntryRules rules) {
    return scan(sample, rules, rules.deadline());
  }

  /** The same within a bound that others share. */
  public ScanReport scan(Sample sample, EntryRules rules, Deadline deadline) {
    long begun = System.nanoTime();
    List<Answer> answers = new ArrayList<>(scanners.size());
    DigestedSample digested = new DigestedSample(sample);
    ContainerRule.Judgement judgement = judge(digested, rules, deadline, answers);
    if (isReadForItsDigest(judgement.verdict(), rules) || exceptions.concern(sample.size())) {
      digested.read(deadline);
    }
    Verdict verdict =
        exceptions.apply(judgement.verdict(), digested.digest(), sample.size(), answers);
    ScanReport report =
        new ScanReport(
            sample.binding().map(ScanId::bound).orElseGet(ScanId::next),
            sample.name(),
            sample.origin(),
            sample.size(),
            digested.digest(),
            sample.sha1(),
            verdict,
            List.copyOf(answers),
            judgement.packing(),
            Instant.now(),
            Duration.ofNanos(System.nanoTime() - begun));
    publish(report);
    return report;
  }

  /** Where it was found, whoever looks into it asks for its digest first. */
  private static boolean isReadForItsDigest(Verdict verdict, EntryRules rules) {
    return verdict.fold(
        clean -> rules.digest(),
        infected -> true,
        why -> rules.digest() && !why.reason().passes(),
        excepted -> true);
  }

  private void publish(ScanReport report) {
    try {
      reports.accept(report);
    } catch (RuntimeException e) {
      // The verdict stands whoever fails to hear of it.
      LOG.log(Level.ERROR, "a listener failed on scan " + report.id(), e);
    }
  }

  /** What administrators decided on single contents. */
  public ContentExceptions exceptions() {
    return decided;
  }

  /** Whether the scanners would give a true verdict now: by name, in the configured order. */
  public Map<String, Readiness> readiness() {
    Map<String, Readiness> all = new LinkedHashMap<>();
    scanners.forEach(scanner -> all.put(scanner.name(), scanner.readiness()));
    if (all.isEmpty()) {
      all.put("scanner", Readiness.not(Reason.NO_SCANNER, "no scanner is configured"));
    }
    return all;
  }

  /**
   * What counts as scanned by an entry's rules although no scanner opens it: a sentence, or none.
   * While nobody is known to open anything, all that is accepted.
   */
  public List<String> exceptions(EntryRules rules) {
    Set<ContainerKind> unopened = EnumSet.noneOf(ContainerKind.class);
    unopened.addAll(rules.acceptUnopened());
    scanners.forEach(
        scanner ->
            scanner.readiness().opened().ifPresent(opened -> unopened.removeAll(opened.kinds())));
    if (unopened.isEmpty()) {
      return List.of();
    }
    boolean one = unopened.size() == 1;
    return List.of(
        String.join(", ", Opened.words(unopened))
            + (one
                ? " counts as scanned although no scanner opens it"
                : " count as scanned although no scanner opens them")
            + " (scangate.accept-unopened)");
  }

  /**
   * What is clean by all scanners is looked at once more: engines say so of what they pass over.
   */
  private ContainerRule.Judgement judge(
      Sample sample, EntryRules rules, Deadline deadline, List<Answer> answers) {
    Verdict worst = ask(sample, deadline, answers);
    if (!(worst instanceof Verdict.Clean)) {
      return new ContainerRule.Judgement(worst, Packing.NONE);
    }
    try {
      return containers.judge(sample, answers, rules.acceptUnopened(), deadline);
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "looking at what a sample is packed in failed", e);
      return new ContainerRule.Judgement(failed(e), Packing.NONE);
    }
  }

  private Verdict ask(Sample sample, Deadline deadline, List<Answer> answers) {
    if (scanners.isEmpty()) {
      return new Verdict.Unscanned(Reason.NO_SCANNER, "no scanner is configured");
    }
    if (sample.size() > maxFileSize.bytes()) {
      return new Verdict.Unscanned(
          Reason.TOO_LARGE,
          sample.size() + " bytes are more than scangate.max-file-size=" + maxFileSize);
    }
    List<Function<Deadline, Answer>> questions = new ArrayList<>(scanners.size());
    scanners.forEach(scanner -> questions.add(until -> ask(scanner, sample, until)));
    answers.addAll(parallel.ask(questions, deadline));
    Verdict worst =
        answers.size() == scanners.size()
            ? new Verdict.Clean()
            : new Verdict.Unscanned(Reason.REFUSED, "a scanner has not answered");
    for (Answer answer : answers) {
      worst = worst.orWorse(answer.verdict());
    }
    return worst;
  }

  private Answer ask(Scanner scanner, Sample sample, Deadline deadline) {
    try {
      Optional<Answer> known = known(scanner, sample, deadline);
      return known.isPresent() ? known.get() : scanned(scanner, sample, deadline);
    } catch (RuntimeException | Error e) {
      // A fault of ours in a backend, or no memory: the sample must still end as unscanned, in a
      // report.
      LOG.log(Level.ERROR, "scanner " + scanner.name() + " failed on a sample", e);
      return Answer.of(failed(e), new Engine(scanner.name(), "", ""));
    }
  }

  private static Verdict failed(Throwable e) {
    return new Verdict.Unscanned(Reason.REFUSED, "internal error, see the server's log: " + e);
  }

  private Optional<Answer> known(Scanner scanner, Sample sample, Deadline deadline) {
    if (sample.sha256().isEmpty()) {
      return Optional.empty();
    }
    for (String key : scanner.cacheKeys()) {
      Optional<Verdict> verdict = cache.find(cacheKey(sample, key));
      Optional<Scanner.Held> held = verdict.flatMap(kept -> scanner.holds(key, deadline));
      if (held.isPresent()) {
        Engine engine = new Engine(scanner.name(), "", scanner.readiness().version());
        return Optional.of(
            new Answer(verdict.get(), engine, Optional.empty(), true, held.get().opened()));
      }
    }
    return Optional.empty();
  }

  private Answer scanned(Scanner scanner, Sample sample, Deadline deadline) {
    Answer answer = scanner.scan(sample, deadline);
    if (answer.cacheKey().isPresent()
        && sample.sha256().isPresent()
        && mayBeKept(answer.verdict())) {
      cache.keep(cacheKey(sample, answer.cacheKey().get()), answer.verdict());
    }
    return answer;
  }

  private static boolean mayBeKept(Verdict verdict) {
    return verdict.fold(clean -> true, infected -> true, unscanned -> false, excepted -> false);
  }

  /** Ends its threads; the scanners are their owner's. */
  @Override
  public void close() {
    parallel.close();
  }

  private static String cacheKey(Sample sample, String key) {
    return sample.sha256().orElseThrow() + ' ' + key;
  }
}

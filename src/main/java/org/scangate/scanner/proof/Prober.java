package org.scangate.scanner.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scangate.scan.DataSize;
import org.scangate.scan.Deadline;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Verdict;
import org.scangate.scanner.EngineClient;
import org.scangate.scanner.Weakness;

/** Asks a running engine questions whose true answers are known. */
public final class Prober {

  /** Tried first, in a fraction of a second, in bytes. */
  public static final long FIRST_STEP = 16L << 20;

  private final Subject subject;
  private final Bounds bounds;

  /** The engine that is probed. */
  public interface Subject {
    /** {@link EngineClient#engine()}. */
    String engine();

    /** Asks it as a scan would. */
    Verdict ask(Sample sample, Deadline deadline);

    /** Whether it answers at all: what it did not answer in time it was then too slow for. */
    boolean alive() throws InterruptedException;

    /** {@link EngineClient#remedy}. */
    String remedy(Weakness weakness, DataSize limit);
  }

  /**
   * How far a probe goes.
   *
   * @param key of the next, such as {@code scangate.clamd.max-file-size}
   * @param maxFileSize that need not be gone beyond
   * @param patience with a small probe
   * @param scanTimeout with a probe of the limit
   * @param toTheEnd whether what stands last in a file must be found too: of an engine that is no
   *     clamd nobody knows whether it reads on to the end
   */
  public record Bounds(
      String key,
      DataSize maxFileSize,
      Duration patience,
      Duration scanTimeout,
      boolean toTheEnd) {}

  public Prober(Subject subject, Bounds bounds) {
    this.subject = subject;
    this.bounds = bounds;
  }

  /** Shows that it finds what is infected and passes what is not. */
  public void truthful() throws ProbeFailed {
    Verdict clean = ask(ProbeSamples.clean(), bounds.patience());
    if (!(clean instanceof Verdict.Clean)) {
      throw failed("does not call a clean sample clean", clean);
    }
    Verdict eicar = ask(ProbeSamples.eicar(), bounds.patience());
    if (!(eicar instanceof Verdict.Infected)) {
      throw failed("does not find EICAR; is its engine running, are its signatures there?", eicar);
    }
    if (bounds.toTheEnd()) {
      fresh();
    }
  }

  /** EICAR alone may be known to a cache of what was found, which says nothing of the engine. */
  private void fresh() throws ProbeFailed {
    Verdict verdict =
        ask(ProbeSamples.tarWithEicarFirst(ProbeSamples.SMALLEST_TAR), bounds.patience());
    if (verdict instanceof Verdict.Clean) {
      throw noArchives();
    }
    if (!(verdict instanceof Verdict.Infected)) {
      throw failed("does not scan a small tar", verdict);
    }
  }

  private ProbeFailed noArchives() {
    return new ProbeFailed(
        Reason.MISCONFIGURED,
        "%s does not look into archives; %s"
            .formatted(subject.engine(), subject.remedy(Weakness.NO_ARCHIVES, new DataSize(0))));
  }

  /**
   * The largest file that is scanned, up to the configured one.
   *
   * @param before what was proven of the same process; what only takes too long now still holds
   * @throws ProbeFailed when not even a small archive is looked into
   */
  public Limit limit(long before) throws ProbeFailed, InterruptedException {
    long configured = bounds.maxFileSize().bytes();
    Trials trials = new Trials(before);
    long limit = LimitSearch.upTo(Math.max(configured, ProbeSamples.SMALLEST_TAR), trials);
    if (limit > 0) {
      // What is cut off at the end of a tar need not be missed.
      long sure = trials.cutShort ? Math.max(1, limit - ProbeSamples.UNSEEN_END) : limit;
      return new Limit(Math.min(sure, configured), trials.tooSlow, trials.cutShort);
    }
    throw trials.tooSlow
        ? new ProbeFailed(
            Reason.TIMED_OUT, subject.engine() + " scans nothing within scangate.scan-timeout")
        : noArchives();
  }

  /**
   * Whether what was proven still holds: an engine that is restarted may have another limit.
   *
   * @param limit that was proven
   */
  public boolean stillScans(long limit) throws ProbeFailed, InterruptedException {
    return limit < ProbeSamples.SMALLEST_TAR || new Trials(limit).found(limit);
  }

  /**
   * What was proven.
   *
   * @param bytes the largest file that is scanned
   * @param tooSlow whether it was the time bound, and no limit of the engine's, that a larger one
   *     met
   * @param cutShort whether a larger one was scanned, but not to its end
   */
  public record Limit(long bytes, boolean tooSlow, boolean cutShort) {}

  /** Whether files of the first step are scanned, where larger ones are to be tried after it. */
  public boolean scansFirstStep() throws ProbeFailed, InterruptedException {
    return FIRST_STEP < bounds.maxFileSize().bytes() && new Trials(0).found(FIRST_STEP);
  }

  /** What to say as long as no more than the first step is proven. */
  public String soFar() {
    return "%s was just connected to; files larger than %s are not scanned until it is proven to scan them"
        .formatted(subject.engine(), new DataSize(FIRST_STEP));
  }

  private final class Trials implements LimitSearch.Trial {
    private final long before;
    private boolean tooSlow;
    private boolean cutShort;

    Trials(long before) {
      this.before = before;
    }

    @Override
    public boolean found(long size) throws ProbeFailed, InterruptedException {
      boolean first = found(size, ProbeSamples.tarWithEicarFirst(size));
      if (!first || !bounds.toTheEnd() || size < ProbeSamples.SMALLEST_WITH_TWO) {
        return first;
      }
      boolean last = found(size, ProbeSamples.tarWithEicarLast(size));
      cutShort |= !last;
      return last;
    }

    private boolean found(long size, Sample tar) throws ProbeFailed, InterruptedException {
      Verdict verdict = ask(tar, bounds.scanTimeout());
      if (verdict instanceof Verdict.Unscanned unscanned && unscanned.reason().passes()) {
        if (unscanned.reason() != Reason.TIMED_OUT || !subject.alive()) {
          throw failed("broke off while its limit was probed", verdict);
        }
        tooSlow |= size > before;
        return size <= before;
      }
      return verdict instanceof Verdict.Infected;
    }
  }

  /** What the administrator should change, given the limit that was proven. */
  public List<String> advice(Limit proven, List<Weakness> weaknesses) {
    DataSize limit = new DataSize(proven.bytes());
    List<String> advice = new ArrayList<>();
    if (limit.bytes() < bounds.maxFileSize().bytes()) {
      advice.add(proven.tooSlow() ? tooSlow(limit) : raise(limit, proven.cutShort()));
    }
    for (Weakness weakness : weaknesses) {
      Verdict verdict = ask(ProbeSamples.of(weakness, limit.bytes()), bounds.scanTimeout());
      shown(weakness, verdict)
          .ifPresent(what -> advice.add("%s; %s".formatted(what, subject.remedy(weakness, limit))));
    }
    return advice;
  }

  private Optional<String> shown(Weakness weakness, Verdict verdict) {
    if (verdict instanceof Verdict.Clean) {
      return Optional.of("%s says OK to %s".formatted(subject.engine(), weakness.what()));
    }
    boolean leftOut =
        verdict instanceof Verdict.Unscanned unscanned && !unscanned.reason().passes();
    return leftOut && weakness.isType()
        ? Optional.of(
            "%s does not scan files of type %s, so that none is ever OK"
                .formatted(subject.engine(), weakness))
        : Optional.empty();
  }

  private String raise(DataSize limit, boolean cutShort) {
    return "%s scans files only up to %s%s; larger ones are not scanned. %s (or set %s=%s)"
        .formatted(
            subject.engine(),
            limit,
            cutShort ? " to their end" : "",
            cutShort
                ? subject.remedy(Weakness.END_OF_ARCHIVES, bounds.maxFileSize())
                : subject.remedy(Weakness.LIMIT, limit),
            bounds.key(),
            limit);
  }

  private String tooSlow(DataSize limit) {
    return "%s was too slow to scan more than %s within scangate.scan-timeout; larger files are not scanned. It is tried again every minute"
        .formatted(subject.engine(), limit);
  }

  private Verdict ask(Sample sample, Duration patience) {
    return subject.ask(sample, Deadline.in(patience));
  }

  private ProbeFailed failed(String what, Verdict verdict) {
    if (verdict instanceof Verdict.Unscanned unscanned) {
      boolean gone = unscanned.reason() == Reason.UNREACHABLE; // then it has said nothing
      return new ProbeFailed(
          unscanned.reason(),
          gone
              ? unscanned.detail()
              : "%s %s: %s".formatted(subject.engine(), what, unscanned.detail()));
    }
    return new ProbeFailed(Reason.REFUSED, subject.engine() + " " + what);
  }
}

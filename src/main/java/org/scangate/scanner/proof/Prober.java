package org.scangate.scanner.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.scangate.scan.DataSize;
import org.scangate.scan.Deadline;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Verdict;
import org.scangate.scanner.EngineClient;
import org.scangate.scanner.UnscannedException;
import org.scangate.scanner.Weakness;

/** Asks a running engine questions whose true answers are known. */
final class Prober {

  /** Tried first, in a fraction of a second, in bytes. */
  static final long FIRST_STEP = 16L << 20;

  private final EngineClient client;
  private final Bounds bounds;
  private final TimeShown time;

  /** How long the last clean probe of a few bytes took. */
  private Duration smallTook = Duration.ZERO;

  /** Under which EICAR alone was found. */
  private String eicarName = "";

  /**
   * How far a probe goes.
   *
   * @param key of the next, such as {@code scangate.clamd.max-file-size}
   * @param maxFileSize that need not be gone beyond
   * @param patience with a small probe
   * @param scanTimeout with a probe of the limit
   */
  record Bounds(String key, DataSize maxFileSize, Duration patience, Duration scanTimeout) {}

  /** Seen by {@link #advice}: it tells when it ended a scan at its time limit. */
  private boolean tellsLimits;

  Prober(EngineClient client, Bounds bounds, TimeShown time) {
    this.client = client;
    this.bounds = bounds;
    this.time = time;
  }

  /** Shows that it finds what is infected and passes what is not. */
  void truthful() throws UnscannedException {
    TimedSample small = new TimedSample(ProbeSamples.clean());
    Verdict clean = ask(small, bounds.patience());
    smallTook = small.waited();
    if (!(clean instanceof Verdict.Clean)) {
      throw failed("does not call a clean sample clean", clean);
    }
    time.small(smallTook);
    Verdict eicar = ask(ProbeSamples.eicar(), bounds.patience());
    if (!(eicar instanceof Verdict.Infected infected)) {
      throw failed("does not find EICAR; is its engine running, are its signatures there?", eicar);
    }
    eicarName = infected.signature();
    fresh();
  }

  /** EICAR alone may be known to a cache of what was found, which says nothing of the engine. */
  private void fresh() throws UnscannedException {
    Verdict verdict =
        ask(ProbeSamples.tarWithEicarFirst(ProbeSamples.SMALLEST_TAR), bounds.patience());
    if (verdict instanceof Verdict.Clean) {
      throw noArchives();
    }
    if (!isEicar(verdict)) {
      throw failed("does not scan a small tar", verdict);
    }
  }

  /**
   * Only EICAR itself shows that it was looked for, by the name under which it was found alone or
   * another one of its names. That something looks suspicious, or is over a limit, shows nothing.
   */
  private boolean isEicar(Verdict verdict) {
    return verdict instanceof Verdict.Infected infected
        && (infected.signature().equals(eicarName)
            || infected.signature().toLowerCase(Locale.ROOT).contains("eicar"));
  }

  /**
   * Whether EICAR is found in a small file; what it leaves out or cannot read is not opened.
   *
   * @return empty where it did not answer, but does answer other things: it may be busy
   */
  Optional<Boolean> finds(Sample sample) throws UnscannedException {
    Verdict verdict = ask(sample, bounds.patience());
    if (verdict instanceof Verdict.Unscanned unscanned && unscanned.reason().passes()) {
      if (!alive()) {
        throw failed("broke off while it was asked for " + sample.name(), verdict);
      }
      return Optional.empty();
    }
    return Optional.of(isEicar(verdict));
  }

  private UnscannedException noArchives() {
    return new UnscannedException(
        Reason.MISCONFIGURED,
        "%s does not look into archives; %s"
            .formatted(client.engine(), client.remedy(Weakness.NO_ARCHIVES, new DataSize(0))));
  }

  /**
   * The largest file that is scanned, up to the configured one.
   *
   * @param before what was proven of the same process; what only takes too long now still holds
   * @throws UnscannedException when not even a small archive is looked into
   */
  Limit limit(long before) throws UnscannedException, InterruptedException {
    long configured = bounds.maxFileSize().bytes();
    Trials trials = new Trials(before);
    long limit = LimitSearch.upTo(Math.max(configured, ProbeSamples.SMALLEST_TAR), trials);
    if (limit > 0) {
      // What is cut off at the end of a tar need not be missed.
      long sure = trials.cutShort ? Math.max(1, limit - ProbeSamples.UNSEEN_END) : limit;
      return new Limit(Math.min(sure, configured), trials.tooSlow, trials.cutShort, trials.refusal);
    }
    if (!trials.refusal.isEmpty()) {
      throw new UnscannedException(
          Reason.REFUSED, client.engine() + " scans nothing: " + trials.refusal);
    }
    throw trials.tooSlow
        ? new UnscannedException(
            Reason.TIMED_OUT, client.engine() + " scans nothing within scangate.scan-timeout")
        : noArchives();
  }

  /**
   * Looks whether what was proven still holds: an engine that is restarted may have another limit,
   * and its temporary folder may be full.
   *
   * @param limit that was proven
   * @throws UnscannedException when it does not hold
   */
  void stillScans(long limit) throws UnscannedException, InterruptedException {
    Trials trials = new Trials(limit);
    if (limit < ProbeSamples.SMALLEST_TAR || trials.found(limit)) {
      return;
    }
    throw new UnscannedException(
        Reason.UNREACHABLE,
        "%s no longer scans files of %s bytes, as was proven%s; it is tried anew"
            .formatted(
                client.engine(),
                limit,
                trials.refusal.isEmpty() ? "" : " (" + trials.refusal + ")"));
  }

  /**
   * Whether it unpacks so much, which costs little to send; some engines take that for a bomb.
   *
   * @return empty when it does, or only takes too long now; else what is to be told
   */
  Optional<String> failsToUnpack(long limit) throws UnscannedException, InterruptedException {
    Trials trials = new Trials(limit);
    return trials.foundDeflated(limit)
        ? Optional.empty()
        : Optional.of(
            "%s no longer unpacks what it did, a zip with %s in it%s. See to the room in its temporary folder, and to its limits"
                .formatted(
                    client.engine(),
                    new DataSize(limit),
                    trials.refusal.isEmpty() ? "" : " (it says \"" + trials.refusal + "\")"));
  }

  /**
   * What was proven.
   *
   * @param bytes the largest file that is scanned
   * @param tooSlow whether it was the time bound, and no limit of the engine's, that a larger one
   *     met
   * @param cutShort whether a larger one was scanned, but not to its end
   * @param refusal what the engine said to a larger one that it could not scan, such as {@code
   *     clamd: stream: Can't write to file ERROR}; empty when it said nothing
   */
  record Limit(long bytes, boolean tooSlow, boolean cutShort, String refusal) {

    /** Whether it may be more when the engine has less to do, or more room. */
    boolean passes() {
      return tooSlow || !refusal.isEmpty();
    }
  }

  /** Whether files of the first step are scanned, where larger ones are to be tried after it. */
  boolean scansFirstStep() throws UnscannedException, InterruptedException {
    return FIRST_STEP < bounds.maxFileSize().bytes() && new Trials(0).found(FIRST_STEP);
  }

  /** What to say as long as no more than the first step is proven. */
  String soFar() {
    return "%s was just connected to; files larger than %s are not scanned until it is proven to scan them"
        .formatted(client.engine(), new DataSize(FIRST_STEP));
  }

  private final class Trials implements LimitSearch.Trial {
    private final long before;
    private boolean tooSlow;
    private boolean cutShort;

    /** Of the last one: that it was not looked into to its end, which is no false answer. */
    private boolean told;

    /** Of the last one that was not found. */
    private String refusal = "";

    Trials(long before) {
      this.before = before;
    }

    @Override
    public boolean found(long size) throws UnscannedException, InterruptedException {
      boolean first = found(size, ProbeSamples.tarWithEicarFirst(size), false);
      if (!first || size < ProbeSamples.SMALLEST_WITH_TWO) {
        return first;
      }
      boolean last = found(size, ProbeSamples.tarWithEicarLast(size), true) || told;
      cutShort |= !last;
      return last;
    }

    boolean foundDeflated(long size) throws UnscannedException, InterruptedException {
      return found(size, ProbeSamples.deflatedTarWithEicarLast(size), true);
    }

    private boolean found(long size, Sample tar, boolean toItsEnd)
        throws UnscannedException, InterruptedException {
      TimedSample timed = new TimedSample(tar);
      Verdict verdict = ask(timed, bounds.scanTimeout());
      Duration waited = timed.waited();
      told = verdict instanceof Verdict.Unscanned limit && limit.reason() == Reason.LIMIT_EXCEEDED;
      if (verdict instanceof Verdict.Unscanned unscanned && unscanned.reason().passes()) {
        if (unscanned.reason() != Reason.TIMED_OUT || !alive()) {
          throw failed("broke off while its limit was probed", verdict);
        }
        tooSlow |= size > before;
        return size <= before;
      }
      if (isEicar(verdict)) {
        if (toItsEnd) {
          wentOn(waited);
        }
        return true;
      }
      refusal =
          verdict instanceof Verdict.Unscanned unscanned && unscanned.reason() == Reason.REFUSED
              ? unscanned.detail()
              : "";
      return false;
    }
  }

  /** It went on with something to its end; see {@link TimeShown}. */
  private void wentOn(Duration waited) throws UnscannedException {
    if (!time.isLong(waited)) {
      time.found(waited, Duration.ZERO);
      return;
    }
    TimedSample small = new TimedSample(ProbeSamples.clean());
    if (ask(small, bounds.scanTimeout()) instanceof Verdict.Clean) {
      Duration after = small.waited();
      time.found(waited, after.compareTo(smallTook) > 0 ? after : smallTook);
      smallTook = after;
    }
  }

  /** What the administrator should change, given the limit that was proven. */
  List<String> advice(Limit proven) throws UnscannedException {
    DataSize limit = new DataSize(proven.bytes());
    List<String> advice = new ArrayList<>();
    Set<Weakness> seen = EnumSet.noneOf(Weakness.class);
    if (limit.bytes() < bounds.maxFileSize().bytes()) {
      advice.add(lower(proven, limit));
    }
    for (Weakness weakness : client.asked()) {
      if (weakness.shownOnlyWithout().stream().anyMatch(seen::contains)) {
        continue; // its sample cannot tell it from the other one, which was said
      }
      Verdict verdict = ask(ProbeSamples.of(weakness, limit.bytes()), bounds.scanTimeout());
      if (weakness == Weakness.BEYOND_LIMITS) {
        tellsLimits =
            client.tellsTimeWithLimits()
                && verdict instanceof Verdict.Unscanned unscanned
                && unscanned.reason() == Reason.LIMIT_EXCEEDED;
      }
      Optional<String> shown = shown(weakness, verdict);
      if (shown.isPresent()) {
        seen.add(weakness);
        advice.add("%s; %s".formatted(shown.get(), client.remedy(weakness, limit)));
      }
    }
    return advice;
  }

  private Optional<String> shown(Weakness weakness, Verdict verdict) {
    if (verdict instanceof Verdict.Clean) {
      return Optional.of("%s says OK to %s".formatted(client.engine(), weakness.what()));
    }
    boolean leftOut =
        verdict instanceof Verdict.Unscanned unscanned && !unscanned.reason().passes();
    return leftOut && weakness.isType()
        ? Optional.of(
            "%s does not scan files of type %s, so that none is ever OK"
                .formatted(client.engine(), weakness))
        : Optional.empty();
  }

  /** Whether it says so when its own time is over, as was seen by the advice. */
  boolean tellsLimits() {
    return tellsLimits;
  }

  private String lower(Limit proven, DataSize limit) {
    if (proven.tooSlow()) {
      return tooSlow(limit);
    }
    return proven.refusal().isEmpty() ? raise(limit, proven.cutShort()) : refused(proven, limit);
  }

  private String refused(Limit proven, DataSize limit) {
    return "%s scans files only up to %s; to larger ones it says \"%s\". See to what that names, such as room in its temporary folder; it is tried again every minute"
        .formatted(client.engine(), limit, proven.refusal());
  }

  private String raise(DataSize limit, boolean cutShort) {
    return "%s scans files only up to %s%s; larger ones are not scanned. %s (or set %s=%s)"
        .formatted(
            client.engine(),
            limit,
            cutShort ? " to their end" : "",
            cutShort
                ? client.remedy(Weakness.END_OF_ARCHIVES, bounds.maxFileSize())
                : client.remedy(Weakness.LIMIT, limit),
            bounds.key(),
            limit);
  }

  private String tooSlow(DataSize limit) {
    return "%s was too slow to scan more than %s within scangate.scan-timeout; larger files are not scanned. It is tried again every minute"
        .formatted(client.engine(), limit);
  }

  /** Whether it answers at all: what it did not answer in time it was then too slow for. */
  private boolean alive() throws UnscannedException {
    return ask(ProbeSamples.clean(), bounds.patience()) instanceof Verdict.Clean;
  }

  /**
   * @throws UnscannedException when the process that is probed has ended: what answers then is
   *     another one, and nobody waits for either
   */
  private Verdict ask(Sample sample, Duration patience) throws UnscannedException {
    Verdict verdict = client.scan(sample, Deadline.in(patience).unless(client::gone)).verdict();
    if (client.gone()) {
      throw new UnscannedException(Reason.UNREACHABLE, gone(client));
    }
    return verdict;
  }

  static String gone(EngineClient client) {
    return client.engine() + " went away or was restarted";
  }

  private UnscannedException failed(String what, Verdict verdict) {
    if (verdict instanceof Verdict.Unscanned unscanned) {
      boolean gone = unscanned.reason() == Reason.UNREACHABLE; // then it has said nothing
      return new UnscannedException(
          unscanned.reason(),
          gone
              ? unscanned.detail()
              : "%s %s: %s".formatted(client.engine(), what, unscanned.detail()));
    }
    return new UnscannedException(Reason.REFUSED, client.engine() + " " + what);
  }
}

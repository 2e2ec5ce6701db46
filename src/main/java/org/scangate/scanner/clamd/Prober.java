package org.scangate.scanner.clamd;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.scangate.scan.DataSize;
import org.scangate.scan.Deadline;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Verdict;

/** Asks a running clamd questions whose true answers are known. */
final class Prober {

  /** How long a small probe may take. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Tried first, in a fraction of a second, in bytes. */
  static final long FIRST_STEP = 16L << 20;

  private final ClamdSettings settings;
  private final Instream instream;

  Prober(ClamdSettings settings, Instream instream) {
    this.settings = settings;
    this.instream = instream;
  }

  /** Shows that clamd finds what is infected and passes what is not. */
  void truthful(ClamdEndpoint endpoint) throws ProbeFailed {
    Verdict clean = ask(ProbeSamples.clean(), endpoint, PATIENCE);
    if (!(clean instanceof Verdict.Clean)) {
      throw failed(endpoint, "does not call a clean sample clean", clean);
    }
    Verdict eicar = ask(ProbeSamples.eicar(), endpoint, PATIENCE);
    if (!(eicar instanceof Verdict.Infected)) {
      throw failed(endpoint, "does not find EICAR; are its signatures there?", eicar);
    }
  }

  /**
   * The largest file that is scanned, up to the configured one.
   *
   * @param before what was proven of the same process; what only takes too long now still holds
   * @throws ProbeFailed when not even a small archive is looked into
   */
  Limit limit(ClamdEndpoint endpoint, ClamdSession session, long before)
      throws ProbeFailed, InterruptedException {
    long most = Math.max(settings.maxFileSize().bytes(), ProbeSamples.SMALLEST_TAR);
    Trials trials = new Trials(endpoint, session, before);
    long limit = ProvenLimit.upTo(most, trials);
    if (limit == 0) {
      throw trials.tooSlow
          ? new ProbeFailed(
              Reason.TIMED_OUT,
              "clamd at " + endpoint + " scans nothing within scangate.scan-timeout")
          : new ProbeFailed(
              Reason.MISCONFIGURED,
              "clamd at "
                  + endpoint
                  + " does not look into archives; set ScanArchive yes in its clamd.conf");
    }
    return new Limit(Math.min(limit, settings.maxFileSize().bytes()), trials.tooSlow);
  }

  /**
   * What was proven.
   *
   * @param bytes the largest file that is scanned
   * @param tooSlow whether it was the time bound, and no limit of clamd's, that a larger one met
   */
  record Limit(long bytes, boolean tooSlow) {}

  /** Whether files of the first step are scanned, where larger ones are to be tried after it. */
  boolean scansFirstStep(ClamdEndpoint endpoint, ClamdSession session)
      throws ProbeFailed, InterruptedException {
    return FIRST_STEP < settings.maxFileSize().bytes()
        && new Trials(endpoint, session, 0).found(FIRST_STEP);
  }

  private final class Trials implements ProvenLimit.Trial {
    private final ClamdEndpoint endpoint;
    private final ClamdSession session;
    private final long before;
    private boolean tooSlow;

    Trials(ClamdEndpoint endpoint, ClamdSession session, long before) {
      this.endpoint = endpoint;
      this.session = session;
      this.before = before;
    }

    @Override
    public boolean found(long size) throws ProbeFailed, InterruptedException {
      Verdict verdict = ask(ProbeSamples.tarWithEicarFirst(size), endpoint, settings.scanTimeout());
      if (verdict instanceof Verdict.Unscanned unscanned && unscanned.reason().passes()) {
        if (unscanned.reason() != Reason.TIMED_OUT
            || session.version(Deadline.in(PATIENCE)).isEmpty()) {
          throw failed(endpoint, "broke off while its limit was probed", verdict);
        }
        tooSlow |= size > before;
        return size <= before;
      }
      return verdict instanceof Verdict.Infected;
    }
  }

  /** What the administrator should change, given the limit that was proven. */
  List<String> advice(ClamdEndpoint endpoint, Limit proven) {
    long limit = proven.bytes();
    List<String> advice = new ArrayList<>();
    if (limit < settings.maxFileSize().bytes()) {
      advice.add(proven.tooSlow() ? tooSlow(endpoint, limit) : raise(endpoint, limit));
    }
    if (passes(ProbeSamples.tarWithEicarLast(limit), endpoint)) {
      advice.add(
          "clamd at %s says OK to archives that it does not read to their end; set MaxScanSize %s in its clamd.conf and restart it"
              .formatted(endpoint, new DataSize(limit * 4)));
    }
    if (passes(ProbeSamples.nestedZip(), endpoint)) {
      advice.add(
          "clamd at %s says OK to what is beyond its limits; set AlertExceedsMax yes in its clamd.conf and restart it"
              .formatted(endpoint));
    }
    if (passes(ProbeSamples.encryptedZip(), endpoint)) {
      advice.add(
          "clamd at %s says OK to encrypted archives; set AlertEncrypted yes in its clamd.conf and restart it"
              .formatted(endpoint));
    }
    return advice;
  }

  private String raise(ClamdEndpoint endpoint, long limit) {
    return "clamd at %1$s scans files only up to %2$s; larger ones are not scanned. To scan up to %3$s, change these lines of its clamd.conf to StreamMaxLength %3$s, MaxFileSize %3$s and MaxScanSize %4$s (of a line that stands twice it takes the first) and restart it (or set scangate.%5$s.max-file-size=%2$s)"
        .formatted(
            endpoint,
            new DataSize(limit),
            settings.maxFileSize(),
            new DataSize(settings.maxFileSize().bytes() * 4),
            settings.name());
  }

  private String tooSlow(ClamdEndpoint endpoint, long limit) {
    return "clamd at %s was too slow to scan more than %s within scangate.scan-timeout; larger files are not scanned. It is tried again every minute"
        .formatted(endpoint, new DataSize(limit));
  }

  private boolean passes(Sample sample, ClamdEndpoint endpoint) {
    return ask(sample, endpoint, settings.scanTimeout()) instanceof Verdict.Clean;
  }

  private Verdict ask(Sample sample, ClamdEndpoint endpoint, Duration patience) {
    return instream.scan(sample, endpoint, Deadline.in(patience));
  }

  private static ProbeFailed failed(ClamdEndpoint endpoint, String what, Verdict verdict) {
    if (verdict instanceof Verdict.Unscanned unscanned) {
      return new ProbeFailed(
          unscanned.reason(), "clamd at %s %s: %s".formatted(endpoint, what, unscanned.detail()));
    }
    return new ProbeFailed(Reason.REFUSED, "clamd at %s %s".formatted(endpoint, what));
  }
}

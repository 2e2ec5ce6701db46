package org.scangate.scanner.clamd;

import java.util.List;
import java.util.Optional;
import org.scangate.scan.DataSize;
import org.scangate.scan.Deadline;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Verdict;
import org.scangate.scanner.EngineClient;
import org.scangate.scanner.Weakness;

/**
 * Speaks with one clamd process, told from the next by the session that is kept with it: that ends
 * with the process.
 */
final class ClamdClient implements EngineClient {

  private final ClamdSettings settings;
  private final Instream instream;
  private final ByPath byPath;
  private final ClamdProcess process;

  ClamdClient(ClamdSettings settings, Instream instream, ByPath byPath, ClamdProcess process) {
    this.settings = settings;
    this.instream = instream;
    this.byPath = byPath;
    this.process = process;
  }

  @Override
  public String engine() {
    return process.toString();
  }

  @Override
  public String address() {
    return process.endpoint().toString();
  }

  @Override
  public Optional<String> process() {
    return Optional.of(Long.toString(process.session().id()));
  }

  @Override
  public boolean gone() {
    return process.session().over();
  }

  /** By path an answer comes from the proven process itself, by these signatures or newer ones. */
  @Override
  public Said scan(Sample sample, Deadline deadline) {
    Optional<Verdict> read =
        settings.byPath() ? byPath.scan(sample, process, deadline) : Optional.empty();
    return read.map(Said::of)
        .orElseGet(() -> confirmed(instream.scan(sample, process.endpoint(), deadline), deadline));
  }

  /**
   * A clean answer counts only if the clamd that gave it is the one that was proven. It is, when
   * that one still answers on the session which it had before the scan.
   */
  private Said confirmed(Verdict verdict, Deadline deadline) {
    if (verdict instanceof Verdict.Unscanned) {
      return Said.of(verdict);
    }
    Optional<String> version = version(deadline);
    return version.isEmpty() && verdict instanceof Verdict.Clean
        ? Said.of(unconfirmed())
        : new Said(verdict, version.orElse(""));
  }

  private Verdict unconfirmed() {
    return process.session().over()
        ? new Verdict.Unscanned(Reason.UNREACHABLE, process.howItEnded() + " during the scan")
        : new Verdict.Unscanned(
            Reason.TIMED_OUT, engine() + " did not confirm its answer within the time bound");
  }

  @Override
  public Optional<String> version(Deadline deadline) {
    return asked(() -> process.session().version(deadline));
  }

  @Override
  public Optional<String> versionInPassing(Deadline deadline) {
    return asked(() -> process.session().versionInPassing(deadline));
  }

  private static Optional<String> asked(Question question) {
    try {
      return question.ask();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private interface Question {
    Optional<String> ask() throws InterruptedException;
  }

  /** {@code ClamAV 1.4.6/27811/Fri Nov 20 …} without the date. */
  @Override
  public String shown(String version) {
    int slash = version.indexOf('/');
    int second = slash < 0 ? -1 : version.indexOf('/', slash + 1);
    return second < 0 ? version : version.substring(0, second);
  }

  /** A bare {@code ClamAV 1.4.6} does not. */
  @Override
  public boolean tellsSignatures(String version) {
    return version.contains("/");
  }

  /** ClamAV finds EICAR in all of these, while others need not look for it there. */
  @Override
  public List<Weakness> asked() {
    return List.of(
        Weakness.ZIP,
        Weakness.PDF,
        Weakness.OLE2,
        Weakness.MAIL,
        Weakness.HTML,
        Weakness.LARGE_HTML,
        Weakness.BEYOND_LIMITS,
        Weakness.ENCRYPTED);
  }

  /** {@code AlertExceedsMax yes} has it find Heuristics.Limits.Exceeded.MaxScanTime, too. */
  @Override
  public boolean tellsTimeWithLimits() {
    return true;
  }

  @Override
  public String remedy(Weakness weakness, DataSize limit) {
    return switch (weakness) {
      case LIMIT -> raise();
      case NO_ARCHIVES -> "set ScanArchive yes in its clamd.conf";
      case ZIP -> set("ScanArchive yes");
      case PDF -> set("ScanPDF yes");
      case OLE2 -> set("ScanOLE2 yes");
      case HTML -> set("ScanHTML yes");
      case MAIL -> set("ScanMail yes");
      case LARGE_HTML ->
          "set MaxHTMLNormalize %1$s, MaxHTMLNoTags %1$s and MaxScriptNormalize %1$s in its clamd.conf and restart it"
              .formatted(limit);
      case END_OF_ARCHIVES -> set("MaxScanSize " + new DataSize(limit.bytes() * 4));
      case BEYOND_LIMITS -> set("AlertExceedsMax yes");
      case ENCRYPTED -> set("AlertEncrypted yes");
    };
  }

  private static String set(String line) {
    return "set " + line + " in its clamd.conf and restart it";
  }

  private String raise() {
    return "To scan up to %1$s, change these lines of its clamd.conf to StreamMaxLength %1$s, MaxFileSize %1$s and MaxScanSize %2$s (of a line that stands twice it takes the first) and restart it"
        .formatted(settings.maxFileSize(), new DataSize(settings.maxFileSize().bytes() * 4));
  }

  @Override
  public void close() {
    process.session().close();
  }
}

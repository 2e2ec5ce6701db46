package org.scangate.scanner.clamd;

import java.time.Duration;
import java.util.List;
import org.scangate.scan.DataSize;
import org.scangate.scan.Deadline;
import org.scangate.scan.Sample;
import org.scangate.scan.Verdict;
import org.scangate.scanner.Weakness;
import org.scangate.scanner.proof.Prober;

/** One clamd process for the {@link Prober}, and its clamd.conf for the administrator. */
record ProbedClamd(
    ClamdSettings settings, Instream instream, ClamdEndpoint endpoint, ClamdSession session)
    implements Prober.Subject {

  /** How long a small probe may take. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What is asked once the limit is proven. A PDF is a container like any other to clamd. */
  static final List<Weakness> WEAKNESSES =
      List.of(Weakness.END_OF_ARCHIVES, Weakness.BEYOND_LIMITS, Weakness.ENCRYPTED);

  Prober prober() {
    return new Prober(
        this,
        new Prober.Bounds(
            "scangate." + settings.name() + ".max-file-size",
            settings.maxFileSize(),
            PATIENCE,
            settings.scanTimeout(),
            false));
  }

  @Override
  public String engine() {
    return "clamd at " + endpoint;
  }

  @Override
  public Verdict ask(Sample sample, Deadline deadline) {
    return instream.scan(sample, endpoint, deadline);
  }

  @Override
  public boolean alive() throws InterruptedException {
    return session.version(Deadline.in(PATIENCE)).isPresent();
  }

  @Override
  public String remedy(Weakness weakness, DataSize limit) {
    return switch (weakness) {
      case LIMIT -> raise();
      case NO_ARCHIVES -> "set ScanArchive yes in its clamd.conf";
      case ZIP -> set("ScanArchive yes");
      case PDF -> set("ScanPDF yes");
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
}

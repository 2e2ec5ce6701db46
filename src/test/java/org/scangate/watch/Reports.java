package org.scangate.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scangate.scan.Origin;
import org.scangate.scan.Packing;
import org.scangate.scan.Reason;
import org.scangate.scan.ScanId;
import org.scangate.scan.ScanReport;
import org.scangate.scan.Verdict;

/** Reports of scans that nobody has made. */
final class Reports {

  static final Verdict OK = new Verdict.Clean();
  static final Verdict FOUND = new Verdict.Infected("Eicar-Test-Signature");
  static final Verdict BUSY = new Verdict.Unscanned(Reason.BUSY, "all slots are taken");

  private Reports() {}

  /** Of 1000 bytes, in 20 ms. */
  static ScanReport of(String entry, String site, Verdict verdict) {
    return new ScanReport(
        ScanId.next(),
        "a.txt",
        new Origin(entry, site, "a.txt", "7", "192.0.2.7", entry),
        1000,
        Optional.empty(),
        Optional.empty(),
        verdict,
        List.of(),
        Packing.NONE,
        Instant.EPOCH,
        Duration.ofMillis(20));
  }
}

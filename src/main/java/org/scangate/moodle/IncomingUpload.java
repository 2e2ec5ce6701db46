package org.scangate.moodle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.scangate.scan.Origin;
import org.scangate.scan.Packing;
import org.scangate.scan.ScanReport;
import org.scangate.scan.Verdict;

/** An upload on its way, as far as it has come. */
record IncomingUpload(
    UploadForm form, UploadTimeoutStream arriving, long contentLength, Caller caller) {

  /** Scanned by nobody. */
  ScanReport asReport(UUID id, Verdict.Unscanned why) {
    Origin origin = form.origin(caller);
    return new ScanReport(
        id,
        origin.place(),
        origin,
        arriving.received(),
        Optional.empty(),
        Optional.empty(),
        why,
        List.of(),
        Packing.NONE,
        Instant.now(),
        Duration.ZERO);
  }

  @Override
  public String toString() {
    String of = contentLength < 0 ? "" : " of " + contentLength;
    return form.told(caller) + " received=" + arriving.received() + of + " bytes";
  }
}

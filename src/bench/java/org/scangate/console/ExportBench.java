package org.scangate.console;

import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scangate.journal.FilledJournal;
import org.scangate.journal.ScanRecord;
import org.scangate.journal.ScanSearch;

/**
 * How fast a million scans are exported. Memory is shown by the heap that it is run with: it fits
 * into {@code -Xmx256m}, H2 with its cache included.
 */
class ExportBench {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int SCANS = 1_000_000;

  /** H2 takes minutes to fill. */
  private static final int SCANS_IN_H2 = 100_000;

  private static final int CHUNK = 10_000;
  private static final String REST =
      ", size, took_millis, site_id, outcome_id, answers_id, ok, known, personal, sha256, sha1,"
          + " user_id, client, ";
  private static final String FROM_LATEST =
      " from (select * from scan order by at desc limit 1) s, ";

  @ParameterizedTest
  @EnumSource
  void aMillionScans(FilledJournal.In in) throws Exception {
    try (FilledJournal filled = new FilledJournal(in)) {
      filled.write(List.of(FilledJournal.scanWithAll()));
      int scans = in == FilledJournal.In.POSTGRESQL ? SCANS : SCANS_IN_H2;
      for (int i = 0; i < scans; i += CHUNK) {
        String numbers = (i + 1) + ", " + (i + CHUNK);
        filled.change(
            in == FilledJournal.In.POSTGRESQL
                ? "insert into scan select gen_random_uuid(), at - i * interval '1 second'"
                    + REST
                    + "place || i, detail"
                    + FROM_LATEST
                    + "generate_series("
                    + numbers
                    + ") i"
                : "insert into scan select random_uuid(), dateadd(second, -\"X\", at)"
                    + REST
                    + "place || \"X\", detail"
                    + FROM_LATEST
                    + "system_range("
                    + numbers
                    + ")");
      }
      for (ExportFormat format : List.of(ExportFormat.CSV, ExportFormat.NDJSON)) {
        exported(filled, in, format, scans);
      }
    }
  }

  private static void exported(
      FilledJournal filled, FilledJournal.In in, ExportFormat format, int scans) throws Exception {
    ScanSearch all = new ApiParameters(new MultivaluedHashMap<>()).scans();
    long cpu = THREADS.getCurrentThreadCpuTime();
    long begun = System.nanoTime();
    JournalExport<ScanRecord> export =
        JournalExport.begin(
            (after, limit) -> filled.questions().scans(all, after, limit),
            ExportLines.scans(format),
            () -> false,
            new Semaphore(1),
            Optional.empty(),
            Long.MAX_VALUE);
    Counting output = new Counting();
    export.write(output);
    double seconds = Duration.ofNanos(System.nanoTime() - begun).toNanos() / 1e9;
    String row =
        String.format(
            Locale.ROOT,
            "- %s, %s: %.0f scans/s, %.1f µs of CPU a scan here, %.0f bytes a scan, heap of %d MB%n",
            in,
            format,
            scans / seconds,
            (THREADS.getCurrentThreadCpuTime() - cpu) / 1e3 / scans,
            output.bytes / (double) scans,
            Runtime.getRuntime().maxMemory() >> 20);
    Files.createDirectories(Path.of("target"));
    Files.writeString(
        Path.of("target/bench-export.md"),
        row,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** As fast as the fastest client. */
  private static final class Counting extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      bytes += length;
    }
  }
}

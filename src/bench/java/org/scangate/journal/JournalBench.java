package org.scangate.journal;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.journal.JournalFixture.Kind;
import org.scangate.journal.JournalFixture.Scan;
import org.scangate.scan.DataSize;

/**
 * What a record costs: on the thread that scans, and until it is in the database. CPU is that of
 * our threads; what PostgreSQL takes itself comes on top. Medians of three rounds after one to warm
 * up.
 */
class JournalBench {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 3;
  private static final int RECORDS = 50_000;
  private static final int BATCH = 2_000;

  private final List<String> rows = new ArrayList<>();

  @TempDir private Path folder;

  @Test
  void whatARecordCosts() throws Exception {
    for (int threads : new int[] {1, 8}) {
      appended(threads);
    }
    for (Kind kind : Kind.values()) {
      shipped(kind);
    }
    Files.createDirectories(Path.of("target"));
    Files.write(Path.of("target/bench-journal.md"), rows);
  }

  private void appended(int threads) throws Exception {
    List<Double> micros = new ArrayList<>();
    for (int round = 0; round <= ROUNDS; round++) {
      Path own = folder.resolve(threads + "-" + round);
      try (JournalFile file = JournalFile.open(own, DataSize.parse("1G"))) {
        List<Appending> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
          all.add(new Appending(file, RECORDS / threads));
        }
        all.forEach(Thread::start);
        for (Appending one : all) {
          one.join();
        }
        micros.add((all.stream().mapToLong(one -> one.cpu).sum() + own()) / 1e3 / RECORDS);
      }
    }
    row("append, %s threads: %.1f µs of CPU a record", threads, median(micros));
  }

  /** CPU of the journal's own threads, which are those of this round. */
  private static long own() {
    long sum = 0;
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().startsWith("scangate-journal")) {
        sum += Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId()));
      }
    }
    return sum;
  }

  private static final class Appending extends Thread {
    private final JournalFile file;
    private final int count;
    private volatile long cpu;

    Appending(JournalFile file, int count) {
      this.file = file;
      this.count = count;
    }

    @Override
    public void run() {
      for (int i = 0; i < count; i++) {
        file.append(scan(i));
      }
      cpu = THREADS.getCurrentThreadCpuTime();
    }
  }

  private void shipped(Kind kind) throws Exception {
    List<Double> micros = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    try (JournalFixture database = new JournalFixture(kind)) {
      for (int round = 0; round <= ROUNDS; round++) {
        long cpu = THREADS.getCurrentThreadCpuTime();
        long begun = System.nanoTime();
        for (int sent = 0; sent < RECORDS; sent += BATCH) {
          List<JournalRecord> batch = new ArrayList<>(BATCH);
          for (int i = 0; i < BATCH; i++) {
            batch.add(scan(sent + i));
          }
          database.journal.write(batch);
        }
        micros.add((THREADS.getCurrentThreadCpuTime() - cpu) / 1e3 / RECORDS);
        double seconds = Duration.ofNanos(System.nanoTime() - begun).toNanos() / 1e9;
        rates.add(RECORDS / seconds);
      }
      if (kind == Kind.POSTGRESQL) {
        long bytes = database.count("select pg_database_size(current_database())");
        row("%s: %.0f bytes a record", kind, bytes / (1.0 + ROUNDS) / RECORDS);
      }
    }
    row("%s: %.1f µs of CPU a record, %.0f records/s", kind, median(micros), median(rates));
  }

  private static ScanRecord scan(int number) {
    Scan scan = new Scan();
    scan.user = Integer.toString(number % 5_000);
    scan.place = "a file that somebody hands in, " + number + ".pdf";
    return scan.record();
  }

  /** Without the first, in which all was new. */
  private static double median(List<Double> values) {
    List<Double> warm = values.subList(1, values.size()).stream().sorted().toList();
    return warm.get(warm.size() / 2);
  }

  private void row(String text, Object... values) {
    rows.add("- " + String.format(Locale.ROOT, text, values));
  }
}

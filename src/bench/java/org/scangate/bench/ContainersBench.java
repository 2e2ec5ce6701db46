package org.scangate.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.container.ByteArraySource;
import org.scangate.container.ContainerInspector;
import org.scangate.container.Contents;
import org.scangate.scan.DataSize;
import org.scangate.scan.spool.Spool;
import org.scangate.scan.spool.SpooledContent;
import org.scangate.testing.ClamdServer;

/**
 * What it costs to tell what a file is packed in, against what the same upload costs without: the
 * spool, its SHA-256, and a plain clamd. On one thread, in this process, without HTTP.
 */
final class ContainersBench {

  private static final int ROUNDS = 3;
  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;
  private static final long LIMIT = 100L * MIB;
  private static final Duration ROUND = Duration.ofSeconds(2);

  private final List<String> rows = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  @TempDir private Path folder;

  /** What is done again and again. */
  private interface Job {
    void run() throws IOException;
  }

  @Test
  void whatALookCosts() throws IOException {
    try (ClamdServer clamd = ClamdServer.builder().option("DisableCache", "yes").start()) {
      Spool spool = new Spool(new Spool.Settings(folder, new DataSize(MIB), new DataSize(LIMIT)));
      upload(spool, clamd, "10 KB, random", random(10 * KIB));
      upload(spool, clamd, "1 MB, random", random(MIB));
      upload(
          spool, clamd, "1 MB, text", "The quick brown fox. ".repeat(MIB / 21).getBytes(US_ASCII));
      byte[] program = random(MIB);
      program[0] = 'M';
      program[1] = 'Z';
      upload(spool, clamd, "1 MB, a program", program);
      upload(spool, clamd, "1 MB, a zip of 40 members", zip(40, 26 * KIB));
      byte[] large = zip(10_000, 10 * KIB);
      row("100 MB, a zip of 10,000 members", Double.NaN, millis(() -> look(large)), 150);
    }
    String report =
        "| look into | upload without, ms | look, ms | part |\n|---|---|---|---|\n"
            + String.join("\n", rows)
            + '\n';
    System.out.println(report);
    Files.writeString(Path.of("target/bench-containers.md"), report);
    assertEquals(List.of(), failures);
  }

  /** A look may take 0.1 ms of a small upload, and a fiftieth of one of 1 MB. */
  private void upload(Spool spool, ClamdServer clamd, String what, byte[] content)
      throws IOException {
    double without = millis(() -> uploaded(spool, clamd, content));
    double look = millis(() -> look(content));
    row(what, without, look, content.length < MIB / 2 ? 0.1 : without / 50);
  }

  private static void uploaded(Spool spool, ClamdServer clamd, byte[] content) {
    content[content.length - 1]++; // known to no cache
    try (SpooledContent received =
        spool.receive(new ByteArrayInputStream(content), new DataSize(LIMIT))) {
      assertEquals("stream: OK", clamd.direct().scan(content));
      assertEquals(content.length, received.size());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void look(byte[] content) throws IOException {
    Contents contents =
        ContainerInspector.inspect(new ByteArraySource(content), LIMIT, () -> false);
    assertEquals(Optional.empty(), contents.encrypted());
  }

  private void row(String what, double without, double look, double most) {
    String part =
        Double.isNaN(without) ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * look / without);
    rows.add(String.format(Locale.ROOT, "| %s | %.2f | %.3f | %s |", what, without, look, part));
    if (look > most) {
      failures.add(String.format(Locale.ROOT, "%s: %.3f ms, not %.3f", what, look, most));
    }
  }

  /** For each, the median of the rounds; the first is for warming up. */
  private static double millis(Job job) throws IOException {
    double[] rounds = new double[ROUNDS];
    once(job);
    for (int i = 0; i < ROUNDS; i++) {
      rounds[i] = once(job);
    }
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }

  private static double once(Job job) throws IOException {
    long begun = System.nanoTime();
    long count = 0;
    do {
      job.run();
      count++;
    } while (System.nanoTime() - begun < ROUND.toNanos());
    return (System.nanoTime() - begun) / 1e6 / count;
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static byte[] zip(int members, int each) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(zipped)) {
      for (int i = 0; i < members; i++) {
        byte[] member = random(each);
        member[0] = (byte) i;
        zip.putNextEntry(new ZipEntry("member-" + i + ".dat"));
        zip.write(member);
      }
    }
    assertTrue(zipped.size() > 0);
    return zipped.toByteArray();
  }
}

package org.scangate.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scangate.journal.FilledJournal;
import org.scangate.journal.JournalCursor;
import org.scangate.journal.JournalException;
import org.scangate.journal.JournalPage;
import org.scangate.journal.JournalRecord;
import org.scangate.journal.ScanRecord;

class JournalExportTest {

  private static final Instant LAST = Instant.parse("2026-11-15T12:00:00Z");
  private static final int MANY = 2 * JournalExport.PAGE + 7;

  private final Semaphore slots = new Semaphore(1);

  @ParameterizedTest
  @EnumSource
  void eachRecordIsInItOnce(FilledJournal.In in) throws Exception {
    try (FilledJournal filled = new FilledJournal(in)) {
      List<ScanRecord> written = many();
      filled.write(written);
      List<String> lines = lines(written(export(filled, Long.MAX_VALUE)));
      assertEquals(MANY + 1, lines.size());
      assertTrue(lines.get(0).startsWith("id,ended,entry,"), lines.get(0));
      assertEquals(
          written.get(0).id()
              + ",2026-11-15T12:00:00Z,\"moodle\",\"https://moodle.example\",\"'=0.pdf\",\"4711\","
              + "\"192.0.2.7\",1000,\""
              + "ab".repeat(32)
              + "\",\""
              + "cd".repeat(20)
              + "\",\"FOUND\",\"a-reason\",\"Eicar-Signature\",\"in words\",12,false,"
              + "\"clamd (ClamAV 1.4.6/27811) FOUND Eicar-Signature\"",
          lines.get(1));
      assertEquals(
          MANY, lines.stream().skip(1).map(line -> line.substring(0, 36)).distinct().count());
      assertEquals(
          JournalExport.PAGE + 2, lines(written(export(filled, JournalExport.PAGE + 1))).size());
      assertEquals(2, lines(written(export(filled, 1))).size());
      assertEquals(1, slots.availablePermits());
    }
  }

  @Test
  void aLineOfNdjsonIsTheObjectOfAPage() throws Exception {
    List<ScanRecord> all = List.of(FilledJournal.scanWithAll(), FilledJournal.scan(LAST, "=1\n"));
    JournalExport<ScanRecord> export =
        begin(ExportFormat.NDJSON, (after, limit) -> new JournalPage<>(all, Optional.empty()));
    List<String> lines = List.of(written(export).split("\n"));
    assertEquals(2, lines.size());
    for (int i = 0; i < 2; i++) {
      assertEquals(JournalAnswer.scan(all.get(i)).build(), json(lines.get(i)));
    }
  }

  /** Whatever the server makes of the exception: the last line is no record. */
  @ParameterizedTest
  @EnumSource(names = {"CSV", "NDJSON"})
  void aFileThatBreaksOffSaysSoAndThrows(ExportFormat format) throws Exception {
    AtomicInteger pages = new AtomicInteger();
    JournalExport<ScanRecord> export =
        begin(
            format,
            (after, limit) -> {
              if (pages.getAndIncrement() == 1) {
                throw new JournalException("the database \"fell\" over", true);
              }
              return page(FilledJournal.scan(LAST, "a.pdf"));
            });
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    assertThrows(IOException.class, () -> export.write(output));
    List<String> lines = List.of(output.toString(UTF_8).split("\r?\n"));
    String last = lines.get(lines.size() - 1);
    assertTrue(
        last.startsWith(
            format == ExportFormat.CSV
                ? "\"NOT COMPLETE: this export broke off: the database \"\"fell\"\" over\""
                : "{\"error\":\"NOT COMPLETE: this export broke off: the database"),
        last);
    assertTrue(lines.get(lines.size() - 2).contains("a.pdf"), "what was read is there");
    assertEquals(1, slots.availablePermits());
  }

  @Test
  void itEndsWhenTheApplicationIsStopped() throws Exception {
    AtomicInteger pages = new AtomicInteger();
    JournalExport<ScanRecord> export =
        JournalExport.begin(
            (after, limit) -> {
              pages.incrementAndGet();
              return page(FilledJournal.scan(LAST, "a.pdf"));
            },
            ExportLines.scans(ExportFormat.CSV),
            () -> pages.get() == 3,
            slots,
            Optional.empty(),
            Long.MAX_VALUE);
    IOException why = assertThrows(IOException.class, () -> written(export));
    assertTrue(why.getMessage().endsWith("Scangate is being stopped"), why.getMessage());
    assertEquals(3, pages.get());
  }

  @Test
  void whatIsWrongBeforeTheFirstLineIsSaidAndHoldsNoSlot() throws Exception {
    JournalExport.Pages<ScanRecord> none =
        (after, limit) -> {
          throw new JournalException("down", true);
        };
    assertThrows(JournalException.class, () -> begin(ExportFormat.CSV, none));
    JournalExport.Pages<ScanRecord> one = (after, limit) -> page(FilledJournal.scanWithAll());
    JournalExport<ScanRecord> first = begin(ExportFormat.CSV, one);
    assertThrows(JournalException.class, () -> begin(ExportFormat.CSV, one), "one is begun");
    first.give();
    JournalExport<ScanRecord> second = begin(ExportFormat.CSV, one);
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("the client has gone");
          }
        };
    assertThrows(IOException.class, () -> second.write(gone));
    assertEquals(1, slots.availablePermits());
  }

  /** One page is in memory at a time: what was written can be collected. */
  @Test
  void aPageIsReadWhenTheOneBeforeIsWritten() throws Exception {
    AtomicInteger ahead = new AtomicInteger();
    JournalExport<ScanRecord> export =
        begin(
            ExportFormat.NDJSON,
            (after, limit) -> {
              assertFalse(ahead.incrementAndGet() > 1 && after.isEmpty());
              return after.isPresent() && ahead.get() > 50
                  ? new JournalPage<>(List.of(), Optional.empty())
                  : page(FilledJournal.scan(LAST, "a.pdf"));
            });
    written(export);
    assertEquals(51, ahead.get());
  }

  private JournalExport<ScanRecord> export(FilledJournal filled, long limit)
      throws JournalException {
    ApiParameters all = new ApiParameters(new MultivaluedHashMap<>());
    return JournalExport.begin(
        (after, size) -> filled.questions().scans(all.scans(), after, size),
        ExportLines.scans(ExportFormat.CSV),
        () -> false,
        slots,
        Optional.empty(),
        limit);
  }

  private JournalExport<ScanRecord> begin(
      ExportFormat format, JournalExport.Pages<ScanRecord> pages) throws JournalException {
    return JournalExport.begin(
        pages, ExportLines.scans(format), () -> false, slots, Optional.empty(), Long.MAX_VALUE);
  }

  private static JournalPage<ScanRecord> page(ScanRecord scan) {
    return new JournalPage<>(List.of(scan), Optional.of(new JournalCursor(scan.at(), scan.id())));
  }

  private static List<ScanRecord> many() {
    List<ScanRecord> many = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      many.add(FilledJournal.scan(LAST.minus(Duration.ofMillis(i)), "=" + i + ".pdf"));
    }
    return many;
  }

  private static String written(JournalExport<? extends JournalRecord> export) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    export.write(output);
    return output.toString(UTF_8);
  }

  private static List<String> lines(String csv) {
    return List.of(csv.split("\r\n"));
  }

  private static JsonObject json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}

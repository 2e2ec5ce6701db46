package org.scangate.console;

import jakarta.json.Json;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.scangate.journal.EventRecord;
import org.scangate.journal.ScanRecord;

/**
 * How records of one kind are written, a line each.
 *
 * @param head the first line, or empty
 * @param line one record's
 * @param broken the last line of a file that is not complete, from why
 */
record ExportLines<T>(String head, Function<T, String> line, Function<String, String> broken) {

  static final String NOT_COMPLETE = "NOT COMPLETE: this export broke off: ";

  private static final String SCAN_COLUMNS =
      "id,ended,entry,site,place,user,client,size,sha256,sha1,verdict,reason,signature,detail,"
          + "took_ms,known,scanners\r\n";
  private static final String EVENT_COLUMNS = "id,at,kind,who,what,detail\r\n";

  static ExportLines<ScanRecord> scans(ExportFormat format) {
    return format == ExportFormat.CSV
        ? csv(SCAN_COLUMNS, ExportLines::csv)
        : ndjson(scan -> JournalAnswer.scan(scan).build().toString() + "\n");
  }

  static ExportLines<EventRecord> events(ExportFormat format) {
    return format == ExportFormat.CSV
        ? csv(EVENT_COLUMNS, ExportLines::csv)
        : ndjson(event -> JournalAnswer.event(event).build().toString() + "\n");
  }

  private static <T> ExportLines<T> csv(String head, Function<T, String> line) {
    return new ExportLines<>(head, line, why -> new CsvLine().text(NOT_COMPLETE + why).end());
  }

  private static <T> ExportLines<T> ndjson(Function<T, String> line) {
    return new ExportLines<>(
        "",
        line,
        why ->
            Json.createObjectBuilder().add("error", NOT_COMPLETE + why).build().toString() + "\n");
  }

  private static String csv(ScanRecord scan) {
    return new CsvLine()
        .plain(scan.id())
        .plain(scan.at())
        .text(scan.entry())
        .text(scan.site())
        .text(scan.place())
        .text(scan.user())
        .text(scan.client())
        .plain(scan.size())
        .text(scan.sha256())
        .text(scan.sha1())
        .text(scan.verdict())
        .text(scan.reason())
        .text(scan.signature())
        .text(scan.detail())
        .plain(scan.tookMillis())
        .plain(scan.known())
        .text(scan.answers().stream().map(ExportLines::words).collect(Collectors.joining(", ")))
        .end();
  }

  /** Such as {@code clamd (ClamAV 1.4.6/27811) FOUND Eicar-Signature}. */
  private static String words(ScanRecord.ScannerAnswer answer) {
    String what = answer.what().isEmpty() ? "" : " " + answer.what();
    return answer.scanner() + " (" + answer.version() + ") " + answer.verdict() + what;
  }

  private static String csv(EventRecord event) {
    return new CsvLine()
        .plain(event.id())
        .plain(event.at())
        .text(event.kind())
        .text(event.who())
        .text(event.what())
        .text(event.detail())
        .end();
  }
}

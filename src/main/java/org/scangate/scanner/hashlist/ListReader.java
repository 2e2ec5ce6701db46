package org.scangate.scanner.hashlist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** Reads one list, whatever its form: each line tells. */
final class ListReader {

  /** How far a field in quotes may reach; beyond that, its quote was a mistake. */
  private static final int MAX_JOINED = 100;

  private final ListBuilder builder;
  private final int file;
  private final ListReport report;
  private final LineReader lines;

  private final HexDigest digest = new HexDigest();
  private final PlainLine plain = new PlainLine(digest);
  private final BsdLine bsd = new BsdLine(digest);
  private final CsvFields fields = new CsvFields();
  private final CsvRow row = new CsvRow(fields, digest);
  private Optional<CsvColumns> columns = Optional.empty();

  private ListReader(InputStream content, int file, ListBuilder builder, ListReport report)
      throws IOException {
    this.lines = new LineReader(content);
    this.file = file;
    this.builder = builder;
    this.report = report;
  }

  /**
   * Adds what the list has.
   *
   * @param file the list's number, for names of entries without one
   */
  static ListReport read(Path path, int file, ListBuilder builder) throws IOException {
    ListReport report = new ListReport(path);
    try (InputStream content = ListContent.open(path)) {
      new ListReader(content, file, builder, report).read();
    }
    return report;
  }

  private void read() throws IOException {
    while (lines.next()) {
      int from = firstVisible(lines.from(), lines.to());
      if (from < lines.to() && !isUnderstood(from)) {
        report.malformed(lines);
      }
    }
  }

  private int firstVisible(int start, int end) {
    int at = start;
    while (at < end && (lines.bytes()[at] == ' ' || lines.bytes()[at] == '\t')) {
      at++;
    }
    return at;
  }

  private boolean isUnderstood(int from) {
    if (lines.bytes()[from] == '#') {
      isHeader(from + 1, true);
      return true;
    }
    if (lines.tooLong()) {
      return false;
    }
    boolean understood = columns.isPresent() ? isRow(from, columns.get()) : isPlain(from);
    return understood || isHeader(from, false);
  }

  private boolean isHeader(int from, boolean inComment) {
    Optional<CsvColumns> header = CsvColumns.ofHeader(lines.bytes(), from, lines.to(), inComment);
    columns = header.or(() -> columns);
    return header.isPresent();
  }

  private boolean isPlain(int from) {
    if (plain.read(lines.bytes(), from, lines.to())) {
      add(plain.nameFrom(), plain.nameTo());
      return true;
    }
    if (bsd.read(lines.bytes(), from, lines.to())) {
      add(bsd.nameFrom(), bsd.nameTo());
      return true;
    }
    return false;
  }

  private boolean isRow(int from, CsvColumns header) {
    cut(from, header.separator());
    CsvRow.Meaning meaning = row.read(header);
    if (meaning == CsvRow.Meaning.DIGEST) {
      addNamed(header);
      return true;
    }
    if (mayBePlain(header) && isPlain(from)) {
      return true;
    }
    if (meaning == CsvRow.Meaning.OTHER) {
      report.other();
    }
    return meaning == CsvRow.Meaning.OTHER;
  }

  /** A comment that looks like a header may be none. */
  private boolean mayBePlain(CsvColumns header) {
    return header.inComment() || fields.count() == 1;
  }

  /** Where quotes are out of order, a line is cut alone, so that it does not take others along. */
  private void cut(int from, byte separator) {
    CsvFields.Cut cut = fields.cut(lines.bytes(), from, lines.to(), separator);
    int joined = 0;
    while (cut == CsvFields.Cut.OPEN && joined < MAX_JOINED && lines.join()) {
      cut = fields.cut(lines.bytes(), from, lines.to(), separator);
      joined++;
    }
    if (cut != CsvFields.Cut.WHOLE && joined > 0) {
      lines.split();
      fields.cut(lines.bytes(), from, lines.to(), separator);
    }
  }

  private void addNamed(CsvColumns header) {
    int name = header.name().orElse(fields.count());
    boolean named = name < fields.count() && !fields.blank(name);
    add(named ? fields.from(name) : 0, named ? fields.to(name) : 0);
  }

  private void add(int nameFrom, int nameTo) {
    int to = nameTo;
    while (to > nameFrom && lines.bytes()[to - 1] <= ' ' && lines.bytes()[to - 1] >= 0) {
      to--;
    }
    builder.add(digest, builder.names().number(lines.bytes(), nameFrom, to, file));
    report.digest();
  }
}

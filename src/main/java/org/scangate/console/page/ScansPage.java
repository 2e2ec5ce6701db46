package org.scangate.console.page;

import gg.jte.html.HtmlTemplateOutput;
import java.util.Map;
import java.util.Optional;
import org.scangate.console.ApiParameters;
import org.scangate.console.ConsoleParts;
import org.scangate.journal.JournalCursor;
import org.scangate.journal.JournalException;
import org.scangate.journal.JournalPage;
import org.scangate.journal.ScanRecord;
import org.scangate.journal.ScanSearch;

/** The journal's search. */
final class ScansPage implements ConsolePage {

  private final ConsoleParts parts;

  ScansPage(ConsoleParts parts) {
    this.parts = parts;
  }

  @Override
  public void show(PageRequest request, HtmlTemplateOutput output) throws JournalException {
    ApiParameters asked = request.parameters();
    ScanSearch search = ScanFilter.allowed(asked.scans(), request.frame().personal());
    ScanList view = list(parts, "scans", request, search, asked.all(asked.cursor()));
    JtescansGenerated.render(output, null, request.titled("Scans"), view);
  }

  static ScanList list(
      ConsoleParts parts,
      String page,
      PageRequest request,
      ScanSearch search,
      Optional<JournalCursor> cursor)
      throws JournalException {
    JournalPage<ScanRecord> found = parts.journal().find(search, cursor, PageRequest.LINES);
    boolean personal = request.frame().personal();
    ScanFilter filter = ScanFilter.of(request);
    return new ScanList(
        page,
        filter,
        found.records().stream().map(scan -> ScanFilter.shown(scan, personal)).toList(),
        page.equals("findings")
            ? parts.journal().findings().of(found.records().stream().map(ScanRecord::id).toList())
            : Map.of(),
        found.next().map(next -> filter.with("cursor", next.text())),
        cursor.map(JournalCursor::text).orElse(""));
  }
}

package org.scangate.console.page;

import gg.jte.html.HtmlTemplateOutput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scangate.console.ApiParameters;
import org.scangate.console.ConsoleParts;
import org.scangate.journal.JournalException;
import org.scangate.journal.ScanSearch;

/** What was found infected or not scanned, and who has seen to it. */
final class FindingsPage implements ConsolePage {

  private final ConsoleParts parts;

  FindingsPage(ConsoleParts parts) {
    this.parts = parts;
  }

  @Override
  public void show(PageRequest request, HtmlTemplateOutput output) throws JournalException {
    Map<String, List<String>> sent = new LinkedHashMap<>(request.sent());
    sent.putIfAbsent("verdict", List.of(ScanSearch.NOT_OK));
    sent.putIfAbsent("entry", List.of(ScanSearch.NO_CANARY));
    PageRequest findings = new PageRequest(request.frame(), request.rest(), sent);
    ApiParameters asked = findings.parameters();
    ScanSearch search = ScanFilter.allowed(asked.scans(), request.frame().personal());
    if (search.verdict().filter("OK"::equals).isPresent()) {
      throw new IllegalArgumentException(
          "What is OK is no finding: verdict is FOUND, UNSCANNED or NOT-OK");
    }
    ScanList view = ScansPage.list(parts, "findings", findings, search, asked.all(asked.cursor()));
    JtefindingsGenerated.render(output, null, request.titled("Findings"), view);
  }
}

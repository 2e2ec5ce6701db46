package org.scangate.console.page;

import gg.jte.html.HtmlTemplateOutput;
import org.scangate.console.ConsoleParts;
import org.scangate.journal.AlertOutbox;
import org.scangate.journal.JournalException;

/** What people were told, and how silent sites and stores are. */
final class AlertsPage implements ConsolePage {

  private final ConsoleParts parts;

  AlertsPage(ConsoleParts parts) {
    this.parts = parts;
  }

  @Override
  public void show(PageRequest request, HtmlTemplateOutput output) throws JournalException {
    request.parameters().all("");
    AlertOutbox outbox = parts.journal().alerts();
    AlertsView view =
        new AlertsView(
            parts.alerts().channels(),
            outbox.latest(PageRequest.LINES),
            outbox.acknowledgements(request.now()),
            parts.silence().statuses());
    JtealertsGenerated.render(output, null, request.titled("Alerts"), view);
  }
}

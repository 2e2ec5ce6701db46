package org.scangate.console.page;

import gg.jte.html.HtmlTemplateOutput;
import org.scangate.console.ConsoleParts;

/** What is tried again and again, the whole way. */
final class CanariesPage implements ConsolePage {

  private final ConsoleParts parts;

  CanariesPage(ConsoleParts parts) {
    this.parts = parts;
  }

  @Override
  public void show(PageRequest request, HtmlTemplateOutput output) {
    request.parameters().all("");
    JtecanariesGenerated.render(
        output,
        null,
        request.titled("Canaries"),
        parts.canaries().statuses(),
        parts.canaries().proofs());
  }
}

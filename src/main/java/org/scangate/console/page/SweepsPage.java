package org.scangate.console.page;

import gg.jte.html.HtmlTemplateOutput;
import org.scangate.console.ConsoleParts;

/** How each store's sweep is, live, and what can be done to it. */
final class SweepsPage implements ConsolePage {

  private final ConsoleParts parts;

  SweepsPage(ConsoleParts parts) {
    this.parts = parts;
  }

  @Override
  public void show(PageRequest request, HtmlTemplateOutput output) {
    request.parameters().all("");
    JtesweepsGenerated.render(output, null, request.titled("Sweeps"), parts.sweeps().views());
  }
}

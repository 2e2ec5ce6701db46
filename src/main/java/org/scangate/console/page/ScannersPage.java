package org.scangate.console.page;

import gg.jte.html.HtmlTemplateOutput;
import org.scangate.console.ConsoleParts;

/** What each scanner was shown to do, and what it does. */
final class ScannersPage implements ConsolePage {

  private final ConsoleParts parts;

  ScannersPage(ConsoleParts parts) {
    this.parts = parts;
  }

  @Override
  public void show(PageRequest request, HtmlTemplateOutput output) {
    request.parameters().all("");
    JtescannersGenerated.render(
        output, null, request.titled("Scanners"), parts.scanners(), parts.readiness().get());
  }
}

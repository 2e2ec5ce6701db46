package org.scangate.console.page;

import gg.jte.html.HtmlTemplateOutput;
import org.scangate.console.ConsoleParts;

/** Every key with its value, as it is in force. */
final class SettingsPage implements ConsolePage {

  private final ConsoleParts parts;

  SettingsPage(ConsoleParts parts) {
    this.parts = parts;
  }

  @Override
  public void show(PageRequest request, HtmlTemplateOutput output) {
    request.parameters().all("");
    JtesettingsGenerated.render(output, null, request.titled("Settings"), parts.settings());
  }
}

package org.scangate.console.page;

import gg.jte.html.HtmlTemplateOutput;
import java.util.Comparator;
import java.util.List;
import org.scangate.console.ConsoleParts;
import org.scangate.watch.check.CheckStatus;

/** What every check said last, the worst first. */
final class ChecksPage implements ConsolePage {

  private final ConsoleParts parts;

  ChecksPage(ConsoleParts parts) {
    this.parts = parts;
  }

  @Override
  public void show(PageRequest request, HtmlTemplateOutput output) {
    request.parameters().all("");
    List<CheckStatus> statuses =
        parts.checks().statuses().stream()
            .sorted(Comparator.comparing(CheckStatus::state).reversed())
            .toList();
    JtechecksGenerated.render(output, null, request.titled("Checks"), statuses);
  }

  /** The class of a state's colour. */
  static String level(CheckStatus status) {
    return switch (status.state()) {
      case NOT_APPLICABLE -> "none";
      case OK -> "ok";
      case WARNING -> "warning";
      case ERROR -> "error";
    };
  }

  /** The page of the help that explains it, such as {@code help/operate/checks#spool}. */
  static String help(CheckStatus status) {
    return "help/" + status.result().page().replaceFirst("\\.html(?=#|$)", "");
  }
}

package org.scangate.console.page;

import gg.jte.html.HtmlTemplateOutput;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.scangate.console.ApiParameters;
import org.scangate.console.ConsoleParts;
import org.scangate.console.access.LoggedIn;
import org.scangate.journal.EventRecord;
import org.scangate.journal.EventSearch;
import org.scangate.journal.JournalException;
import org.scangate.journal.JournalPage;

/** Who did what, and all else that happened around the scans. */
final class ActsPage implements ConsolePage {

  private final ConsoleParts parts;
  private final Supplier<List<LoggedIn>> people;

  ActsPage(ConsoleParts parts, Supplier<List<LoggedIn>> people) {
    this.parts = parts;
    this.people = people;
  }

  @Override
  public void show(PageRequest request, HtmlTemplateOutput output) throws JournalException {
    ApiParameters asked = request.parameters();
    boolean all = asked.text("all").isPresent();
    Optional<String> kind = asked.text("kind");
    EventSearch search = new EventSearch(kind, asked.time("from"), asked.time("to"));
    var cursor = asked.all(asked.cursor());
    JournalPage<EventRecord> found =
        all
            ? parts
                .journal()
                .events(search.kind(), search.from(), search.to(), cursor, PageRequest.LINES)
            : parts.api().questions().acts(search, cursor, PageRequest.LINES);
    StringBuilder same = new StringBuilder();
    for (String name : new String[] {"all", "kind", "from", "to"}) {
      String value = request.text(name);
      if (!value.isEmpty()) {
        same.append(name).append('=').append(Show.url(value)).append('&');
      }
    }
    JteactsGenerated.render(
        output,
        null,
        request.titled("Acts and events"),
        found.records(),
        found.next().map(next -> same + "cursor=" + Show.url(next.text())).orElse(""),
        request.text("kind"),
        all,
        request.frame().isAdmin() ? people.get() : List.of());
  }
}

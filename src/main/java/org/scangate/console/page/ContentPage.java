package org.scangate.console.page;

import gg.jte.html.HtmlTemplateOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scangate.console.ConsoleParts;
import org.scangate.journal.ContentHash;
import org.scangate.journal.ContentHistory;
import org.scangate.journal.ExceptionRecord;
import org.scangate.journal.JournalException;

/** All of one content, and what was decided on it. */
final class ContentPage implements ConsolePage {

  private static final int PLACES = 200;

  private final ConsoleParts parts;

  ContentPage(ConsoleParts parts) {
    this.parts = parts;
  }

  @Override
  public void show(PageRequest request, HtmlTemplateOutput output)
      throws JournalException, NotThere {
    request.parameters().all("");
    ContentHash hash = hash(request.rest());
    Optional<ContentHistory> found = parts.api().questions().content(hash, PLACES);
    List<ExceptionRecord> exceptions = new ArrayList<>();
    if (found.isPresent()) {
      for (String one : found.get().sha256()) {
        exceptions.addAll(parts.journal().exceptions().of(one));
      }
    } else if (hash.isSha256()) {
      exceptions.addAll(parts.journal().exceptions().of(hash.hexadecimal()));
    }
    ContentView view = new ContentView(hash.hexadecimal(), found, exceptions, request.now());
    JtecontentGenerated.render(output, null, request.titled("Content"), view);
  }

  private static ContentHash hash(String text) throws NotThere {
    try {
      return new ContentHash(text);
    } catch (IllegalArgumentException e) {
      throw new NotThere("A content is named by " + ContentHash.RIGHT);
    }
  }
}

package org.scangate.console.page;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scangate.journal.ContentHistory;
import org.scangate.journal.ExceptionRecord;

/**
 * All that is known of one content.
 *
 * @param hash by which it was asked for
 * @param history empty: no scan of it is in the database
 * @param exceptions that there ever were on it, the latest first
 */
public record ContentView(
    String hash, Optional<ContentHistory> history, List<ExceptionRecord> exceptions, Instant now) {

  public ContentView {
    exceptions = List.copyOf(exceptions);
  }

  /** The one content that can be decided on; empty: it is not clear which. */
  public Optional<String> decidable() {
    return history
        .filter(one -> one.sha256().size() == 1 && one.smallest() == one.largest())
        .map(one -> one.sha256().get(0));
  }

  public boolean holds(ExceptionRecord exception) {
    return exception.holds(now);
  }
}

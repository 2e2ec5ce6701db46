package org.scangate.journal;

import java.util.List;
import java.util.Optional;

/**
 * A part of what was found, the latest first.
 *
 * @param next where to go on; empty: that was all
 */
public record JournalPage<T extends JournalRecord>(List<T> records, Optional<JournalCursor> next) {

  public JournalPage {
    records = List.copyOf(records);
  }
}

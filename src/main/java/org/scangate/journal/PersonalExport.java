package org.scangate.journal;

import java.util.List;
import java.util.Optional;

/** What is held of one person, a page at a time, so that however much it is fits into memory. */
public final class PersonalExport {

  private final List<ScanRecord> setAside;
  private final Pages pages;
  private JournalPage<ScanRecord> current;

  /** Reads on in the database. */
  interface Pages {
    JournalPage<ScanRecord> after(Optional<JournalCursor> last) throws JournalException;
  }

  PersonalExport(List<ScanRecord> setAside, JournalPage<ScanRecord> first, Pages pages) {
    this.setAside = List.copyOf(setAside);
    this.current = first;
    this.pages = pages;
  }

  /** From the file of records that the database refuses. */
  public List<ScanRecord> setAside() {
    return setAside;
  }

  /**
   * Scans of the database; nobody has them any more after that.
   *
   * @return empty: that was all
   */
  public List<ScanRecord> next() throws JournalException {
    List<ScanRecord> records = current.records();
    current =
        current.next().isPresent()
            ? pages.after(current.next())
            : new JournalPage<>(List.of(), Optional.empty());
    return records;
  }
}

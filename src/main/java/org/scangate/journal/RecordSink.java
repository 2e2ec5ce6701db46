package org.scangate.journal;

import java.util.List;

/** Where records end up. One thread writes. */
public interface RecordSink extends AutoCloseable {

  /**
   * Writes them all in one transaction, each once by its id, whatever of them is there already.
   *
   * @throws JournalException nothing of the batch was kept, or nobody knows; {@link
   *     JournalException#passes()} tells whether to try again with the same batch later, or to
   *     halve it until the record that can never be taken is alone
   */
  void write(List<JournalRecord> records) throws JournalException;

  /**
   * Makes safe what was written: it survives the process being killed. Asked before the local file
   * is removed that has it too.
   */
  default void flush() throws JournalException {}

  /**
   * Purges what has been kept long enough: some of it, so that it does not take long.
   *
   * @return whether there is more
   */
  default boolean tidy() throws JournalException {
    return false;
  }

  /** Records as they may be kept: of whom was erased since, nothing personal is in them. */
  default List<JournalRecord> erased(List<JournalRecord> records) throws JournalException {
    return records;
  }

  @Override
  void close();
}

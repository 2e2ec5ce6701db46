package org.scangate.watch.alert;

import org.scangate.journal.AlertRecord;

/** A way to tell somebody. One thread sends at a time. */
interface AlertChannel extends AutoCloseable {

  /** As it stands in the journal, such as {@code mail}. */
  String name();

  /**
   * Sends one, in bounded time; the same alert bears the same id each time.
   *
   * @return what the other side answered, in words
   * @throws AlertNotSent it has not taken it, or nobody knows
   */
  String send(AlertRecord alert) throws AlertNotSent;

  /** What is on its way is broken off. */
  @Override
  void close();
}

package org.scangate.pure;

import java.time.Duration;

/**
 * Where Pure keeps its files and reads their verdicts. Remembers what was visited, but no list of
 * all files.
 */
public interface Store extends AutoCloseable {

  /** As in logs and JMX: {@code local}. */
  String name();

  /** Whether there is anything to walk through, by the settings as they are now. */
  boolean configured();

  /** What it is configured to be now; equal as long as nothing changes. */
  Object configuration();

  /**
   * Shows files to the visitor, one after the other, on the calling thread. What cannot be read is
   * told to the visitor and passed over. Walks of different scopes may go on at the same time, each
   * on a thread of its own; never two of one scope. What a walk that was ended did not come to, is
   * visited by the next one.
   *
   * @throws InterruptedException when the thread was interrupted, or the visitor wants no more
   */
  void walk(Scope scope, Visitor visitor) throws InterruptedException;

  /**
   * Shows all files below a place, or the one that lies there; beside whatever walks go on, and
   * without a change to what those remember.
   *
   * @param place as in {@link StoredFile#place}: a folder, a file, or what keys in a bucket begin
   *     with, such as {@code /mnt/pure/ab} or {@code bucket/2024/}; empty: everything
   * @return false when it is no place in this store
   */
  default boolean walkBelow(String place, Visitor visitor) throws InterruptedException {
    return false;
  }

  /**
   * A walk has ended, and so has what it had scanned. Never called while a walk of {@link
   * Scope#CHANGES} goes on; nor for one of those that took place while one of {@link Scope#ALL}
   * went on: what it left makes that one incomplete.
   *
   * @param complete whether nothing was left but what {@link StoredFile#revisit} was called for;
   *     else the next walk of {@link Scope#ALL} shows the same again
   */
  default void ended(Scope scope, boolean complete) {}

  /** Whether others tell it of changes, so that a walk of {@link Scope#TOLD} is worth it. */
  default boolean isTold() {
    return false;
  }

  /**
   * Whether a walk of {@link Scope#CHANGES} shows what changed, and nothing that lies beside it.
   */
  default boolean showsChangesAlone() {
    return false;
  }

  /** Whether an administrator can vouch for its verdicts ({@link StoredFile#vouch}). */
  default boolean canVouch() {
    return false;
  }

  /** More than one where looking at a file, and writing its verdict, waits for the network. */
  default int threadsForEachScan() {
    return 1;
  }

  /** How long before it is due a verdict is renewed, since it may be shown again only late. */
  default Duration early(Duration rescanAfter) {
    return Duration.ZERO;
  }

  /** A provider's name as this store can keep it. */
  default String asKept(String provider) {
    return provider;
  }

  /** Ends what a walk or a scan waits for, with an error: nothing is read or written any more. */
  default void breakOff() {}

  /** Gives up what it holds; a walk in progress ends with an error. */
  @Override
  void close();
}

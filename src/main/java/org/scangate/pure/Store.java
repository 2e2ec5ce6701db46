package org.scangate.pure;

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
   * told to the visitor and passed over. A visitor may begin a walk of either scope within a walk
   * of {@link Scope#ALL}. What a walk that was ended did not come to, is visited by the next one.
   *
   * @throws InterruptedException when the thread was interrupted, or the visitor wants no more
   */
  void walk(Scope scope, Visitor visitor) throws InterruptedException;

  /** Gives up what it holds; a walk in progress ends with an error. */
  @Override
  void close();
}

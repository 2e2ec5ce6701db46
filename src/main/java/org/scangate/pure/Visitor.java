package org.scangate.pure;

import java.time.Instant;

/** Who is shown the files of a store. */
public interface Visitor {

  /**
   * A file. It may be used until this returns, or, after {@link StoredFile#hold}, until {@link
   * StoredFile#release}.
   *
   * @throws InterruptedException to end the walk
   */
  void visit(StoredFile file) throws InterruptedException;

  /**
   * Called now and then, also where there are no files: for what must be done meanwhile.
   *
   * @throws InterruptedException to end the walk
   */
  void goesOn() throws InterruptedException;

  /** Whether a walk that can go on later where it was, should end for now. */
  default boolean enough() {
    return false;
  }

  /**
   * Whether the verdict of a file of this size is to be read, although nothing shows that either
   * changed; for stores that read verdicts only where something shows it.
   */
  default boolean wantsVerdict(long size) {
    return false;
  }

  /**
   * Something could not be read, and was passed over.
   *
   * @param what such as {@code /mnt/pure/ab}
   * @param why for an administrator
   */
  void failed(String what, String why);

  /**
   * A verdict without a file. Only in a walk of {@link Scope#ALL}.
   *
   * @param since its file has been gone at least since then, as far as is known
   * @return whether the store shall delete it
   */
  boolean orphan(String what, Instant since);

  /** Whether the store may write and delete: not in a dry run. */
  boolean mayWrite();
}

package org.scangate.journal;

/**
 * The journal could not be written or read. Its message says what failed, on what and what to do,
 * and never holds a password.
 */
public final class JournalException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean passes;

  /**
   * @param passes the database is down, locked, slow, full or read-only: the same again later may
   *     well succeed. Else never: a record or a schema that the database cannot take
   */
  public JournalException(String message, boolean passes, Throwable cause) {
    super(message, cause);
    this.passes = passes;
  }

  public JournalException(String message, boolean passes) {
    this(message, passes, null);
  }

  /** Whether the same may succeed later, without anything here being changed. */
  public boolean passes() {
    return passes;
  }
}

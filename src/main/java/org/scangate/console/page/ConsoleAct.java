package org.scangate.console.page;

import org.scangate.console.access.Role;
import org.scangate.journal.JournalException;

/**
 * Something that people do.
 *
 * @param role that it takes
 * @param doing what it does
 */
record ConsoleAct(Role role, Doing doing) {

  /** What it does. */
  @FunctionalInterface
  interface Doing {

    /**
     * @return what came of it, a sentence for who did it
     * @throws IllegalArgumentException saying what is wrong with the form, and what is right
     */
    String run(Form form) throws JournalException;
  }
}

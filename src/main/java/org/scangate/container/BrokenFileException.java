package org.scangate.container;

/**
 * A file is not what its first bytes say, or ends too early, or is too much to look through. It has
 * no stack trace: nobody sees it, and broken files come by the thousand.
 */
final class BrokenFileException extends Exception {

  private static final long serialVersionUID = 1;

  BrokenFileException() {
    super("broken file", null, false, false);
  }
}

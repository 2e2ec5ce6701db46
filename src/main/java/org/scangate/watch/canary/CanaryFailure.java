package org.scangate.watch.canary;

/** Not all was as it should be: the message is a sentence that says what, and what is right. */
final class CanaryFailure extends Exception {

  private static final long serialVersionUID = 1L;

  CanaryFailure(String message) {
    super(message);
  }

  CanaryFailure(String message, Throwable cause) {
    super(message, cause);
  }
}

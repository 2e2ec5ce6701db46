package org.scangate.watch.alert;

/** The message says why, for an administrator, and has no secret in it. */
final class AlertNotSent extends Exception {

  private static final long serialVersionUID = 1;

  AlertNotSent(String why) {
    super(why);
  }

  AlertNotSent(String why, Throwable cause) {
    super(why, cause);
  }
}

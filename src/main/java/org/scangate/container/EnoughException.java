package org.scangate.container;

import java.io.IOException;

/** A look ends before its end, since it costs too much. It is nobody's but the package's own. */
final class EnoughException extends IOException {

  private static final long serialVersionUID = 1;

  EnoughException() {
    super("enough was looked at");
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this; // such files may come by the thousand
  }
}

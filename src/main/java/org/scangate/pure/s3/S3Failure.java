package org.scangate.pure.s3;

import java.io.IOException;

/** The service did not do what it was asked for; the message is for an administrator. */
final class S3Failure extends IOException {

  private static final long serialVersionUID = 1;

  /** What kind of trouble. */
  enum Kind {
    /** There is no such object, or version, any more. */
    GONE,
    /** It is another one by now. */
    CHANGED,
    /** It may be better in a minute. */
    PASSES,
    /** Somebody must change something. */
    STAYS
  }

  private final Kind kind;

  S3Failure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  S3Failure(Kind kind, String message) {
    this(kind, message, null);
  }

  /** Whether the object of before is not there any more. */
  boolean isGone() {
    return kind == Kind.GONE || kind == Kind.CHANGED;
  }

  boolean passes() {
    return kind == Kind.PASSES;
  }
}

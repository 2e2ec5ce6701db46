package org.scangate.scan;

import java.util.Locale;

/**
 * Why a sample has no verdict. A new reason also touches {@code RemoteVerdict} (the compiler asks),
 * {@link #ofTheSample} if it is nobody's verdict on a file, and the page reference/reasons.
 */
public enum Reason {
  /** The scanner is not there, or broke off. */
  UNREACHABLE(true),
  /** No answer within the time bound. */
  TIMED_OUT(true),
  /** Every slot of the scanner was taken for the whole time bound. */
  BUSY(true),
  /** The upload could not be kept until its scan: spool full, read-only or broken. */
  SPOOL_FULL(true),
  /** Larger than what may be sent, or than what the scanner is proven to scan. */
  TOO_LARGE(false),
  /** Encrypted, so the scanner could not look inside. */
  ENCRYPTED(false),
  /** No scanner was shown to open what it is packed in. */
  NOT_OPENED(false),
  /** A limit of the scanner (recursion, number of members, time) ended its scan early. */
  LIMIT_EXCEEDED(false),
  /** The scanner answered that it will not or cannot scan this sample. */
  REFUSED(false),
  /** A wrong configuration; nothing is scanned until it is mended. */
  MISCONFIGURED(false),
  /** No scanner is configured. */
  NO_SCANNER(false);

  private final boolean passes;

  Reason(boolean passes) {
    this.passes = passes;
  }

  /** Whether it passes by itself, so that trying again later makes sense. */
  public boolean passes() {
    return passes;
  }

  /** Whether it says something of the sample, rather than of Scangate's own configuration. */
  public boolean ofTheSample() {
    return this != MISCONFIGURED && this != NO_SCANNER;
  }

  /** As it is written in configuration keys and answers: lower case with dashes. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

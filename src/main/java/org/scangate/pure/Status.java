package org.scangate.pure;

/** What Pure is told of a file ({@code ANTIVIRUS_STATUS}). It opens a file only on {@link #OK}. */
public enum Status {
  OK,
  FOUND,
  /** It cannot be scanned as things are. Pure shows Pending. */
  UNSCANNED,
  /** It changed after its verdict, and waits for another. */
  PENDING
}

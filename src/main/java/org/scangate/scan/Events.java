package org.scangate.scan;

/**
 * Hears of what happens around scans. Called on the thread that it happens on: whoever hears of it
 * does not hold that up, and throws nothing.
 */
@FunctionalInterface
public interface Events {

  /** Hears nothing. */
  Events NONE = (kind, who, what, detail) -> {};

  /**
   * Something happened.
   *
   * @param kind lower case with dashes, such as {@code scanner-not-ready}
   * @param who the operator; empty: nobody did it
   * @param what it happened to, such as a scanner or a store
   * @param detail in words, for an administrator; no secrets, nobody's personal data
   */
  void event(String kind, String who, String what, String detail);
}

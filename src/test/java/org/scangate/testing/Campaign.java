package org.scangate.testing;

/**
 * Tests that repeat something until chance has had its say. {@code mvn -Plong verify} runs them at
 * their full length; without it they are the same tests with a smaller count.
 */
public final class Campaign {

  private static final boolean LONG = Boolean.getBoolean("scangate.long");

  private Campaign() {}

  /** How often, or how much. */
  public static int count(int reduced, int full) {
    return LONG ? full : reduced;
  }

  /** The same for sizes. */
  public static long size(long reduced, long full) {
    return LONG ? full : reduced;
  }
}

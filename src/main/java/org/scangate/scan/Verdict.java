package org.scangate.scan;

import static java.util.Objects.requireNonNull;

/** What is known of a sample after it was, or could not be, scanned. */
public sealed interface Verdict {

  /** Every scanner was given every byte and answered exactly "clean". */
  record Clean() implements Verdict {}

  /**
   * A scanner found something.
   *
   * @param signature the signature's name, as the scanner tells it
   */
  record Infected(String signature) implements Verdict {
    public Infected {
      requireNonNull(signature);
    }
  }

  /**
   * There is no verdict: the sample may be anything.
   *
   * @param detail what failed, on what, and what to do, for an administrator
   */
  record Unscanned(Reason reason, String detail) implements Verdict {
    public Unscanned {
      requireNonNull(reason);
      requireNonNull(detail);
    }
  }

  /** Infected beats Unscanned beats Clean; of two equals this one stays. */
  default Verdict orWorse(Verdict other) {
    return rank(other) > rank(this) ? other : this;
  }

  private static int rank(Verdict verdict) {
    if (verdict instanceof Clean) {
      return 0;
    }
    return verdict instanceof Infected ? 2 : 1;
  }
}

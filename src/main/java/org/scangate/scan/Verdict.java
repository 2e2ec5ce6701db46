package org.scangate.scan;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What is known of a sample after it was, or could not be, scanned. */
public sealed interface Verdict {

  /**
   * What this is, by one function for each case. A case more is a parameter more: the compiler then
   * names whoever does not know it yet. A plain {@code instanceof} is left where the answer to a
   * new case is surely "no".
   */
  <T> T fold(
      Function<? super Clean, ? extends T> onClean,
      Function<? super Infected, ? extends T> onInfected,
      Function<? super Unscanned, ? extends T> onUnscanned,
      Function<? super Excepted, ? extends T> onExcepted);

  /**
   * Every scanner was given every byte and answered exactly "clean".
   *
   * @param acceptedUnopened kinds of containers in it that no scanner opens, and that count as
   *     scanned by the administrator's explicit exception ({@code scangate.accept-unopened});
   *     usually empty, in the order of the alphabet
   */
  record Clean(Set<String> acceptedUnopened) implements Verdict {
    public Clean {
      acceptedUnopened = Collections.unmodifiableSortedSet(new TreeSet<>(acceptedUnopened));
    }

    /** Without any exception. */
    public Clean() {
      this(Set.of());
    }

    @Override
    public <T> T fold(
        Function<? super Clean, ? extends T> onClean,
        Function<? super Infected, ? extends T> onInfected,
        Function<? super Unscanned, ? extends T> onUnscanned,
        Function<? super Excepted, ? extends T> onExcepted) {
      return onClean.apply(this);
    }
  }

  /**
   * A scanner found something.
   *
   * @param signature the signature's name, as the scanner tells it
   */
  record Infected(String signature) implements Verdict {
    public Infected {
      requireNonNull(signature);
    }

    @Override
    public <T> T fold(
        Function<? super Clean, ? extends T> onClean,
        Function<? super Infected, ? extends T> onInfected,
        Function<? super Unscanned, ? extends T> onUnscanned,
        Function<? super Excepted, ? extends T> onExcepted) {
      return onInfected.apply(this);
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

    @Override
    public <T> T fold(
        Function<? super Clean, ? extends T> onClean,
        Function<? super Infected, ? extends T> onInfected,
        Function<? super Unscanned, ? extends T> onUnscanned,
        Function<? super Excepted, ? extends T> onExcepted) {
      return onUnscanned.apply(this);
    }
  }

  /**
   * An administrator allows this content, whatever was found in it or could not be opened. It
   * counts as clean, and names the exception wherever it shows.
   *
   * @param before as the scanners had it; of those that stay
   */
  record Excepted(Verdict before, ContentException by) implements Verdict {
    public Excepted {
      requireNonNull(before);
      requireNonNull(by);
    }

    /** {@code FOUND Eicar-Test-Signature}, {@code UNSCANNED encrypted}. */
    public String beforeInWords() {
      return before.fold(
          clean -> "OK",
          infected -> "FOUND " + infected.signature(),
          unscanned -> "UNSCANNED " + unscanned.reason().key(),
          excepted -> excepted.beforeInWords());
    }

    @Override
    public <T> T fold(
        Function<? super Clean, ? extends T> onClean,
        Function<? super Infected, ? extends T> onInfected,
        Function<? super Unscanned, ? extends T> onUnscanned,
        Function<? super Excepted, ? extends T> onExcepted) {
      return onExcepted.apply(this);
    }
  }

  /** Infected beats Unscanned beats Excepted beats Clean; of two equals this one stays. */
  default Verdict orWorse(Verdict other) {
    return rank(other) > rank(this) ? other : this;
  }

  private static int rank(Verdict verdict) {
    return verdict.fold(clean -> 0, infected -> 3, unscanned -> 2, excepted -> 1);
  }
}

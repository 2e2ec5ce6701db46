package org.scangate.scan.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Who guesses tokens: an address that has sent five wrong ones within a minute is not looked at for
 * the rest of it. No thread is held for that, and the memory for it is bounded.
 *
 * <p>An address that has sent a right one within the hour is always looked at: a guesser behind the
 * same proxy must not shut Moodle out, which would accept its files unscanned.
 */
public final class FailedTokens {

  private static final int MAX_FAILURES = 5;
  private static final int MAX_ADDRESSES = 10_000;
  private static final long WINDOW = TimeUnit.MINUTES.toNanos(1);
  private static final long TRUST = TimeUnit.HOURS.toNanos(1);

  private final LongSupplier nanoTime;
  private final Map<String, Attempts> byNetwork =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Attempts> eldest) {
          return size() > MAX_ADDRESSES;
        }
      };

  /** Of one address, or of one network of IPv6, of which a client has as many as it likes. */
  private static final class Attempts {
    private int failures;
    private long begun;
    private boolean succeeded;
    private long success;
  }

  /**
   * Knows of none.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  public FailedTokens(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Whether what it sends is not looked at now. */
  public synchronized boolean shut(String client) {
    Attempts attempts = byNetwork.get(AddressRange.network(client));
    if (attempts == null) {
      return false;
    }
    long now = nanoTime.getAsLong();
    boolean trusted = attempts.succeeded && now - attempts.success < TRUST;
    return !trusted && attempts.failures >= MAX_FAILURES && now - attempts.begun < WINDOW;
  }

  /** It has sent a wrong one. */
  public synchronized void failed(String client) {
    Attempts attempts = of(client);
    long now = nanoTime.getAsLong();
    if (attempts.failures == 0 || now - attempts.begun >= WINDOW) {
      attempts.failures = 0;
      attempts.begun = now;
    }
    attempts.failures++;
  }

  /** It has sent a right one. */
  public synchronized void succeeded(String client) {
    Attempts attempts = of(client);
    attempts.succeeded = true;
    attempts.success = nanoTime.getAsLong();
  }

  /**
   * Whether a client has sent a right one, which is remembered either way.
   *
   * @param right asked only where it is looked at
   */
  public boolean isRight(String client, BooleanSupplier right) {
    if (shut(client)) {
      return false;
    }
    boolean known = right.getAsBoolean();
    if (known) {
      succeeded(client);
    } else {
      failed(client);
    }
    return known;
  }

  private Attempts of(String client) {
    return byNetwork.computeIfAbsent(AddressRange.network(client), any -> new Attempts());
  }
}

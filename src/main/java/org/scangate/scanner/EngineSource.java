package org.scangate.scanner;

import java.time.Duration;

/**
 * Where an engine is found, and found again in another process after a restart. Safe for use by
 * many threads.
 */
public interface EngineSource extends AutoCloseable {

  /** For sentences before it was found, such as {@code clamd}. */
  String engine();

  /** Where it is looked for, as far as that is one place; empty: it is not. No secrets. */
  default String address() {
    return "";
  }

  /**
   * Makes contact with a running engine.
   *
   * @param patience with each place where it may be
   * @param onEnd called when it is noticed to be gone, on any thread
   * @throws UnscannedException when there is none
   */
  EngineClient find(Duration patience, Runnable onEnd) throws UnscannedException;

  /** What was found is asked no more. */
  void release(EngineClient found);

  /** Ends all connections, threads and processes; scans in flight end as unscanned. */
  @Override
  void close();

  /** One that is always there, whatever process answers for it. */
  static EngineSource of(EngineClient client) {
    return new EngineSource() {
      @Override
      public String engine() {
        return client.engine();
      }

      @Override
      public String address() {
        return client.address();
      }

      @Override
      public EngineClient find(Duration patience, Runnable onEnd) {
        return client;
      }

      @Override
      public void release(EngineClient found) {
        // it is used for the next proof, too
      }

      @Override
      public void close() {
        client.close();
      }
    };
  }
}

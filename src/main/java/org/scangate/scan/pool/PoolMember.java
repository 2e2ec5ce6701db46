package org.scangate.scan.pool;

import java.time.Duration;
import java.util.Optional;
import org.scangate.scan.Answer;
import org.scangate.scan.Outage;
import org.scangate.scan.Readiness;
import org.scangate.scan.Scanner;

/**
 * One scanner of a pool and its slots. What is counted is guarded by the lock of {@link SlotQueue}.
 */
final class PoolMember {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private final Scanner scanner;
  private final int configuredSlots;
  private final CircuitBreaker breaker = new CircuitBreaker(FIRST_PAUSE);
  private int inFlight;
  private int background;

  PoolMember(Scanner scanner, int slots) {
    this.scanner = scanner;
    this.configuredSlots = slots;
  }

  Scanner scanner() {
    return scanner;
  }

  Readiness readiness() {
    breaker.shown(scanner.shown());
    return breaker.readiness(scanner.readiness());
  }

  MemberStatus status() {
    return new MemberStatus(scanner.address(), readiness(), scanner.signatures());
  }

  Optional<Outage> outage(long size) {
    return scanner.outage(size);
  }

  /** That it is spared now, where it is proven for the size. */
  Optional<Outage> spared(long size) {
    Readiness own = scanner.readiness();
    boolean suits = own.limit().isEmpty() || own.limit().getAsLong() >= size;
    return own.ready() && suits ? breaker.outage() : Optional.empty();
  }

  /** Whether a scan just broke off, and no probe has begun since that could show why. */
  boolean inDoubt(long brokeOff) {
    long shown = scanner.shown();
    return shown != 0
        && shown - brokeOff <= 0
        && System.nanoTime() - brokeOff < Outages.REFUSED.toNanos();
  }

  int inFlight() {
    return inFlight;
  }

  /** As configured, or fewer if the scanner takes fewer at once. */
  private int slots() {
    return Math.min(configuredSlots, scanner.maxConcurrentScans());
  }

  boolean hasRoom() {
    return readiness().ready() && inFlight < (breaker.onTrial() ? 1 : slots());
  }

  /**
   * Whether the background may have a slot although somebody waits in the foreground: one, so that
   * a sweep always goes on a little, and never the only one.
   */
  boolean owesOneToTheBackground() {
    return background < Math.min(1, slots() / 2) && hasRoom();
  }

  void heard(Answer answer) {
    breaker.heard(answer);
  }

  void take(SlotRequest by) {
    inFlight++;
    background += by.background() ? 1 : 0;
  }

  void giveBack(SlotRequest by) {
    inFlight--;
    background -= by.background() ? 1 : 0;
  }
}

package org.scangate.pure.sweep;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time, and so much more as a test says. */
public final class SettableClock extends Clock {

  private volatile Duration ahead = Duration.ZERO;

  /** Puts it forward, or back. */
  public void move(Duration by) {
    ahead = ahead.plus(by);
  }

  /** Puts it forward to when it will be this time of the day, and the time goes on from there. */
  public void forwardTo(LocalTime time) {
    Duration until = Duration.between(instant().atOffset(ZoneOffset.UTC).toLocalTime(), time);
    move(until.isNegative() ? until.plusDays(1) : until);
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("nobody asks for it");
  }
}

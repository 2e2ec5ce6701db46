package org.scangate.pure.local;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.scangate.pure.VerdictFreshness;

/** How a {@code .bin} and its {@code .av} stand to each other, from their attributes alone. */
final class FreshnessCheck {

  /** What folders held open can set of a time (JDK 17 to 25: {@code futimes}, not in nanos). */
  private static final long MICRO = TimeUnit.MICROSECONDS.toNanos(1);

  /** Of file systems: each of their dates is a multiple of it. */
  private static final long[] GRAINS = {
    MICRO, TimeUnit.MILLISECONDS.toNanos(1), TimeUnit.SECONDS.toNanos(1), StoreClock.GRAIN
  };

  private FreshnessCheck() {}

  /**
   * @param verdict null: there is none
   * @param now by the {@link StoreClock}
   */
  static VerdictFreshness of(BinFileState file, BasicFileAttributes verdict, long now) {
    if (verdict == null || !verdict.isRegularFile() || verdict.size() == 0) {
      return VerdictFreshness.MISSING;
    }
    long written = BinFileState.nanos(verdict.lastModifiedTime());
    if (written > now + StoreClock.GRAIN) {
      return inTheFuture(written, file);
    }
    if (written > file.changed()) {
      // Whatever was written to the file later has changed it later. Its date of modification says
      // no more: that can be set to any time.
      return VerdictFreshness.CURRENT;
    }
    return file.modified() < written ? VerdictFreshness.TOUCHED : VerdictFreshness.CHANGED;
  }

  /**
   * The date of a verdict on a file that was proven to be so: the first moment after its last
   * change, so that any other change is later than the verdict.
   */
  static long proven(BinFileState file) {
    return micros(file.changed()) + MICRO;
  }

  /** The same where the file system keeps that date no later than the change. */
  static long provenCoarsely(BinFileState file) {
    return micros(file.changed() + StoreClock.GRAIN);
  }

  /**
   * The date of a verdict that shall not count: before all of the file's. In whole seconds: before
   * 1970 the JDK can't set others.
   */
  static long neverCurrent(BinFileState file) {
    long oldest = Math.min(file.modified(), file.changed());
    return TimeUnit.SECONDS.toNanos(Math.floorDiv(oldest, TimeUnit.SECONDS.toNanos(1)) - 1);
  }

  /**
   * A clock is wrong, or was. What we published is as good as ever; of anything else it shows only
   * that it must be scanned again. A store must not be blocked because its server began with a
   * wrong clock.
   */
  private static VerdictFreshness inTheFuture(long written, BinFileState file) {
    if (isAsPublished(written, file)) {
      return VerdictFreshness.CURRENT;
    }
    return written == neverCurrent(file) ? VerdictFreshness.CHANGED : VerdictFreshness.TOUCHED;
  }

  /** Exactly so, as far as the file system keeps it: nobody else gives it this date by chance. */
  private static boolean isAsPublished(long written, BinFileState file) {
    if (written == proven(file)) {
      return true;
    }
    long coarse = provenCoarsely(file);
    for (long grain : GRAINS) {
      if (written == floor(coarse, grain)) {
        return true;
      }
    }
    return false;
  }

  private static long micros(long nanos) {
    return floor(nanos, MICRO);
  }

  private static long floor(long nanos, long grain) {
    return Math.floorDiv(nanos, grain) * grain;
  }
}

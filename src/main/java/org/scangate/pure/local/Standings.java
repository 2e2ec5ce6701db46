package org.scangate.pure.local;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.scangate.pure.Standing;

/** How a {@code .bin} and its {@code .av} stand to each other, from their attributes alone. */
final class Standings {

  /** What folders held open can set of a time (JDK 17 to 25: {@code futimes}, not in nanos). */
  private static final long MICRO = TimeUnit.MICROSECONDS.toNanos(1);

  private Standings() {}

  /**
   * @param verdict null: there is none
   * @param now by the {@link StoreClock}
   */
  static Standing of(FileState file, BasicFileAttributes verdict, long now) {
    if (verdict == null || !verdict.isRegularFile() || verdict.size() == 0) {
      return Standing.MISSING;
    }
    long written = FileState.nanos(verdict.lastModifiedTime());
    if (written > now + StoreClock.GRAIN) {
      return isAsPublished(written, file) ? Standing.CURRENT : Standing.CHANGED;
    }
    if (written > file.changed()) {
      // Whatever was written to the file later has changed it later. Its date of modification says
      // no more: that can be set to any time.
      return Standing.CURRENT;
    }
    return file.modified() < written ? Standing.TOUCHED : Standing.CHANGED;
  }

  /**
   * The date of a verdict on a file that is dated in the future, since the clock was put back: the
   * first moment after the file's.
   */
  static long publishedInThePast(FileState file) {
    return micros(newest(file)) + MICRO;
  }

  /**
   * The date of a verdict that shall not count: before all of the file's. In whole seconds: before
   * 1970 the JDK can't set others.
   */
  static long neverCurrent(FileState file) {
    long oldest = Math.min(file.modified(), file.changed());
    return TimeUnit.SECONDS.toNanos(Math.floorDiv(oldest, TimeUnit.SECONDS.toNanos(1)) - 1);
  }

  /** Exactly so, as far as the file system keeps it: nobody else gives it this date by chance. */
  private static boolean isAsPublished(long written, FileState file) {
    long later = micros(written) - micros(newest(file));
    return later == 0 || later == MICRO;
  }

  private static long newest(FileState file) {
    return Math.max(file.modified(), file.changed());
  }

  private static long micros(long nanos) {
    return Math.floorDiv(nanos, MICRO) * MICRO;
  }
}

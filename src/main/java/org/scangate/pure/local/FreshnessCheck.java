package org.scangate.pure.local;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.scangate.pure.Status;
import org.scangate.pure.VerdictDocument;
import org.scangate.pure.VerdictFreshness;
import org.scangate.scan.ContentBinding;
import org.scangate.scan.ScanId;

/**
 * How a {@code .bin} and its {@code .av} stand to each other, from their attributes, and what it
 * was on.
 */
final class FreshnessCheck {

  /** What folders held open can set of a time (JDK 17 to 25: {@code futimes}, not in nanos). */
  private static final long MICRO = TimeUnit.MICROSECONDS.toNanos(1);

  /** Of file systems: each of their dates is a multiple of it. */
  private static final long[] GRAINS = {
    MICRO, TimeUnit.MILLISECONDS.toNanos(1), TimeUnit.SECONDS.toNanos(1), StoreClock.GRAIN
  };

  /** Less than a millisecond: a file system that keeps no less gets {@link #provenCoarsely}. */
  private static final int MAX_MICROS = 999;

  private static final int SPREAD = 0x9E3779B9;

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
   * The date of a verdict on a file that was proven to be so: right after its last change, so that
   * any other change is later than the verdict, which is written seconds after that one. How many
   * microseconds after it, goes by the file: what changed at one moment, such as files that were
   * restored together, has verdicts of different dates. Not by the inode, which is another each
   * time on some network folders.
   */
  static long proven(BinFileState file) {
    int hash = Objects.hash(file.size(), file.modified()) * SPREAD;
    int micros = 2 + Math.floorMod(hash ^ (hash >>> 16), MAX_MICROS - 1);
    return micros(file.changed()) + micros * MICRO;
  }

  /** What earlier versions made of it, which no verdict has by now. */
  private static long provenBefore(BinFileState file) {
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
    if (isExact(written, file)) {
      return VerdictFreshness.CURRENT;
    }
    return written == neverCurrent(file) ? VerdictFreshness.CHANGED : VerdictFreshness.TOUCHED;
  }

  /**
   * Whether the verdict has the very date that it was given beside this file: then it need not be
   * read to know that it belongs there.
   */
  static boolean isAsPublished(BasicFileAttributes verdict, BinFileState file) {
    return isExact(BinFileState.nanos(verdict.lastModifiedTime()), file);
  }

  /**
   * The same when the verdict was read, and says what it is on.
   *
   * @param byDate {@link #of}
   */
  static VerdictFreshness ofRead(
      VerdictFreshness byDate,
      BasicFileAttributes attributes,
      BinFileState file,
      VerdictDocument verdict) {
    if (verdict.status() == Status.PENDING) {
      return VerdictFreshness.CHANGED; // somebody gave it another date
    }
    ContentBinding.Match match =
        verdict
            .id()
            .map(id -> ScanId.match(id, file.binding()))
            .orElse(ContentBinding.Match.UNKNOWN);
    return switch (match) {
      case UNKNOWN -> byDate;
      case OTHER_CONTENT -> VerdictFreshness.CHANGED;
      case OTHER_FILE -> VerdictFreshness.MOVED;
      case SAME ->
          byDate == VerdictFreshness.CURRENT && isNear(attributes, file)
              ? VerdictFreshness.CURRENT
              : VerdictFreshness.MOVED;
    };
  }

  /** There may be file systems that keep yet another date than the one they were given. */
  private static boolean isNear(BasicFileAttributes verdict, BinFileState file) {
    long written = BinFileState.nanos(verdict.lastModifiedTime());
    return written <= file.changed() + 2 * StoreClock.GRAIN;
  }

  /** Exactly so, as far as the file system keeps it: nobody else gives it this date by chance. */
  private static boolean isExact(long written, BinFileState file) {
    if (written == proven(file) || written == provenBefore(file)) {
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

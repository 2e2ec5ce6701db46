package org.scangate.pure.s3;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether a service dates an object anew when its tags are written. S3 does not; Ceph did for many
 * years. Learnt from what it shows before and after; that it does not, is believed until it does
 * several times in a row.
 *
 * @see <a href="https://github.com/ceph/ceph/pull/52160">rgw/set_attrs: Do not modify mtime</a>
 */
final class TagDates {

  /** Between the end of a scan and the writing of its tags, as a rule. */
  private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(10);

  /** Renewed dates in a row that say more than one that stayed, as by a clock that is slow. */
  private static final int AGAINST_ALL = 3;

  private static final int MAX_TAGGED = 200_000;

  private enum Known {
    NOT_YET,
    STAY,
    RENEWED
  }

  /** Fingerprints of what was dated anew when its verdict was written. */
  private final BoundedSet<Long> tagged = new BoundedSet<>(MAX_TAGGED);

  private volatile Known known = Known.NOT_YET;

  /** In a row. */
  private int renewed;

  boolean areKnown() {
    return known != Known.NOT_YET;
  }

  boolean areRenewed() {
    return known == Known.RENEWED;
  }

  /**
   * An object, before and after its tags were put.
   *
   * @param put when they were, by the service's clock, at the earliest
   */
  synchronized void saw(ObjectState before, Instant put, ObjectState after) {
    if (!before.sameContent(after)) {
      return;
    }
    if (after.modified().isAfter(before.modified())) {
      renewed++;
      if (known == Known.NOT_YET || renewed >= AGAINST_ALL) {
        known = Known.RENEWED;
      }
    } else if (!put.isBefore(before.modified().plus(ObjectState.GRAIN))) {
      known = Known.STAY;
      renewed = 0;
    }
  }

  /** It looks so since its verdict was written. */
  void tagged(ObjectState object) {
    tagged.add(object.fingerprint());
  }

  /** Whether it is as new as its verdict, and no newer. */
  boolean isTagged(ObjectState object) {
    return tagged.contains(object.fingerprint());
  }

  /** Whether an object may be dated so because a verdict of this time was written on it. */
  static boolean mayBeOf(Instant verdict, ObjectState object) {
    return !verdict.isBefore(object.modified().minus(WRITTEN_WITHIN));
  }

  /** Whether two looks show the same upload: tags may have been written between them. */
  boolean same(ObjectState before, ObjectState after) {
    return areRenewed()
        ? before.sameContent(after) && !after.modified().isBefore(before.modified())
        : before.sameAs(after);
  }
}

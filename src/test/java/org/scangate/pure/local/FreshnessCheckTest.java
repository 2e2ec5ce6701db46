package org.scangate.pure.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.scangate.pure.Status;
import org.scangate.pure.VerdictDocument;
import org.scangate.pure.VerdictFreshness;
import org.scangate.scan.ScanId;

class FreshnessCheckTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long MILLI = SECOND / 1000;
  private static final long HALF = SECOND / 2;
  private static final long NOW = 1_700_000_000 * SECOND;
  private static final long OLD = NOW - 3600 * SECOND;
  private static final long FUTURE = NOW + 3600 * SECOND;

  @Test
  void withoutAVerdictItIsMissing() {
    assertEquals(VerdictFreshness.MISSING, FreshnessCheck.of(file(OLD, OLD), null, NOW));
  }

  @Test
  void anEmptyVerdictIsMissing() {
    assertEquals(
        VerdictFreshness.MISSING, FreshnessCheck.of(file(OLD, OLD), new Av(true, 0, NOW), NOW));
  }

  @Test
  void aVerdictThatIsNoRegularFileIsMissing() {
    assertEquals(
        VerdictFreshness.MISSING, FreshnessCheck.of(file(OLD, OLD), new Av(false, 9, NOW), NOW));
  }

  @Test
  void aVerdictAfterTheLastChangeIsCurrent() {
    assertEquals(VerdictFreshness.CURRENT, of(file(OLD, OLD), OLD + 1));
  }

  @Test
  void aVerdictOfTheSameMomentIsNot() {
    assertEquals(VerdictFreshness.CHANGED, of(file(OLD, OLD), OLD));
  }

  @Test
  void aVerdictBeforeTheLastChangeIsNot() {
    assertEquals(VerdictFreshness.CHANGED, of(file(OLD, OLD), OLD - 1));
  }

  @Test
  void contentWithAnOlderDateThanTheVerdictIsTouched() {
    assertEquals(VerdictFreshness.TOUCHED, of(file(OLD, OLD + 9), OLD + 5));
  }

  @Test
  void contentOfTheVerdictsDateIsChanged() {
    assertEquals(VerdictFreshness.CHANGED, of(file(OLD, OLD + 9), OLD));
  }

  @Test
  void aVerdictAtTheMomentOfATouchIsTouched() {
    assertEquals(VerdictFreshness.TOUCHED, of(file(OLD, OLD + 9), OLD + 9));
  }

  @Test
  void aFileDatedInTheFutureIsCurrentBecauseItsLastChangeIsBeforeTheVerdict() {
    assertEquals(VerdictFreshness.CURRENT, of(file(FUTURE, OLD), OLD + 1));
  }

  @Test
  void aVerdictDatedInTheFutureIsDueButKeptAsLong() {
    assertEquals(VerdictFreshness.TOUCHED, of(file(OLD, OLD), FUTURE));
    assertEquals(VerdictFreshness.TOUCHED, of(file(NOW, NOW), FUTURE));
  }

  @Test
  void aFileFromTheFutureThatIsNewerThanItsVerdictFromThereIsTouched() {
    assertEquals(VerdictFreshness.TOUCHED, of(file(FUTURE + HALF, FUTURE + HALF), FUTURE));
    assertEquals(VerdictFreshness.TOUCHED, of(file(FUTURE, FUTURE), FUTURE));
  }

  @Test
  void withinTheClocksGrainThereIsNoFuture() {
    assertEquals(VerdictFreshness.CURRENT, of(file(OLD, OLD), NOW + StoreClock.GRAIN));
    assertEquals(VerdictFreshness.TOUCHED, of(file(OLD, OLD), NOW + StoreClock.GRAIN + 1));
  }

  @Test
  void aVerdictPublishedOnAFileFromTheFutureIsCurrentBeforeAndAfterThatTime() {
    BinFileState file = file(OLD, FUTURE + 123_456_789);
    long published = FreshnessCheck.proven(file);
    assertEquals(0, published % 1000, "no folder's handle sets nanoseconds");
    assertEquals(VerdictFreshness.CURRENT, of(file, published));
    assertEquals(
        VerdictFreshness.CURRENT,
        FreshnessCheck.of(file, new Av(true, 9, published), FUTURE + 99 * SECOND));
    assertEquals(VerdictFreshness.TOUCHED, of(file, published + 1000));
    assertEquals(VerdictFreshness.TOUCHED, of(file, published - 1000));
  }

  @Test
  void soIsOneOfAFileSystemThatKeepsLess() {
    BinFileState file = file(OLD, FUTURE + SECOND + 123_456_789);
    long published = FreshnessCheck.provenCoarsely(file);
    for (long grain : new long[] {1, 1000, SECOND / 1000, SECOND, 2 * SECOND}) {
      long kept = published / grain * grain;
      assertEquals(VerdictFreshness.CURRENT, of(file, kept), "" + grain);
      assertEquals(
          VerdictFreshness.CURRENT,
          FreshnessCheck.of(file, new Av(true, 9, kept), kept),
          "" + grain);
      assertEquals(VerdictFreshness.TOUCHED, of(file, kept + 1000), "" + grain);
    }
  }

  @Test
  void theModificationTimeDoesNotMoveTheDateOfAVerdict() {
    BinFileState file = file(FUTURE, OLD);
    long published = FreshnessCheck.proven(file);
    assertTrue(published > OLD && published < OLD + MILLI, "" + (published - OLD));
    assertEquals(VerdictFreshness.CURRENT, of(file, published));
  }

  @Test
  void aVerdictIsLaterThanItsFileByLessThanAMillisecond() {
    for (long changed : new long[] {OLD, OLD + 1, OLD + 999, OLD + 1000}) {
      long published = FreshnessCheck.proven(file(OLD, changed));
      assertEquals(VerdictFreshness.CURRENT, of(file(OLD, changed), published));
      assertEquals(VerdictFreshness.TOUCHED, of(file(OLD, changed + MILLI), published));
      assertEquals(VerdictFreshness.CHANGED, of(file(changed + MILLI, changed + MILLI), published));
    }
  }

  @Test
  void verdictsOnWhatChangedAtOneMomentHaveDatesOfTheirOwn() {
    Set<Long> dates = new TreeSet<>();
    for (int size = 0; size < 1000; size++) {
      BinFileState file = new BinFileState(size, NOW, NOW, "key", 7, true);
      long published = FreshnessCheck.proven(file);
      assertTrue(published > NOW + 1000 && published < NOW + MILLI, "" + (published - NOW));
      dates.add(published);
    }
    assertTrue(dates.size() > 500, dates.size() + " dates");
    assertEquals(
        FreshnessCheck.proven(new BinFileState(1, OLD, NOW, "key", 7, true)),
        FreshnessCheck.proven(new BinFileState(1, OLD, NOW, "other", 8, true)),
        "whatever number it has today");
  }

  @Test
  void aVerdictByAnEarlierVersionIsAsPublished() {
    assertTrue(FreshnessCheck.isAsPublished(new Av(true, 9, OLD + 1000), file(OLD, OLD)));
    assertFalse(FreshnessCheck.isAsPublished(new Av(true, 9, OLD + MILLI), file(OLD, OLD)));
  }

  /** As by a copy without its date, beside a file whose change is not dated. */
  @Test
  void aVerdictOnThisContentOfAMuchLaterDateIsMoved() {
    BinFileState file = file(OLD, OLD);
    VerdictDocument verdict =
        new VerdictDocument(
            "", Optional.empty(), Optional.of(ScanId.bound(file.binding())), Status.OK);
    assertEquals(VerdictFreshness.MOVED, ofRead(file, NOW, verdict));
    assertEquals(VerdictFreshness.CURRENT, ofRead(file, OLD + StoreClock.GRAIN, verdict));
  }

  private static VerdictFreshness ofRead(BinFileState file, long dated, VerdictDocument verdict) {
    Av attributes = new Av(true, 9, dated);
    return FreshnessCheck.ofRead(
        FreshnessCheck.of(file, attributes, NOW), attributes, file, verdict);
  }

  @Test
  void aVerdictThatShallNotCountIsChangedWhateverTheDates() {
    for (BinFileState file :
        new BinFileState[] {
          file(OLD, OLD),
          file(OLD, NOW),
          file(FUTURE, OLD),
          file(0, NOW),
          file(-5, FUTURE),
          file(FUTURE, FUTURE)
        }) {
      assertEquals(
          VerdictFreshness.CHANGED, of(file, FreshnessCheck.neverCurrent(file)), file.toString());
    }
  }

  private static VerdictFreshness of(BinFileState file, long verdict) {
    return FreshnessCheck.of(file, new Av(true, 9, verdict), NOW);
  }

  private static BinFileState file(long modified, long changed) {
    return new BinFileState(1, modified, changed, "key", 7, true);
  }

  private record Av(boolean isRegularFile, long size, long modified)
      implements BasicFileAttributes {

    @Override
    public FileTime lastModifiedTime() {
      return FileTime.from(modified, TimeUnit.NANOSECONDS);
    }

    @Override
    public FileTime lastAccessTime() {
      return lastModifiedTime();
    }

    @Override
    public FileTime creationTime() {
      return lastModifiedTime();
    }

    @Override
    public boolean isDirectory() {
      return false;
    }

    @Override
    public boolean isSymbolicLink() {
      return false;
    }

    @Override
    public boolean isOther() {
      return !isRegularFile;
    }

    @Override
    public Object fileKey() {
      return "av";
    }
  }
}

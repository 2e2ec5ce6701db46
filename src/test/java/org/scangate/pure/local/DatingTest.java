package org.scangate.pure.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.pure.Status;
import org.scangate.pure.VerdictFreshness;

/** The date of a verdict, on file systems that keep more and less of it. */
class DatingTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long CHANGED = 1_700_000_000 * SECOND + 123_456_789;
  private static final long HOUR = 3600 * SECOND;
  private static final long[] GRAINS = {100, 1000, SECOND / 1000, SECOND, 2 * SECOND};

  @TempDir Path folder;
  private Path verdict;

  @BeforeEach
  void makeAVerdict() throws IOException {
    verdict = Files.writeString(folder.resolve("x.av"), "a verdict");
  }

  @Test
  void isThatOfTheFileAndNotThatOfTheWriting() throws IOException {
    long date = dated(1, CHANGED, CHANGED + HOUR);
    assertEquals(FreshnessCheck.proven(file(CHANGED)), date);
    assertTrue(date > CHANGED && date < CHANGED + SECOND / 1000, "" + (date - CHANGED));
  }

  @Test
  void isLaterThanTheFileOnAnyFileSystem() throws IOException {
    for (long grain : GRAINS) {
      long changed = CHANGED / grain * grain;
      long written = (changed + HOUR) / grain * grain;
      long date = dated(grain, changed, written);
      assertTrue(date > changed, "" + grain);
      assertTrue(date <= changed + StoreClock.GRAIN, "" + grain);
      assertEquals(VerdictFreshness.CURRENT, freshness(changed, written));
    }
  }

  @Test
  void isNeverLaterThanWhatChangesFromNowOn() throws IOException {
    for (long grain : GRAINS) {
      long changed = CHANGED / grain * grain;
      for (int later = 0; later < 5; later++) {
        long written = changed + later * grain;
        dated(grain, changed, written);
        assertEquals(
            VerdictFreshness.CHANGED, freshness(written + grain, written + grain), "" + grain);
        assertTrue(VerdictFreshness.CURRENT != freshness(written, written), "" + grain);
      }
    }
  }

  @Test
  void isThatOfAFileFromTheFuture() throws IOException {
    for (long grain : GRAINS) {
      long changed = CHANGED / grain * grain;
      long now = (changed - HOUR) / grain * grain;
      dated(grain, changed, now);
      assertEquals(VerdictFreshness.CURRENT, freshness(changed, now), "" + grain);
      assertEquals(VerdictFreshness.CURRENT, freshness(changed, changed + HOUR), "" + grain);
      assertTrue(VerdictFreshness.CURRENT != freshness(now, now), "" + grain);
    }
  }

  @Test
  void ofAPendingOneIsBeforeTheFile() throws IOException {
    VerdictFiles.date(new Coarse(1000), CHANGED + HOUR, Status.PENDING, file(CHANGED), false);
    assertEquals(VerdictFreshness.CHANGED, freshness(CHANGED, CHANGED + HOUR));
  }

  @Test
  void onlyMicrosecondsAreTakenForMicroseconds() throws IOException {
    for (long grain : GRAINS) {
      boolean ever = false;
      for (int i = 0; i < 3000; i++) {
        long changed = (CHANGED + i * SECOND / 1000) / grain * grain;
        Coarse view = new Coarse(grain);
        ever |= VerdictFiles.date(view, changed + HOUR, Status.OK, file(changed), false);
      }
      assertEquals(grain <= 1000, ever, "" + grain);
    }
  }

  private long dated(long grain, long changed, long written) throws IOException {
    Coarse view = new Coarse(grain);
    view.setTimes(FileTime.from(written, TimeUnit.NANOSECONDS), null, null);
    VerdictFiles.date(view, written, Status.OK, file(changed), false);
    return BinFileState.nanos(view.readAttributes().lastModifiedTime());
  }

  private VerdictFreshness freshness(long changed, long now) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(verdict, BasicFileAttributes.class);
    return FreshnessCheck.of(file(changed), attributes, now);
  }

  private static BinFileState file(long changed) {
    return new BinFileState(9, changed, changed, "key", 7, true);
  }

  /** Keeps dates as a file system does that has no better ones. */
  private final class Coarse implements BasicFileAttributeView {
    private final BasicFileAttributeView view =
        Files.getFileAttributeView(verdict, BasicFileAttributeView.class);
    private final long grain;

    Coarse(long grain) {
      this.grain = grain;
    }

    @Override
    public String name() {
      return view.name();
    }

    @Override
    public BasicFileAttributes readAttributes() throws IOException {
      return view.readAttributes();
    }

    @Override
    public void setTimes(FileTime modified, FileTime accessed, FileTime created)
        throws IOException {
      long kept = BinFileState.nanos(modified) / grain * grain;
      view.setTimes(FileTime.from(kept, TimeUnit.NANOSECONDS), accessed, created);
    }
  }
}

package org.scangate.pure.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scangate.pure.Scope;

/** Walks that end before they are through, and walks within walks. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WalkEndTest extends StoreTest {

  @Test
  void aShortWalkWithinALongOneSeesWhatIsNewAndDisturbsNothing() throws Exception {
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < 10; j++) {
        rig.write(i + "/f" + i + "-" + j + ".bin", "");
      }
    }
    rig.quiet();
    rig.walk(Scope.ALL);
    int[] count = {0};
    Recorder[] within = new Recorder[2];
    Recorder outer =
        rig.walk(
            Scope.ALL,
            file -> {
              if (count[0] == 100 || count[0] == 250) {
                rig.write(count[0] % 40 + "/new" + count[0] + ".bin", "");
                within[count[0] / 150] = rig.walk(Scope.CHANGES);
              }
              count[0]++;
            });
    assertTrue(outer.shown() >= 400 && outer.shown() <= 402, "" + outer.shown());
    for (int i = 0; i < 2; i++) {
      Set<String> seen = within[i].seen().keySet();
      assertTrue(seen.contains("new" + (100 + 150 * i) + ".bin"), seen.toString());
      assertTrue(seen.size() < 30, "only what changed: " + seen);
    }
    assertEquals(402, rig.walk(Scope.ALL).shown());
  }

  @Test
  void aLongWalkWithinALongOneIsWhole() throws Exception {
    for (int i = 0; i < 300; i++) {
      rig.write(i % 30 + "/f" + i + ".bin", "");
    }
    Recorder inner = new Recorder();
    Recorder outer =
        rig.walk(
            Scope.ALL,
            file -> {
              if (inner.shown() == 0) {
                rig.walk(Scope.VERDICTS, inner);
              }
            });
    assertEquals(300, inner.shown());
    assertEquals(300, outer.shown());
  }

  @Test
  void anInterruptEndsTheWalk() throws Exception {
    manyFiles();
    for (Scope scope : Scope.values()) {
      Recorder walk = new Recorder(file -> Thread.currentThread().interrupt());
      assertThrows(InterruptedException.class, () -> rig.walk(scope, walk));
      assertTrue(walk.shown() <= ListingBatch.MAX_ENTRIES, "" + walk.shown());
      assertFalse(Thread.interrupted(), "told once");
    }
  }

  @Test
  void aVisitorEndsTheWalk() throws Exception {
    manyFiles();
    for (Scope scope : Scope.values()) {
      assertThrows(
          InterruptedException.class,
          () ->
              rig.walk(
                  scope,
                  file -> {
                    throw new InterruptedException("enough");
                  }));
      assertThrows(
          IllegalArgumentException.class,
          () ->
              rig.walk(
                  scope,
                  file -> {
                    throw new IllegalArgumentException("a mistake");
                  }));
    }
  }

  @Test
  void closingTheStoreEndsTheWalk() throws Exception {
    manyFiles();
    assertThrows(
        IllegalStateException.class, () -> rig.walk(Scope.ALL, file -> rig.store().close()));
    assertThrows(IllegalStateException.class, () -> rig.walk(Scope.CHANGES));
  }

  private void manyFiles() throws IOException {
    for (int i = 0; i < 2000; i++) {
      rig.write(i % 4 + "/" + i + ".bin", "");
    }
  }
}

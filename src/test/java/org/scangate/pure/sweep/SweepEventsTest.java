package org.scangate.pure.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the history of a store is told of. */
class SweepEventsTest {

  private final SweepSite site = new SweepSite();

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void aFullWalkIsToldOfAndALookForChangesIsNot() throws InterruptedException {
    site.pass(WalkKind.FULL);
    assertEquals(2, site.events.size(), site.events::toString);
    assertEquals("sweep-begun||memory|full walk", site.events.get(0));
    assertTrue(
        site.events.get(1).startsWith("sweep-ended||memory|full walk has ended; "),
        site.events.get(1));
    site.pass(WalkKind.QUICK);
    assertEquals(2, site.events.size(), site.events::toString);
  }

  @Test
  void whatAnOperatorDoesIsToldWithWhoDidIt() {
    site.sweep.bean().pause();
    site.sweep.bean().resume();
    site.sweep.bean().sweepNow();
    site.sweep.bean().rescan("jo", "/store/ab", "first");
    site.sweep.bean().rescan("jo", "", "last");
    site.sweep.bean().withdrawUnopened("jo", true);
    assertEquals(
        List.of(
            "sweep-paused|operator|memory|",
            "sweep-resumed|operator|memory|",
            "sweep-asked|operator|memory|",
            "rescan-asked|jo|memory|of /store/ab, first",
            "rescan-asked|jo|memory|of everything, last",
            "withdrawal-asked|jo|memory|a dry run"),
        site.events.stream()
            .filter(one -> one.contains("|operator|") || one.contains("|jo|"))
            .toList());
  }
}

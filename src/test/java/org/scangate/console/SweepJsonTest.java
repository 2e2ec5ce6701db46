package org.scangate.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scangate.pure.sweep.SmallSweep;
import org.scangate.pure.sweep.SweepView;

/** Stores as the API tells of them. */
class SweepJsonTest {

  @Test
  void eachStoreIsToldWithWhatItDid() throws InterruptedException {
    try (SmallSweep sweep = new SmallSweep()) {
      sweep.scanOneFile();
      JsonObject one = one(sweep.sweeps().views());
      assertEquals(SmallSweep.STORE, one.getString("store"));
      assertFalse(one.getBoolean("paused"));
      assertFalse(one.containsKey("problem"), "what has no value is left out");
      assertTrue(one.containsKey("last_full_walk"));
      assertEquals(List.of(), one.getJsonArray("walks"));
      assertEquals(
          SentBody.json("{'told':0,'changes':0,'all':0,'verdicts':0}"),
          one.getJsonObject("waiting"));
      assertEquals(1, one.getJsonObject("last_work").getInt("clean"));
      assertEquals(1, one.getJsonObject("last_work").getInt("seen"));
      assertEquals(
          SentBody.json("{'scanned':1,'found':0,'unscanned':0,'failed':0}"),
          one.getJsonObject("since_start"));
    }
  }

  @Test
  void whatPeopleDidIsTold() {
    try (SmallSweep sweep = new SmallSweep()) {
      SweepView store = sweep.sweeps().views().get(0);
      store.figures().pause();
      store.figures().rescan("otto", "a", "first");
      store.figures().withdrawUnopened("otto", true);
      JsonObject one = one(sweep.sweeps().views());
      assertEquals("paused", one.getString("state"));
      assertTrue(one.getBoolean("paused"));
      assertTrue(one.getString("rescans").contains("rescan of a by otto"));
      assertEquals("asked for by otto", one.getString("withdrawn"));
    }
  }

  @Test
  void howLongAWalkTakesIsLeftOutWhereNobodyKnows() {
    JsonObject walk = SweepJson.walk(SmallSweep.walk(0)).build();
    assertEquals("full walk", walk.getString("walk"));
    assertFalse(walk.containsKey("seconds_left"));
    assertEquals(0, walk.getJsonNumber("files_per_second").doubleValue());
  }

  private static JsonObject one(List<SweepView> stores) {
    return SweepJson.all(stores).build().getJsonArray("sweeps").getJsonObject(0);
  }
}

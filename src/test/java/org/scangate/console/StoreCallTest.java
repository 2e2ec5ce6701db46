package org.scangate.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.pure.sweep.SmallSweep;
import org.scangate.pure.sweep.SweepView;

/** What the API has done to a store, and what it refuses. */
class StoreCallTest {

  private static final String BY = "'by': 'cron'";
  private static final String WHY = BY + ", 'reason': 'CHG 7'";

  private final SmallSweep sweep = new SmallSweep();
  private final List<String> events = new ArrayList<>();
  private final StoreActs acts =
      new StoreActs(
          sweep.sweeps(),
          (kind, who, what, detail) -> events.add(String.join("|", kind, who, what, detail)));

  @AfterEach
  void end() {
    sweep.close();
  }

  @Test
  void eachActIsDoneAndIsAnEvent() throws IOException {
    assertTrue(done(StoreCall.PAUSE, WHY).contains("paused"));
    assertTrue(store().status().paused());
    assertEquals("resumed.", done(StoreCall.RESUME, BY));
    assertFalse(store().status().paused());
    done(StoreCall.SWEEP_NOW, BY);
    done(StoreCall.SCAN_MOVED, BY);
    done(StoreCall.VOUCH, WHY + ", 'dry_run': true");
    done(StoreCall.WITHDRAW, WHY + ", 'dry_run': true");
    String store = SmallSweep.STORE;
    assertEquals(
        List.of(
            "sweep-paused-by|cron|" + store + "|CHG 7",
            "sweep-resumed-by|cron|" + store + "|",
            "sweep-asked|cron|" + store + "|",
            "sweep-moved-asked|cron|" + store + "|",
            "sweep-vouch-asked|cron|" + store + "|CHG 7",
            "sweep-withdraw-asked|cron|" + store + "|CHG 7"),
        events);
    assertTrue(
        sweep.events().stream().anyMatch(one -> one.contains("withdrawal-asked|cron|")),
        sweep.events().toString());
  }

  @Test
  void aRescanIsOfAPlaceOrOfEverything() throws IOException {
    done(StoreCall.RESCAN, WHY + ", 'place': ' a/ ', 'priority': 'last'");
    done(StoreCall.RESCAN, WHY + ", 'everything': true");
    String store = SmallSweep.STORE;
    assertEquals(
        List.of(
            "sweep-rescan-asked|cron|" + store + " a/|CHG 7",
            "sweep-rescan-asked|cron|" + store + "|CHG 7"),
        events);
    assertTrue(sweep.events().toString().contains("of a/, last"), sweep.events().toString());
    assertTrue(
        sweep.events().toString().contains("of everything, normal"), sweep.events().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ", 'everything': false",
        ", 'everything': 'yes'",
        ", 'place': ''",
        ", 'place': '  '",
        ", 'place': 'a', 'everything': true",
        ", 'place': 'a', 'priority': 'urgent'",
        ", 'place': 'a', 'priority': ''",
        ", 'place': 'a', 'priority': 7",
        ", 'place': 'a', 'dry_run': true"
      })
  void aRescanThatIsNotPlainIsRefused(String rest) {
    refused(StoreCall.RESCAN, WHY + rest);
  }

  @ParameterizedTest
  @EnumSource
  void whoDoesNotSayWhoIsRefused(StoreCall call) {
    String right = right(call);
    refused(call, right.replaceFirst("'by': 'cron'(, )?", ""));
    refused(call, right.replace("'cron'", "' '"));
    refused(call, right.replace("'cron'", "7"));
    refused(call, right.replace("cron", "x".repeat(201)));
  }

  @ParameterizedTest
  @EnumSource(names = {"PAUSE", "RESCAN", "VOUCH", "WITHDRAW"})
  void whatIsAskedWhyIsRefusedWithout(StoreCall call) {
    String right = right(call);
    refused(call, right.replace(", 'reason': 'CHG 7'", ""));
    refused(call, right.replace("CHG 7", ""));
    refused(call, right.replace("CHG 7", "x".repeat(1001)));
  }

  private static String right(StoreCall call) {
    return switch (call) {
      case PAUSE -> WHY;
      case RESCAN -> WHY + ", 'everything': true";
      case VOUCH, WITHDRAW -> WHY + ", 'dry_run': true";
      case RESUME, SWEEP_NOW, SCAN_MOVED -> BY;
    };
  }

  /** Verdicts change: that is never what was left out. */
  @ParameterizedTest
  @EnumSource(names = {"VOUCH", "WITHDRAW"})
  void whetherItOnlyCountsMustBeSaid(StoreCall call) {
    refused(call, WHY);
    refused(call, WHY + ", 'dry_run': 'false'");
    refused(call, WHY + ", 'dry_run': null");
    refused(call, WHY + ", 'dry-run': true");
  }

  @ParameterizedTest
  @EnumSource
  void noOtherStoreIsActedOn(StoreCall call) throws IOException {
    assertEquals(Optional.empty(), call.run(acts, "other", SentBody.of("{" + right(call) + "}")));
    assertNothingDone();
  }

  private String done(StoreCall call, String body) throws IOException {
    JsonObject answer =
        call.run(acts, SmallSweep.STORE, SentBody.of("{" + body + "}")).orElseThrow().build();
    assertEquals(SmallSweep.STORE, answer.getString("store"));
    return answer.getString("answer");
  }

  private void refused(StoreCall call, String body) {
    assertThrows(
        IllegalArgumentException.class,
        () -> call.run(acts, SmallSweep.STORE, SentBody.of("{" + body + "}")),
        body);
    assertNothingDone();
  }

  private void assertNothingDone() {
    assertEquals(List.of(), events);
    assertEquals(List.of(), sweep.events());
    assertFalse(store().status().paused());
  }

  private SweepView store() {
    return acts.store(SmallSweep.STORE).orElseThrow();
  }
}

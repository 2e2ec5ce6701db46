package org.scangate.watch.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scangate.testing.Await;
import org.scangate.testing.Footprint;
import org.scangate.testing.Warnings;

/** Who runs checks, keeps what they said, and tells changes. */
@Timeout(60)
class CheckBoardTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String FORGED = "x\n2026-01-01 INFO all is well \u202e\"";

  private final List<CheckChange> changes = new CopyOnWriteArrayList<>();
  private final AtomicReference<CheckResult> next =
      new AtomicReference<>(CheckResult.ok("All is well."));

  @Test
  void whatACheckSaidLastIsKeptAndAChangeIsTold() {
    ScriptedCheck check = new ScriptedCheck("it", next::get);
    try (CheckBoard board = board(Duration.ofSeconds(30), check)) {
      Await.until("it has been run twice", SOON, () -> check.looks.get() > 1);
      assertEquals(CheckState.OK, board.statuses().get(0).state());
      assertEquals(List.of(Optional.empty()), changes.stream().map(CheckChange::before).toList());
      assertFalse(changes.get(0).isNews());
      next.set(CheckResult.error("It is broken.").mendedBy("mend it"));
      Await.until("the error is told", SOON, () -> changes.size() == 2);
      assertEquals("It is broken.", board.statuses().get(0).result().sentence());
      assertTrue(changes.get(1).isNews());
      next.set(CheckResult.error("It is broken in another way."));
      int looks = check.looks.get();
      Await.until("it has been run again", SOON, () -> check.looks.get() > looks + 2);
      next.set(CheckResult.ok("All is well."));
      Await.until("it is told that it is well again", SOON, () -> changes.size() == 3);
      assertEquals(Optional.of(CheckState.ERROR), changes.get(2).before());
      assertTrue(changes.get(2).isNews());
    }
  }

  @Test
  void oneThatThrowsIsAnErrorAndIsRunAgain() {
    ScriptedCheck check =
        new ScriptedCheck(
            "it",
            () -> {
              throw new IllegalStateException("not foreseen");
            });
    try (CheckBoard board = board(Duration.ofSeconds(30), check)) {
      Await.until("it has been run again", SOON, () -> check.looks.get() > 2);
      CheckResult result = board.statuses().get(0).result();
      assertEquals(CheckState.ERROR, result.state());
      assertTrue(result.sentence().contains("not foreseen"), result.sentence());
    }
  }

  @Test
  void oneThatHangsHoldsUpNeitherTheOthersNorTheStop() {
    Footprint before = Footprint.now();
    CountDownLatch goesOn = new CountDownLatch(1);
    ScriptedCheck hanging =
        new ScriptedCheck(
            "hanging",
            () -> {
              await(goesOn);
              return CheckResult.ok("At last.");
            });
    ScriptedCheck another =
        new ScriptedCheck(
            "another",
            () -> {
              await(goesOn);
              return CheckResult.ok("At last.");
            });
    ScriptedCheck other = new ScriptedCheck("other", next::get);
    CheckBoard board = board(Duration.ofMillis(200), hanging, another, other);
    Await.until("the other is run again and again", SOON, () -> other.looks.get() > 3);
    Await.until("both are told", SOON, () -> changes.size() == 3);
    CheckResult told = board.statuses().get(0).result();
    assertEquals(CheckState.ERROR, told.state());
    assertTrue(told.sentence().contains("hangs"), told.sentence());
    assertEquals(1, hanging.looks.get());
    long begin = System.nanoTime();
    board.close();
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, took.toString());
    goesOn.countDown();
    before.awaitBack();
  }

  @Test
  void theStopWaitsForNoLookThatHangs() {
    Footprint before = Footprint.now();
    CountDownLatch goesOn = new CountDownLatch(1);
    ScriptedCheck hanging =
        new ScriptedCheck(
            "hanging",
            () -> {
              await(goesOn);
              return CheckResult.ok("At last.");
            });
    CheckBoard board = board(Duration.ofSeconds(30), hanging);
    Await.until("it hangs", SOON, () -> hanging.looks.get() == 1);
    long begin = System.nanoTime();
    board.close();
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, took.toString());
    goesOn.countDown();
    before.awaitBack();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void oneThatIsConfiguredNoMoreIsGoneAndItsTroubleOver() {
    next.set(CheckResult.error("It is broken."));
    AtomicReference<List<Check>> all =
        new AtomicReference<>(List.of(new ScriptedCheck("it", next::get)));
    try (CheckBoard board =
        new CheckBoard(all::get, changes::add, Clock.systemUTC(), Duration.ofSeconds(30))) {
      Await.until("it is an error", SOON, () -> changes.size() == 1);
      all.set(List.of(new ScriptedCheck("new", () -> CheckResult.ok("Fine."))));
      Await.until("both is told", SOON, () -> changes.size() == 3);
      assertEquals(List.of("new"), board.statuses().stream().map(CheckStatus::name).toList());
      assertEquals("it", changes.get(1).now().name());
      assertEquals(CheckState.NOT_APPLICABLE, changes.get(1).now().state());
    }
  }

  @Test
  void theLogHasALineWhenAllHaveRunAndOneForEachChange() {
    List<String> events = new CopyOnWriteArrayList<>();
    List<String> first = new CopyOnWriteArrayList<>();
    CheckReporter reporter =
        new CheckReporter(
            (kind, who, what, detail) -> {
              String told = kind + "|" + who + "|" + what + "|" + detail;
              (what.equals("fine") ? first : events).add(told);
            });
    ScriptedCheck fine = new ScriptedCheck("fine", () -> CheckResult.ok("Fine."));
    ScriptedCheck hostile =
        new ScriptedCheck("root:" + FORGED, () -> next.get().mendedBy("rm " + FORGED));
    next.set(CheckResult.warning("Look at " + FORGED));
    try (Warnings summary = new Warnings(CheckBoard.class);
        Warnings lines = new Warnings(CheckReporter.class);
        CheckBoard board =
            new CheckBoard(() -> List.of(fine, hostile), reporter, Clock.systemUTC(), SOON)) {
      Await.until("all is summed up", SOON, () -> !summary.logged().isEmpty());
      String line = summary.logged().get(0);
      assertTrue(line.contains("errors: none; warnings: root:x\\u000a2026"), line);
      assertEquals(2, board.statuses().size());
      assertEquals(1, lines.logged().size(), lines.logged().toString());
      assertFalse(lines.logged().get(0).contains("\n"), lines.logged().get(0));
      assertTrue(lines.logged().get(0).startsWith("WARNING check root:"), lines.logged().get(0));
      next.set(CheckResult.error("Worse."));
      Await.until("it is told", SOON, () -> events.size() == 2);
      next.set(CheckResult.ok("Fine."));
      Await.until("it is told", SOON, () -> events.size() == 3);
      assertEquals(1, summary.logged().size());
    }
    assertEquals(List.of("check-ok||fine|Fine."), first, "it may have been in trouble before");
    assertEquals("check-warning||root:" + FORGED + "|Look at " + FORGED, events.get(0));
    assertEquals("check-error||root:" + FORGED + "|Worse.", events.get(1));
    assertEquals("check-ok||root:" + FORGED + "|Fine.", events.get(2));
  }

  private CheckBoard board(Duration hangsAfter, Check... all) {
    return new CheckBoard(() -> List.of(all), changes::add, Clock.systemUTC(), hangsAfter);
  }
}

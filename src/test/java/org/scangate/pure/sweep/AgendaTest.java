package org.scangate.pure.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scangate.testing.Await;

@Timeout(20)
class AgendaTest {

  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofHours(6);

  private final SettableClock clock = new SettableClock();
  private final PureSettingsBuilder settings =
      new PureSettingsBuilder().interval(LONG).fullWalk(LONG);
  private final Agenda agenda = new Agenda(clock);

  @Test
  void firstEverythingIsWalkedThenTheVerdictsAreChecked() {
    assertDue(WalkKind.FULL);
    pass(WalkKind.FULL);
    assertDue(WalkKind.CHECK);
    pass(WalkKind.CHECK);
    assertNothingDue();
  }

  @Test
  void aQuickPassIsDueAfterEachIntervalAndBeforeACheck() {
    settings.interval(SHORT);
    pass(WalkKind.FULL);
    for (int i = 0; i < 3; i++) {
      long begun = System.nanoTime();
      awaitDue(WalkKind.QUICK);
      assertTrue(System.nanoTime() - begun > SHORT.toNanos() / 2, "too soon");
      pass(WalkKind.QUICK);
      assertDue(WalkKind.CHECK);
    }
  }

  @Test
  void aFullWalkIsDueAfterItsTimeAndBeforeAQuickPass() {
    settings.interval(SHORT).fullWalk(SHORT);
    pass(WalkKind.FULL);
    awaitDue(WalkKind.FULL);
    pass(WalkKind.FULL);
    assertDue(WalkKind.CHECK);
  }

  @Test
  void thePauseIsCountedFromTheEndOfAWalk() {
    settings.interval(SHORT);
    pass(WalkKind.FULL);
    agenda.begun(WalkKind.QUICK, settings.build());
    awaitDue(WalkKind.QUICK);
    agenda.ended(WalkKind.QUICK, settings.build(), true);
    assertDue(WalkKind.CHECK);
    assertTrue(agenda.untilQuick().compareTo(SHORT) <= 0);
  }

  @Test
  void aCheckIsDueOnceADayAndNotWithoutAScanner() {
    pass(WalkKind.FULL);
    assertFalse(agenda.checkDue(settings.build(), false));
    assertDue(WalkKind.CHECK);
    pass(WalkKind.CHECK);
    assertNothingDue();
    clock.move(Duration.ofDays(1000));
    assertNothingDue();
  }

  @Test
  void whatWasNotCheckedToTheEndIsCheckedAgainButNotAtOnce() {
    settings.interval(SHORT);
    pass(WalkKind.FULL);
    agenda.begun(WalkKind.CHECK, settings.build());
    agenda.ended(WalkKind.CHECK, settings.build(), false);
    assertNothingDue();
    awaitDue(WalkKind.FULL);
    pass(WalkKind.FULL);
    awaitDue(WalkKind.CHECK);
  }

  @Test
  void inItsWindowACheckIsDueOncePerOpening() {
    settings.window("22:00-06:00");
    clock.forwardTo(LocalTime.of(12, 0));
    pass(WalkKind.FULL);
    assertNothingDue();
    for (int night = 0; night < 3; night++) {
      clock.forwardTo(LocalTime.of(22, 0));
      assertDue(WalkKind.CHECK);
      pass(WalkKind.CHECK);
      assertNothingDue();
      clock.forwardTo(LocalTime.of(3, 0));
      assertNothingDue();
      clock.forwardTo(LocalTime.of(6, 0));
      assertNothingDue();
    }
  }

  @Test
  void aCheckThatBeganAfterMidnightIsNotTheOneOfTheNextEvening() {
    settings.window("22:00-06:00");
    clock.forwardTo(LocalTime.of(1, 0));
    pass(WalkKind.FULL);
    assertDue(WalkKind.CHECK);
    pass(WalkKind.CHECK);
    assertNothingDue();
    clock.forwardTo(LocalTime.of(22, 30));
    assertDue(WalkKind.CHECK);
  }

  @Test
  void aCheckMayGoOnAsLongAsItsWindowIsOpen() {
    assertTrue(agenda.inWindow(settings.build()));
    settings.window("22:00-06:00");
    clock.forwardTo(LocalTime.of(22, 0));
    assertTrue(agenda.inWindow(settings.build()));
    clock.forwardTo(LocalTime.of(6, 0));
    assertFalse(agenda.inWindow(settings.build()));
  }

  @ParameterizedTest
  @EnumSource(WalkKind.class)
  void everythingIsWalkedAgainWhenAPassLeftSomethingAndTheScannerIsBack(WalkKind kind) {
    settings.interval(SHORT);
    pass(WalkKind.FULL);
    agenda.begun(kind, settings.build());
    agenda.ended(kind, settings.build(), false);
    assertFalse(due(true).equals(Optional.of(WalkKind.FULL)), "no pause");
    Await.until(
        "a quick pass is due without a scanner",
        Duration.ofSeconds(5),
        () -> due(false).equals(Optional.of(WalkKind.QUICK)));
    pass(WalkKind.QUICK);
    awaitDue(WalkKind.FULL);
    pass(WalkKind.FULL);
    awaitDue(WalkKind.QUICK);
  }

  @Test
  void aClockThatIsPutForwardOrBackDoesNotMatter() {
    settings.interval(SHORT);
    pass(WalkKind.FULL);
    clock.move(Duration.ofDays(-1000));
    awaitDue(WalkKind.QUICK);
    settings.interval(LONG);
    pass(WalkKind.QUICK);
    pass(WalkKind.CHECK);
    clock.move(Duration.ofDays(2000));
    assertNothingDue();
  }

  @Test
  void whoWantsEverythingNowGetsIt() {
    pass(WalkKind.FULL);
    pass(WalkKind.CHECK);
    agenda.fullNow();
    assertDue(WalkKind.FULL);
    assertEquals(Duration.ZERO, agenda.untilFull(settings.build()));
    assertTrue(agenda.lookDue());
  }

  @Test
  void whileEverythingIsWalkedTheLooksForChangesAreDueAsEver() {
    settings.interval(SHORT);
    agenda.begun(WalkKind.FULL, settings.build());
    assertFalse(agenda.quickDue(), "it meets what is new itself");
    awaitDue(WalkKind.QUICK);
    pass(WalkKind.QUICK);
    assertFalse(agenda.quickDue());
    agenda.fullNow();
    assertTrue(agenda.lookDue(), "beside the full walk that goes on");
    pass(WalkKind.LOOK);
    assertFalse(agenda.lookDue());
  }

  @Test
  void beforeAFullWalkNoVerdictsAreChecked() {
    agenda.begun(WalkKind.FULL, settings.build());
    assertFalse(agenda.checkDue(settings.build(), true));
    agenda.ended(WalkKind.FULL, settings.build(), false);
    assertFalse(agenda.checkDue(settings.build(), true), "it ended early");
    agenda.walked();
    assertTrue(agenda.checkDue(settings.build(), true));
  }

  /** A check that ends early may have had in hand what the full walk has passed by. */
  @Test
  void whatOthersLeaveDuringAFullWalkIsNotForgottenAtItsEnd() {
    settings.interval(SHORT);
    pass(WalkKind.FULL);
    agenda.begun(WalkKind.FULL, settings.build());
    agenda.ended(WalkKind.CHECK, settings.build(), false);
    agenda.ended(WalkKind.FULL, settings.build(), true);
    awaitDue(WalkKind.FULL);
    pass(WalkKind.FULL);
    assertFalse(agenda.fullDue(true));
  }

  /** Nobody tells when a scanner is ready: whoever waits for one asks again. */
  @Test
  void whatWasLeftIsAskedForAtIntervals() {
    settings.interval(SHORT);
    pass(WalkKind.FULL);
    agenda.begun(WalkKind.FULL, settings.build());
    agenda.ended(WalkKind.FULL, settings.build(), false);
    Await.until("it may be due", Duration.ofSeconds(5), () -> agenda.fullDue(true));
    assertFalse(agenda.fullDue(false));
    assertEquals(SHORT, agenda.untilFull(settings.build()));
  }

  private void pass(WalkKind kind) {
    agenda.begun(kind, settings.build());
    agenda.ended(kind, settings.build(), true);
    if (kind == WalkKind.FULL) {
      agenda.walked();
    }
  }

  /** Of what is due, the first; each has its walker. */
  private Optional<WalkKind> due(boolean ready) {
    if (agenda.fullDue(ready)) {
      return Optional.of(WalkKind.FULL);
    }
    if (agenda.quickDue()) {
      return Optional.of(WalkKind.QUICK);
    }
    return agenda.checkDue(settings.build(), ready)
        ? Optional.of(WalkKind.CHECK)
        : Optional.empty();
  }

  private void assertDue(WalkKind kind) {
    assertEquals(Optional.of(kind), due(true));
  }

  private void assertNothingDue() {
    assertEquals(Optional.empty(), due(true));
  }

  private void awaitDue(WalkKind kind) {
    Await.until(
        "a " + kind + " is due", Duration.ofSeconds(5), () -> due(true).equals(Optional.of(kind)));
  }
}

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
import org.scangate.pure.Scope;
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
    assertDue(PassKind.FULL);
    pass(PassKind.FULL);
    assertDue(PassKind.CHECK);
    pass(PassKind.CHECK);
    assertNothingDue();
  }

  @Test
  void aQuickPassIsDueAfterEachIntervalAndBeforeACheck() {
    settings.interval(SHORT);
    pass(PassKind.FULL);
    for (int i = 0; i < 3; i++) {
      long begun = System.nanoTime();
      awaitDue(PassKind.QUICK);
      assertTrue(System.nanoTime() - begun > SHORT.toNanos() / 2, "too soon");
      pass(PassKind.QUICK);
      assertDue(PassKind.CHECK);
    }
  }

  @Test
  void aFullWalkIsDueAfterItsTimeAndBeforeAQuickPass() {
    settings.interval(SHORT).fullWalk(SHORT);
    pass(PassKind.FULL);
    awaitDue(PassKind.FULL);
    pass(PassKind.FULL);
    assertDue(PassKind.CHECK);
  }

  @Test
  void thePauseIsCountedFromTheEndOfAPass() {
    settings.interval(SHORT);
    agenda.begun(PassKind.FULL, settings.build());
    awaitDue(PassKind.QUICK);
    agenda.ended(PassKind.FULL, settings.build(), true);
    assertDue(PassKind.CHECK);
    assertTrue(agenda.pause().compareTo(SHORT) <= 0);
  }

  @Test
  void aCheckIsDueOnceADayAndNotWithoutAScanner() {
    pass(PassKind.FULL);
    assertEquals(Optional.empty(), agenda.due(settings.build(), false));
    assertDue(PassKind.CHECK);
    pass(PassKind.CHECK);
    assertNothingDue();
    clock.move(Duration.ofDays(1000));
    assertNothingDue();
  }

  @Test
  void whatWasNotCheckedToTheEndIsCheckedAgainButNotAtOnce() {
    settings.interval(SHORT);
    pass(PassKind.FULL);
    agenda.begun(PassKind.CHECK, settings.build());
    agenda.ended(PassKind.CHECK, settings.build(), false);
    assertNothingDue();
    awaitDue(PassKind.FULL);
    pass(PassKind.FULL);
    awaitDue(PassKind.CHECK);
  }

  @Test
  void inItsWindowACheckIsDueOncePerOpening() {
    settings.window("22:00-06:00");
    clock.forwardTo(LocalTime.of(12, 0));
    pass(PassKind.FULL);
    assertNothingDue();
    for (int night = 0; night < 3; night++) {
      clock.forwardTo(LocalTime.of(22, 0));
      assertDue(PassKind.CHECK);
      pass(PassKind.CHECK);
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
    pass(PassKind.FULL);
    assertDue(PassKind.CHECK);
    pass(PassKind.CHECK);
    assertNothingDue();
    clock.forwardTo(LocalTime.of(22, 30));
    assertDue(PassKind.CHECK);
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
  @EnumSource(PassKind.class)
  void everythingIsWalkedAgainWhenAPassLeftSomethingAndTheScannerIsBack(PassKind kind) {
    settings.interval(SHORT);
    pass(PassKind.FULL);
    agenda.begun(kind, settings.build());
    agenda.ended(kind, settings.build(), false);
    assertFalse(agenda.due(settings.build(), true).equals(Optional.of(PassKind.FULL)), "no pause");
    Await.until(
        "a quick pass is due without a scanner",
        Duration.ofSeconds(5),
        () -> agenda.due(settings.build(), false).equals(Optional.of(PassKind.QUICK)));
    pass(PassKind.QUICK);
    awaitDue(PassKind.FULL);
    pass(PassKind.FULL);
    awaitDue(PassKind.QUICK);
  }

  @Test
  void aClockThatIsPutForwardOrBackDoesNotMatter() {
    settings.interval(SHORT);
    pass(PassKind.FULL);
    clock.move(Duration.ofDays(-1000));
    awaitDue(PassKind.QUICK);
    settings.interval(LONG);
    pass(PassKind.QUICK);
    pass(PassKind.CHECK);
    clock.move(Duration.ofDays(2000));
    assertNothingDue();
  }

  @Test
  void whoWantsEverythingNowGetsIt() {
    pass(PassKind.FULL);
    pass(PassKind.CHECK);
    agenda.fullNow();
    assertDue(PassKind.FULL);
    assertEquals(Duration.ZERO, agenda.pause());
    assertEquals(Optional.of(Scope.ALL), agenda.dueWithin());
  }

  @Test
  void withinALongPassTheShortOnesAreDueAsEver() {
    settings.interval(SHORT);
    agenda.begun(PassKind.FULL, settings.build());
    assertEquals(Optional.empty(), agenda.dueWithin());
    awaitWithin(Scope.CHANGES);
    agenda.endedWithin(Scope.CHANGES, settings.build());
    assertEquals(Optional.empty(), agenda.dueWithin());
    agenda.fullNow();
    assertEquals(Optional.of(Scope.ALL), agenda.dueWithin());
    agenda.endedWithin(Scope.ALL, settings.build());
    awaitWithin(Scope.CHANGES);
  }

  private void pass(PassKind kind) {
    agenda.begun(kind, settings.build());
    agenda.ended(kind, settings.build(), true);
  }

  private void assertDue(PassKind kind) {
    assertEquals(Optional.of(kind), agenda.due(settings.build(), true));
  }

  private void assertNothingDue() {
    assertEquals(Optional.empty(), agenda.due(settings.build(), true));
  }

  private void awaitDue(PassKind kind) {
    Await.until(
        "a " + kind + " is due",
        Duration.ofSeconds(5),
        () -> agenda.due(settings.build(), true).equals(Optional.of(kind)));
  }

  private void awaitWithin(Scope scope) {
    Await.until(
        scope + " is due within",
        Duration.ofSeconds(5),
        () -> agenda.dueWithin().equals(Optional.of(scope)));
  }
}

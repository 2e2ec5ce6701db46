package org.scangate.console.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scangate.console.access.ConsoleUser.Source;

/** Sessions end, and there are not too many of them. */
class ConsoleSessionsTest {

  private long nanos;
  private final ConsoleSessions sessions = new ConsoleSessions(() -> nanos);

  private static ConsoleUser user(String name, Role role) {
    return new ConsoleUser(name, role, Source.LOGIN);
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  @Test
  void oneIsFoundByItsSecretNameAlone() {
    ConsoleSessions.Begun begun = sessions.begin(user("anna", Role.VIEWER));
    assertEquals(Optional.of(begun.session()), sessions.find(begun.name()));
    assertEquals(Optional.empty(), sessions.find("anna"));
    assertEquals(Optional.empty(), sessions.find(""));
    assertTrue(begun.name().length() >= 43, "256 bits");
    assertNotEquals(begun.name(), sessions.begin(user("anna", Role.VIEWER)).name());
    sessions.end(begun.name());
    assertEquals(Optional.empty(), sessions.find(begun.name()));
  }

  @Test
  void oneThatIsNotUsedEnds() {
    ConsoleSessions.Begun begun = sessions.begin(user("anna", Role.VIEWER));
    pass(ConsoleSessions.IDLE.minusSeconds(1));
    begun.session().use();
    pass(ConsoleSessions.IDLE.minusSeconds(1));
    assertTrue(sessions.find(begun.name()).isPresent());
    pass(Duration.ofSeconds(1));
    assertFalse(sessions.find(begun.name()).isPresent());
    assertEquals(0, sessions.size());
  }

  @Test
  void noneIsForEver() {
    ConsoleSessions.Begun begun = sessions.begin(user("anna", Role.VIEWER));
    for (int i = 0; i < 47; i++) {
      pass(Duration.ofMinutes(15));
      begun.session().use();
    }
    assertTrue(sessions.find(begun.name()).isPresent());
    pass(Duration.ofMinutes(15));
    assertFalse(sessions.find(begun.name()).isPresent());
  }

  @Test
  void allOfSomebodyAreToldAndEnded() {
    ConsoleSessions.Begun first = sessions.begin(user("anna", Role.VIEWER));
    pass(Duration.ofMinutes(3));
    sessions.begin(user("anna", Role.VIEWER));
    ConsoleSessions.Begun others = sessions.begin(user("otto", Role.OPERATOR));
    pass(Duration.ofMinutes(2));
    assertEquals(
        List.of(
            new LoggedIn(user("anna", Role.VIEWER), 2, Duration.ofMinutes(2)),
            new LoggedIn(user("otto", Role.OPERATOR), 1, Duration.ofMinutes(2))),
        sessions.people());
    sessions.begin(user("ANNA ", Role.VIEWER));
    assertEquals(3, sessions.endAll("Anna"), "to a directory they are one");
    assertEquals(0, sessions.endAll("anna"));
    assertFalse(sessions.find(first.name()).isPresent());
    assertTrue(sessions.find(others.name()).isPresent());
    pass(ConsoleSessions.IDLE);
    assertEquals(List.of(), sessions.people());
  }

  @Test
  void whoBeginsManyEndsTheirOwnOldestOnes() {
    ConsoleSessions.Begun others = sessions.begin(user("otto", Role.OPERATOR));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < ConsoleSessions.MAX_OF_ONE + 5; i++) {
      pass(Duration.ofMillis(1));
      names.add(sessions.begin(user("anna", Role.VIEWER)).name());
    }
    assertEquals(ConsoleSessions.MAX_OF_ONE + 1, sessions.size());
    assertTrue(sessions.find(others.name()).isPresent());
    assertFalse(sessions.find(names.get(4)).isPresent());
    assertTrue(sessions.find(names.get(5)).isPresent());
  }

  @Test
  void thereAreNotTooMany() {
    for (int i = 0; i < ConsoleSessions.MAX_SESSIONS + 10; i++) {
      sessions.begin(user("user" + i, Role.VIEWER));
    }
    assertEquals(ConsoleSessions.MAX_SESSIONS, sessions.size());
  }

  @Test
  void aFormIsOursByItsTokenAlone() {
    ConsoleSession session = sessions.begin(user("anna", Role.VIEWER)).session();
    ConsoleSession other = sessions.begin(user("anna", Role.VIEWER)).session();
    assertTrue(session.isOurs(session.csrf()));
    assertFalse(session.isOurs(other.csrf()));
    assertFalse(session.isOurs(null));
    assertFalse(session.isOurs(""));
    assertEquals(2, new HashSet<>(List.of(session.csrf(), other.csrf())).size());
  }

  @Test
  void whatIsAboutPersonsClosesByItself() {
    ConsoleSession session = sessions.begin(user("otto", Role.OPERATOR)).session();
    assertFalse(session.isPersonalOpen());
    session.openPersonal();
    assertTrue(session.isPersonalOpen());
    session.isNow(user("otto", Role.VIEWER));
    assertFalse(session.isPersonalOpen(), "the role was taken away");
    session.isNow(user("otto", Role.OPERATOR));
    pass(ConsoleSession.OPENED_FOR);
    assertFalse(session.isPersonalOpen());
    session.openPersonal();
    session.closePersonal();
    assertFalse(session.isPersonalOpen());
  }

  @Test
  void whatIsSaidIsSaidOnce() {
    ConsoleSession session = sessions.begin(user("otto", Role.OPERATOR)).session();
    session.say("done");
    assertEquals(Optional.of("done"), session.said());
    assertEquals(Optional.empty(), session.said());
  }

  @Test
  void aRoleMayWhatTheLowerOnesMay() {
    assertTrue(Role.ADMIN.includes(Role.OPERATOR) && Role.OPERATOR.includes(Role.VIEWER));
    assertFalse(Role.VIEWER.includes(Role.OPERATOR) || Role.OPERATOR.includes(Role.ADMIN));
    assertEquals(
        Optional.of(Role.OPERATOR),
        Role.highest(List.of("users", "scangate-viewer", "scangate-operator")));
    assertEquals(Optional.empty(), Role.highest(List.of("Scangate-Admin", "admin", "")));
  }
}

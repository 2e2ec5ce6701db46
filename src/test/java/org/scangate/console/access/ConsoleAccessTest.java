package org.scangate.console.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.scangate.scan.access.AddressRange;
import org.scangate.scan.access.ClientAddress;

/** Who is let in by what a proxy or the container says, and by the link of a trial run. */
class ConsoleAccessTest {

  private static final String PROXY = "192.0.2.10";
  private static final ClientAddress CLIENTS =
      new ClientAddress(List.of(AddressRange.parse(PROXY)));

  private final ConsoleAccess access =
      new ConsoleAccess(
          new ConsoleSettings(
              false,
              Optional.empty(),
              Optional.of("X-Remote-User"),
              Optional.of("X-Remote-Groups")),
          () -> CLIENTS);

  private final ScriptedRequest sent = new ScriptedRequest();

  private Optional<ConsoleUser> user() {
    return access.session(sent.request(), sent.response()).map(ConsoleSession::user);
  }

  private void byProxy(String name, String groups) {
    sent.address = PROXY;
    sent.header("X-Remote-User", name).header("X-Remote-Groups", groups);
  }

  @Test
  void aTrustedProxyNamesWhoItHasLetIn() {
    byProxy("anna", "users, scangate-viewer,scangate-operator");
    ConsoleUser anna = user().orElseThrow();
    assertEquals("anna", anna.name());
    assertEquals(Role.OPERATOR, anna.role());
  }

  @Test
  void nobodyElseDoes() {
    byProxy("anna", "scangate-admin");
    sent.address = "192.0.2.11";
    assertEquals(Optional.empty(), user());
    assertEquals(List.of(), sent.set);
  }

  @Test
  void oneNameAndARoleAreNeeded() {
    byProxy("anna", "users");
    assertEquals(Optional.empty(), user());
    byProxy("", "scangate-viewer");
    assertEquals(Optional.empty(), user());
    byProxy("a".repeat(201), "scangate-viewer");
    assertEquals(Optional.empty(), user());
    sent.header("X-Remote-User", "anna", "ada").header("X-Remote-Groups", "scangate-viewer");
    assertEquals(Optional.empty(), user(), "one of them is forged");
  }

  /** What it said before does not outlast it. */
  @Test
  void aSessionGoesWithWhatTheProxySays() {
    byProxy("anna", "scangate-admin");
    ConsoleSession first = access.session(sent.request(), sent.response()).orElseThrow();
    assertSame(first, access.session(sent.request(), sent.response()).orElseThrow());
    byProxy("anna", "scangate-viewer");
    assertEquals(Role.VIEWER, user().orElseThrow().role());
    assertSame(first, access.session(sent.request(), sent.response()).orElseThrow());
    byProxy("otto", "scangate-viewer");
    assertNotSame(first, access.session(sent.request(), sent.response()).orElseThrow());
    sent.headers.clear();
    assertEquals(Optional.empty(), user());
  }

  @Test
  void soItIsWithThePrincipalOfTheContainer() {
    sent.principal = "anna";
    assertEquals(Optional.empty(), user(), "without a role");
    sent.roles = Set.of("scangate-admin");
    assertEquals(Role.ADMIN, user().orElseThrow().role());
    assertEquals(ConsoleUser.Source.CONTAINER, user().orElseThrow().source());
    sent.principal = null;
    assertEquals(Optional.empty(), user());
  }

  @Test
  void theCookieIsSecureBehindTlsAlone() {
    byProxy("anna", "scangate-viewer");
    user();
    assertFalse(sent.set.get(0).contains("Secure"), sent.set.get(0));
    ScriptedRequest tls = new ScriptedRequest();
    tls.address = PROXY;
    tls.header("X-Remote-User", "anna")
        .header("X-Remote-Groups", "scangate-viewer")
        .header("X-Forwarded-Proto", "https");
    access.session(tls.request(), tls.response());
    assertTrue(tls.set.get(0).contains("; Secure"), tls.set.get(0));
    assertTrue(tls.set.get(0).contains("; HttpOnly; SameSite=Lax"), tls.set.get(0));
  }

  @Test
  void withoutItsKeyThereIsNoLink() {
    sent.address = "127.0.0.1";
    assertEquals(Optional.empty(), access.trialPath());
    assertFalse(access.trial(sent.request(), sent.response(), ""));
    assertFalse(access.trial(sent.request(), sent.response(), null));
  }

  @Test
  void theLinkIsForThisMachineAlone() {
    ConsoleAccess trial =
        new ConsoleAccess(
            new ConsoleSettings(true, Optional.empty(), Optional.empty(), Optional.empty()),
            () -> CLIENTS);
    String secret = trial.trialPath().orElseThrow().replaceFirst(".*=", "");
    assertFalse(trial.trial(sent.request(), sent.response(), secret), "from elsewhere");
    sent.address = "127.0.0.1";
    assertFalse(trial.trial(sent.request(), sent.response(), secret + "x"));
    sent.header("X-Forwarded-For", "127.0.0.1");
    assertFalse(trial.trial(sent.request(), sent.response(), secret), "through a proxy");
    sent.headers.clear();
    assertTrue(trial.trial(sent.request(), sent.response(), secret));
    assertEquals(
        Optional.of(Role.ADMIN),
        trial.session(sent.request(), sent.response()).map(one -> one.user().role()));
    sent.header("Via", "1.1 proxy");
    assertEquals(Optional.empty(), trial.session(sent.request(), sent.response()));
    sent.headers.clear();
    sent.address = "192.0.2.1";
    assertEquals(Optional.empty(), trial.session(sent.request(), sent.response()));
  }

  private ConsoleAccess.Login login(String name, String password) {
    return access.login(sent.request(), sent.response(), name, password);
  }

  /** Also after a right one: who guesses may sit behind the same proxy. */
  @Test
  void whoGuessesAPasswordIsNotLookedAtForAWhile() {
    sent.known = "anna right";
    sent.roles = Set.of("scangate-viewer");
    assertEquals(ConsoleAccess.Login.DONE, login("anna", "right"));
    for (int i = 0; i < 5; i++) {
      assertEquals(ConsoleAccess.Login.WRONG, login("anna", "guess" + i));
    }
    assertEquals(ConsoleAccess.Login.SHUT, login("anna", "right"));
    assertEquals(6, sent.asked, "nobody was asked");
    assertEquals(ConsoleAccess.Login.WRONG, login("otto", "guess"), "another name is looked at");
    assertEquals(6, access.failures());
  }

  @Test
  void aNameIsOneHoweverItIsWritten() {
    for (String name : List.of("anna", "ANNA", "anna ", "a\u00adnna", "\u00e1nna")) {
      assertEquals(ConsoleAccess.Login.WRONG, login(name, "guess"));
    }
    assertEquals(ConsoleAccess.Login.SHUT, login("Anna", "guess"));
  }

  /** Ours is enough. */
  @Test
  void theContainersSessionEndsWithTheLogin() {
    sent.known = "anna right";
    sent.roles = Set.of("scangate-viewer");
    assertEquals(ConsoleAccess.Login.DONE, login("anna", "right"));
    assertFalse(sent.session);
  }

  private Optional<ConsoleAccess.Login> byContainer() {
    return access.loginByContainer(sent.request(), sent.response());
  }

  @Test
  void openIdConnectLeadsOnThenLetsIn() {
    sent.oidc = ScriptedRequest.Oidc.LEADS_ON;
    assertEquals(Optional.empty(), byContainer());
    sent.oidc = ScriptedRequest.Oidc.KNOWS;
    sent.principal = "anna";
    assertEquals(Optional.of(ConsoleAccess.Login.NO_ROLE), byContainer());
    assertEquals(List.of(), sent.set);
    sent.roles = Set.of("scangate-viewer");
    assertEquals(Optional.of(ConsoleAccess.Login.DONE), byContainer());
    assertFalse(sent.session, "the container's");
    sent.principal = null;
    assertEquals("anna", user().orElseThrow().name());
  }

  @Test
  void aProviderThatIsDownLetsInNobody() {
    sent.oidc = ScriptedRequest.Oidc.FAILS;
    assertEquals(Optional.of(ConsoleAccess.Login.NO_WAY), byContainer());
  }

  /** It would take passwords uncounted, or a token. */
  @Test
  void theContainerIsAskedForNothingElse() {
    sent.principal = "ada";
    sent.roles = Set.of("scangate-admin");
    assertEquals(Optional.of(ConsoleAccess.Login.NO_WAY), byContainer());
    sent.oidc = ScriptedRequest.Oidc.KNOWS;
    sent.parameters.put("access_token", new String[] {"of another client"});
    assertEquals(Optional.of(ConsoleAccess.Login.NO_WAY), byContainer());
    sent.parameters.clear();
    sent.header("Authorization", "Basic YWRhOmFkYQ==");
    assertEquals(Optional.of(ConsoleAccess.Login.NO_WAY), byContainer());
    assertEquals(0, sent.asked);
  }

  /** It would be kept in memory, and nobody has such a name. */
  @Test
  void whatIsNoNameIsNeitherAskedNorRemembered() {
    for (int i = 0; i < 10; i++) {
      assertEquals(ConsoleAccess.Login.WRONG, login("a".repeat(201), "guess"));
      assertEquals(ConsoleAccess.Login.WRONG, login("", "guess"));
      assertEquals(ConsoleAccess.Login.WRONG, login("anna", ""));
    }
    assertEquals(0, sent.asked);
    assertEquals(0, access.failures());
  }

  @Test
  void withoutARoleNobodyIsIn() {
    sent.known = "anna right";
    assertEquals(ConsoleAccess.Login.NO_ROLE, login("anna", "right"));
    assertEquals(Optional.empty(), user());
  }

  @Test
  void whoLogsOutIsOut() {
    sent.principal = "anna";
    sent.roles = Set.of("scangate-viewer");
    user();
    sent.principal = null;
    access.logout(sent.request(), sent.response());
    assertTrue(sent.set.get(1).contains("Max-Age=0"), sent.set.toString());
  }
}

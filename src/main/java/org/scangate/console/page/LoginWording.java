package org.scangate.console.page;

import org.scangate.console.access.ConsoleAccess.Login;

/** What the login page says. */
final class LoginWording {

  private LoginWording() {}

  static String of(Login came) {
    return switch (came) {
      case DONE -> "";
      case WRONG ->
          "The server knows no such name and password. Where it has no realm yet, the page"
              + " operate/console of the documentation says how to make one.";
      case NO_WAY ->
          "The server has let in nobody by OpenID Connect: it has no such login, or its provider"
              + " does not answer. Its log may say more.";
      case NO_ROLE ->
          "You are who you say, but have none of the roles scangate-viewer, scangate-operator and"
              + " scangate-admin.";
      case SHUT ->
          "There were too many wrong passwords for this name from your address, or too many logins at once. Wait a minute, then try again.";
    };
  }
}

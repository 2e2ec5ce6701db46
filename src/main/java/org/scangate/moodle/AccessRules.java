package org.scangate.moodle;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ws.rs.core.Response.Status;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.scangate.scan.Sha256;

/**
 * Who may ask for a scan.
 *
 * @param tokens one of them is the bearer's token or the Basic password; empty: none is asked for
 * @param allowed addresses of clients; empty: any
 */
public record AccessRules(List<String> tokens, List<AddressRange> allowed) {

  private static final String BEARER = "bearer ";
  private static final String BASIC = "basic ";

  public AccessRules {
    tokens = List.copyOf(tokens);
    allowed = List.copyOf(allowed);
  }

  /** Why a client is turned away. */
  record Refusal(Status status, String why) {}

  /**
   * Judges a client.
   *
   * @param client its address
   * @param authorization the header of that name, or null
   */
  Optional<Refusal> refusal(String client, String authorization) {
    if (!allowed.isEmpty() && allowed.stream().noneMatch(range -> range.contains(client))) {
      return Optional.of(
          new Refusal(
              Status.FORBIDDEN,
              (client.equals(ClientAddress.UNKNOWN)
                      ? "a client whose address Forwarded and X-Forwarded-For do not tell clearly"
                      : client)
                  + " is not among scangate.moodle.allowed-addresses"));
    }
    if (!tokens.isEmpty() && !knows(secret(authorization))) {
      return Optional.of(
          new Refusal(
              Status.UNAUTHORIZED,
              "no valid credentials: send one of scangate.moodle.token as Bearer or as the Basic"
                  + " password"));
    }
    return Optional.empty();
  }

  /** Whether there is a secret to be looked at: who sends none guesses none. */
  boolean isGuess(String authorization) {
    return !tokens.isEmpty() && !secret(authorization).isEmpty();
  }

  /** Whether it has one of the tokens; never where there is none. */
  boolean hasToken(String authorization) {
    return !tokens.isEmpty() && knows(secret(authorization));
  }

  /** Takes the same time for every wrong secret, and looks at all tokens. */
  private boolean knows(String secret) {
    boolean known = false;
    for (String token : tokens) {
      known |= MessageDigest.isEqual(sha256(token), sha256(secret));
    }
    return known;
  }

  private static String secret(String authorization) {
    String header = authorization == null ? "" : authorization.strip();
    if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return header.substring(BEARER.length()).strip();
    }
    if (header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return password(header.substring(BASIC.length()).strip());
    }
    return "";
  }

  private static String password(String basic) {
    try {
      String userAndPassword = new String(Base64.getDecoder().decode(basic), UTF_8);
      return userAndPassword.substring(userAndPassword.indexOf(':') + 1);
    } catch (IllegalArgumentException e) {
      return ""; // not Base64, so no password: no token is empty
    }
  }

  private static byte[] sha256(String text) {
    return Sha256.newDigest().digest(text.getBytes(UTF_8));
  }

  /** Without the tokens: records are printed by accident. */
  @Override
  public String toString() {
    return "AccessRules[" + tokens.size() + " tokens, allowed=" + allowed + "]";
  }
}

package org.scangate.moodle;

import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Optional;
import org.scangate.scan.SharedSecrets;
import org.scangate.scan.access.AddressRange;
import org.scangate.scan.access.ClientAddress;

/**
 * Who may ask for a scan.
 *
 * @param tokens one of them is the bearer's token or the Basic password; empty: none is asked for
 * @param allowed addresses of clients; empty: any
 */
public record AccessRules(List<String> tokens, List<AddressRange> allowed) {

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
    if (!tokens.isEmpty() && !secrets().isSent(authorization)) {
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
    return !tokens.isEmpty() && !SharedSecrets.sent(authorization).isEmpty();
  }

  /** Whether it has one of the tokens; never where there is none. */
  boolean hasToken(String authorization) {
    return secrets().isSent(authorization);
  }

  private SharedSecrets secrets() {
    return new SharedSecrets(tokens);
  }

  /** Without the tokens: records are printed by accident. */
  @Override
  public String toString() {
    return "AccessRules[" + tokens.size() + " tokens, allowed=" + allowed + "]";
  }
}

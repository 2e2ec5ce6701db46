package org.scangate.watch;

import org.scangate.scan.SharedSecrets;
import org.scangate.scan.access.AddressAccess;
import org.scangate.scan.access.FailedTokens;

/**
 * Who may see metrics: who sends one of the tokens, or asks from one of the addresses.
 *
 * @param tokens none: no token opens it
 * @param addresses that need no token
 */
public record MetricsAccess(SharedSecrets tokens, AddressAccess addresses) {

  /**
   * Judges a client.
   *
   * @param connection the address that the connection comes from
   * @param client its own address, which is another one behind a trusted proxy
   * @param forwarded whether a header tells of a proxy
   * @param authorization the header, or null
   * @param failed who guesses tokens
   */
  boolean allows(
      String connection,
      String client,
      boolean forwarded,
      String authorization,
      FailedTokens failed) {
    return addresses.allows(connection, client, forwarded)
        || (!SharedSecrets.sent(authorization).isEmpty()
            && failed.isRight(client, () -> tokens.isSent(authorization)));
  }
}

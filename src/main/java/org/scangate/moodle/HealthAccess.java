package org.scangate.moodle;

import java.util.List;
import java.util.Optional;

/**
 * Who is told all of health without a token; others hear the status and the names of checks, and
 * not which files are not looked into.
 *
 * @param allowed addresses of clients; not set: this machine, as long as no proxy stands between
 */
public record HealthAccess(Optional<List<AddressRange>> allowed) {

  private static final List<AddressRange> LOOPBACK =
      List.of(AddressRange.parse("127.0.0.0/8"), AddressRange.parse("::1"));

  public HealthAccess {
    allowed = allowed.map(List::copyOf);
  }

  /**
   * Judges a client.
   *
   * @param connection the address that the connection comes from
   * @param client its own address, which is another one behind a trusted proxy
   * @param forwarded whether a header tells of a proxy
   */
  boolean tellsAll(String connection, String client, boolean forwarded) {
    return allowed.isPresent()
        ? allowed.get().stream().anyMatch(range -> range.contains(client))
        : !forwarded && LOOPBACK.stream().anyMatch(range -> range.contains(connection));
  }
}

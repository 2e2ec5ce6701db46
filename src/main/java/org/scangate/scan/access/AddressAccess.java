package org.scangate.scan.access;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which addresses may see without a token what is not for strangers: all of health, metrics.
 *
 * @param allowed addresses of clients; not set: this machine, as long as no proxy stands between
 */
public record AddressAccess(Optional<List<AddressRange>> allowed) {

  private static final List<AddressRange> LOOPBACK =
      List.of(AddressRange.parse("127.0.0.0/8"), AddressRange.parse("::1"));

  private static final List<String> OF_PROXIES =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

  public AddressAccess {
    allowed = allowed.map(List::copyOf);
  }

  /**
   * Judges a client.
   *
   * @param connection the address that the connection comes from
   * @param client its own address, which is another one behind a trusted proxy
   * @param forwarded whether a header tells of a proxy
   */
  public boolean allows(String connection, String client, boolean forwarded) {
    return allowed.isPresent()
        ? allowed.get().stream().anyMatch(range -> range.contains(client))
        : !forwarded && LOOPBACK.stream().anyMatch(range -> range.contains(connection));
  }

  /**
   * Whether a header tells of a proxy, trusted or not.
   *
   * @param hasHeader whether the request has a header of this name
   */
  public static boolean isForwarded(Predicate<String> hasHeader) {
    return OF_PROXIES.stream().anyMatch(hasHeader);
  }
}

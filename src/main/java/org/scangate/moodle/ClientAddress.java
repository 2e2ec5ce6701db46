package org.scangate.moodle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the client's address behind trusted proxies: from the connection backwards through {@code
 * Forwarded} or {@code X-Forwarded-For}, up to the first that is no trusted proxy. What stands
 * before it may be forged. A proxy sets one of the two headers and may pass on what the client sent
 * as the other: where they disagree neither is believed.
 *
 * @param trustedProxies whose headers are believed; empty: nobody's
 */
public record ClientAddress(List<AddressRange> trustedProxies) {

  private static final Pattern FOR =
      Pattern.compile("(?i)(?:^|[;,\\s])for=(?:\"\\[?([^\\]\"]+)]?(?::\\d+)?\"|([^;,\\s]+))");
  private static final Pattern PORT = Pattern.compile("^(\\d+\\.\\d+\\.\\d+\\.\\d+):\\d+$");

  public ClientAddress {
    trustedProxies = List.copyOf(trustedProxies);
  }

  /**
   * Tells the client.
   *
   * @param connection the address that the connection comes from
   * @param forwarded all {@code Forwarded} headers
   * @param xForwardedFor all {@code X-Forwarded-For} headers
   */
  String of(String connection, List<String> forwarded, List<String> xForwardedFor) {
    if (trustedProxies.isEmpty()) {
      return connection;
    }
    String byForwarded = client(connection, fors(forwarded));
    String byX = client(connection, xff(xForwardedFor));
    if (forwarded.isEmpty() || xForwardedFor.isEmpty()) {
      return forwarded.isEmpty() ? byX : byForwarded;
    }
    return byForwarded.equals(byX) ? byX : connection;
  }

  private String client(String connection, List<String> forwardedFor) {
    List<String> hops = new ArrayList<>(forwardedFor);
    Collections.reverse(hops);
    String client = connection;
    for (String hop : hops) {
      if (!trusted(client)) {
        break;
      }
      client = hop;
    }
    return client;
  }

  private boolean trusted(String address) {
    return trustedProxies.stream().anyMatch(range -> range.contains(address));
  }

  private static List<String> xff(List<String> headers) {
    return headers.stream()
        .flatMap(header -> List.of(header.split(",", -1)).stream())
        .map(hop -> withoutPort(hop.strip()))
        .toList();
  }

  private static List<String> fors(List<String> headers) {
    List<String> hops = new ArrayList<>();
    for (String header : headers) {
      Matcher each = FOR.matcher(header);
      while (each.find()) {
        hops.add(withoutPort(each.group(1) != null ? each.group(1) : each.group(2)));
      }
    }
    return hops;
  }

  private static String withoutPort(String hop) {
    Matcher port = PORT.matcher(hop);
    return port.matches() ? port.group(1) : hop;
  }
}

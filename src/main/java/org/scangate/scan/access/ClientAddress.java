package org.scangate.scan.access;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Tells the client's address behind trusted proxies: from the connection backwards through {@code
 * Forwarded} or {@code X-Forwarded-For}, up to the first that is no trusted proxy. What stands
 * before it may be forged. A proxy sets one of the two headers and may pass on what the client sent
 * as the other: where they disagree, or cannot be read, nobody knows who the client is.
 *
 * @param trustedProxies whose headers are believed; empty: nobody's
 */
public record ClientAddress(List<AddressRange> trustedProxies) {

  /** In place of an address: a client that is in no range. */
  public static final String UNKNOWN = "unknown";

  public ClientAddress {
    trustedProxies = List.copyOf(trustedProxies);
  }

  /**
   * Tells the client.
   *
   * @param connection the address that the connection comes from
   * @param forwarded all {@code Forwarded} headers
   * @param xForwardedFor all {@code X-Forwarded-For} headers
   * @return its address, or {@link #UNKNOWN}
   */
  public String of(String connection, List<String> forwarded, List<String> xForwardedFor) {
    if (!trusts(connection)) {
      return connection;
    }
    String byForwarded = client(connection, fors(forwarded));
    String byX = client(connection, addresses(xForwardedFor));
    if (forwarded.isEmpty() || xForwardedFor.isEmpty()) {
      return forwarded.isEmpty() ? byX : byForwarded;
    }
    return AddressRange.isAddress(byX) && AddressRange.parse(byX).contains(byForwarded)
        ? byX
        : UNKNOWN;
  }

  private String client(String connection, List<String> forwardedFor) {
    List<String> hops = new ArrayList<>(forwardedFor);
    Collections.reverse(hops);
    String client = connection;
    for (String hop : hops) {
      if (!trusts(client)) {
        break;
      }
      client = hop;
    }
    return client;
  }

  /** Whether an address is a trusted proxy's. */
  public boolean trusts(String address) {
    return trustedProxies.stream().anyMatch(range -> range.contains(address));
  }

  private static List<String> addresses(List<String> headers) {
    return headers.stream()
        .flatMap(header -> split(header, ',').stream())
        .map(ClientAddress::address)
        .toList();
  }

  /** The {@code for} of each hop (RFC 7239, 4); unknown where it has none, or more than one. */
  private static List<String> fors(List<String> headers) {
    List<String> hops = new ArrayList<>();
    for (String header : headers) {
      for (String element : split(header, ',')) {
        List<String> names =
            split(element, ';').stream()
                .filter(pair -> pair.toLowerCase(Locale.ROOT).startsWith("for="))
                .toList();
        hops.add(names.size() == 1 ? address(names.get(0).substring("for=".length())) : UNKNOWN);
      }
    }
    return hops;
  }

  /** At each separator that is not within quotes; each part stripped. */
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int begin = 0;
    for (int i = 0; i < text.length(); i++) {
      quoted ^= text.charAt(i) == '"';
      if (!quoted && text.charAt(i) == separator) {
        parts.add(text.substring(begin, i).strip());
        begin = i + 1;
      }
    }
    parts.add(text.substring(begin).strip());
    return parts;
  }

  /** Without quotes, brackets and port: {@code "[2001:db8::7]:4711"}, {@code 192.0.2.7:80}. */
  private static String address(String hop) {
    int last = hop.length() - 1;
    boolean quoted = last > 0 && hop.charAt(0) == '"' && hop.charAt(last) == '"';
    String node = quoted ? hop.substring(1, last) : hop;
    int colon = node.lastIndexOf(':');
    boolean port = colon >= 0 && isNumber(node.substring(colon + 1));
    if (node.startsWith("[")) {
      String host = port && node.charAt(colon - 1) == ']' ? node.substring(0, colon) : node;
      node = host.endsWith("]") ? host.substring(1, host.length() - 1) : "";
    } else if (port && node.indexOf(':') == colon) {
      node = node.substring(0, colon);
    }
    boolean plain = node.equals(node.strip()) && AddressRange.isAddress(node);
    return plain ? node : UNKNOWN;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}

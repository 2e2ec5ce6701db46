package org.scangate.scan.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A range of IP addresses, such as {@code 10.1.0.0/16}, {@code ::1} or {@code 192.0.2.7}. */
public final class AddressRange {

  private static final int MAX_LENGTH = 100;
  private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|\\d?\\d)";

  /** An IP address and nothing that would be looked up in the DNS. */
  private static final Pattern LITERAL =
      Pattern.compile("BYTE(\\.BYTE){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*".replace("BYTE", BYTE));

  private static final Pattern ZONE = Pattern.compile("^([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)%[\\w.-]+$");

  private final byte[] network;
  private final int bits;

  private AddressRange(byte[] network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /**
   * Reads CIDR notation, or one address.
   *
   * @throws IllegalArgumentException saying what a range looks like
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    byte[] network = bytes(slash < 0 ? text : text.substring(0, slash));
    int most = network == null ? 0 : network.length * 8;
    int bits = most;
    if (slash >= 0) {
      try {
        bits = Integer.parseInt(text.substring(slash + 1));
      } catch (NumberFormatException e) {
        bits = -1;
      }
    }
    if (network == null || bits < 0 || bits > most) {
      throw new IllegalArgumentException(
          "a range is an IP address or CIDR, such as 10.1.0.0/16 or 2001:db8::/32");
    }
    return new AddressRange(network, bits);
  }

  /** Whether it is an address, and one of this range. */
  public boolean contains(String address) {
    byte[] candidate = bytes(address);
    if (candidate == null || candidate.length != network.length) {
      return false;
    }
    int whole = bits / 8;
    if (!Arrays.equals(network, 0, whole, candidate, 0, whole)) {
      return false;
    }
    int mask = 0xff << (8 - bits % 8) & 0xff;
    return bits % 8 == 0 || (network[whole] & mask) == (candidate[whole] & mask);
  }

  /** As it was written, so that settings which are read again are the same. */
  @Override
  public boolean equals(Object other) {
    return other instanceof AddressRange range
        && bits == range.bits
        && Arrays.equals(network, range.network);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(network) + bits;
  }

  public static boolean isAddress(String text) {
    return bytes(text) != null;
  }

  /** An IPv4 address itself; of IPv6 the first half, since who has one address has them all. */
  public static String network(String address) {
    byte[] bytes = bytes(address);
    return bytes == null || bytes.length == 4
        ? address
        : HexFormat.of().formatHex(bytes, 0, bytes.length / 2);
  }

  /** An IPv4 address mapped into IPv6 is taken as IPv4; a zone ({@code %eth0}) is left out. */
  private static byte[] bytes(String address) {
    if (address.length() > MAX_LENGTH) {
      return null; // what is longer is none, and the patterns would take their time
    }
    String literal = ZONE.matcher(address.strip()).replaceFirst("$1");
    if (!LITERAL.matcher(literal).matches()) {
      return null;
    }
    try {
      return InetAddress.getByName(literal).getAddress();
    } catch (UnknownHostException e) {
      return null;
    }
  }

  @Override
  public String toString() {
    try {
      return InetAddress.getByAddress(network).getHostAddress() + '/' + bits;
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}

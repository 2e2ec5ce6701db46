package org.scangate.scanner.clamd;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scangate.scan.Deadline;
import org.scangate.scanner.net.Resolver;

/**
 * Where a clamd listens.
 *
 * @param text as configured: {@code host:port}, {@code [::1]:port} or {@code unix:/path}
 */
public record ClamdAddress(String text) {

  private static final Duration LOOK_UP_BOUND = Duration.ofSeconds(5);

  private static final String UNIX = "unix:";
  private static final Pattern TCP =
      Pattern.compile("(?:\\[([^\\]]+)]|([^:\\s/\\[\\]]+)):(\\d{1,5})");

  /** Where clamd listens on Debian, on Red Hat, and over TCP. */
  static final List<ClamdAddress> USUAL =
      List.of(
          new ClamdAddress("unix:/run/clamav/clamd.ctl"),
          new ClamdAddress("unix:/run/clamd.scan/clamd.sock"),
          new ClamdAddress("localhost:3310"));

  /**
   * @throws IllegalArgumentException saying what an address looks like
   */
  public ClamdAddress {
    if (text.startsWith(UNIX)
        ? !text.startsWith("/", UNIX.length())
        : !TCP.matcher(text).matches() || port(text) < 1 || port(text) > 65535) {
      throw new IllegalArgumentException(
          "an address is host:port or unix:/path, such as localhost:3310");
    }
  }

  private static int port(String text) {
    return Integer.parseInt(text.substring(text.lastIndexOf(':') + 1));
  }

  /** What to connect to now, the first that answers; a host's name is looked up. */
  List<SocketAddress> resolve() throws IOException {
    if (text.startsWith(UNIX)) {
      return List.of(UnixDomainSocketAddress.of(text.substring(UNIX.length())));
    }
    Matcher tcp = TCP.matcher(text);
    if (!tcp.matches()) {
      throw new IllegalStateException(text);
    }
    String host = tcp.group(1) != null ? tcp.group(1) : tcp.group(2);
    List<SocketAddress> all = new ArrayList<>();
    for (InetAddress one : new Resolver(host).addresses(Deadline.in(LOOK_UP_BOUND))) {
      all.add(new InetSocketAddress(one, port(text)));
    }
    return all;
  }

  @Override
  public String toString() {
    return text;
  }
}

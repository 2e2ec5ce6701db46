package org.scangate.scanner.icap;

import java.time.Duration;
import java.util.OptionalInt;
import org.scangate.scan.LogText;
import org.scangate.scan.Reason;
import org.scangate.scanner.UnscannedException;

/**
 * What a service says of itself (RFC 3507 §4.10.2). {@code Preview} and the {@code Transfer-…}
 * fields are left aside: everything is sent, and whole.
 *
 * @param most connections that it allows at once; empty when it does not say
 * @param ttl how long it need not be asked again
 */
record ServiceOptions(
    IcapHeaders headers, String product, String istag, OptionalInt most, Duration ttl) {

  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration MAX_AGE = Duration.ofHours(1);
  private static final int MAX_DIGITS = 9;

  /** Reads the answer to OPTIONS. */
  static ServiceOptions of(IcapHead head) throws TornAnswer {
    IcapHeaders headers = head.headers();
    OptionalInt seconds = number(headers, "Options-TTL");
    Duration ttl = seconds.isPresent() ? Duration.ofSeconds(seconds.getAsInt()) : MAX_AGE;
    if (ttl.compareTo(SHORTEST) < 0) {
      ttl = SHORTEST;
    } else if (ttl.compareTo(MAX_AGE) > 0) {
      ttl = MAX_AGE;
    }
    String product =
        headers.one("Service").or(() -> headers.all("Server").stream().findFirst()).orElse("ICAP");
    return new ServiceOptions(
        headers, LogText.of(product), head.istag(), number(headers, "Max-Connections"), ttl);
  }

  /** What is no number, or none that makes sense, says nothing. */
  private static OptionalInt number(IcapHeaders headers, String name) throws TornAnswer {
    String value = headers.one(name).orElse("");
    boolean number =
        !value.isEmpty()
            && value.length() <= MAX_DIGITS
            && value.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? OptionalInt.of(Integer.parseInt(value)) : OptionalInt.empty();
  }

  /** One connection is kept for probes: they must not wait until a scan is over. */
  int maxConcurrentScans() {
    return Math.max(1, most.orElse(Integer.MAX_VALUE) - 1);
  }

  /**
   * Product and signatures, as {@link org.scangate.scanner.EngineClient#version}.
   *
   * @param tag as the last answer told it; empty: then nobody knows
   */
  String version(String tag) {
    return tag.isEmpty() ? "" : product + ' ' + tag;
  }

  /** Without these two there is no way to get a clean answer. */
  void requireScanning(IcapSettings settings, String engine) throws UnscannedException {
    String method = settings.method().name();
    if (!headers.lists("Methods", method)) {
      throw new UnscannedException(
          Reason.MISCONFIGURED,
          "%s does not offer %s but %s; set scangate.%s.method accordingly"
              .formatted(
                  engine,
                  method,
                  LogText.of(String.join(", ", headers.all("Methods"))),
                  settings.name()));
    }
    if (!headers.lists("Allow", "204")) {
      throw new UnscannedException(
          Reason.MISCONFIGURED,
          engine
              + " offers no \"Allow: 204\": it answers with the file itself whether it is clean or was not scanned; switch 204 on there (c-icap: allow204=on in the ServiceAlias)");
    }
  }
}

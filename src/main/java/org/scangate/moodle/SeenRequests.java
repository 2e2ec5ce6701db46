package org.scangate.moodle;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.scangate.scan.access.AddressRange;

/** What requests have shown of how this entry is reached, for whoever watches; keeps little. */
public final class SeenRequests {

  /** A client claims its site itself. */
  private static final int MAX_SITES = 50;

  private static final List<AddressRange> LOOPBACK =
      List.of(AddressRange.parse("127.0.0.0/8"), AddressRange.parse("::1"));

  private final Clock clock;
  private final AtomicReference<Seen> plain = new AtomicReference<>();
  private final AtomicReference<Seen> foreignProxy = new AtomicReference<>();
  private final Map<String, Asked> sites = new ConcurrentHashMap<>();

  /**
   * The last request of some kind.
   *
   * @param connection the address that it came from
   */
  public record Seen(Instant at, String connection) {}

  /**
   * Questions of one site whether there is an engine.
   *
   * @param count since the start
   */
  public record Asked(long count, Instant last) {}

  /** Has seen nothing yet. */
  public SeenRequests(Clock clock) {
    this.clock = clock;
  }

  /**
   * A request came.
   *
   * @param connection the address that it comes from
   * @param encrypted on its way here, as far as the server or a trusted proxy tells
   * @param forwarded whether a header tells the address of a client behind a proxy
   * @param trusted whether the connection is a trusted proxy's
   */
  void request(String connection, boolean encrypted, boolean forwarded, boolean trusted) {
    if (!encrypted && LOOPBACK.stream().noneMatch(range -> range.contains(connection))) {
      plain.set(new Seen(clock.instant(), connection));
    }
    if (forwarded && !trusted) {
      foreignProxy.set(new Seen(clock.instant(), connection));
    }
  }

  /**
   * @param site empty: of whom does not tell
   */
  void conncheck(String site) {
    if (!site.isEmpty() && (sites.containsKey(site) || sites.size() < MAX_SITES)) {
      sites.merge(
          site,
          new Asked(1, clock.instant()),
          (before, one) -> new Asked(before.count() + 1, one.last()));
    }
  }

  /** The last that came from another host as plain HTTP. */
  public Optional<Seen> plain() {
    return Optional.ofNullable(plain.get());
  }

  /** The last that came from a proxy which is not trusted. */
  public Optional<Seen> foreignProxy() {
    return Optional.ofNullable(foreignProxy.get());
  }

  /** By site; a bounded number of them. */
  public Map<String, Asked> sites() {
    return new TreeMap<>(sites);
  }
}

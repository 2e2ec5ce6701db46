package org.scangate.journal;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.scangate.scan.ContentException;
import org.scangate.scan.ContentExceptions;

/** What exceptions hold by the clock, by the size of their contents: nearly no file has one. */
final class HeldExceptions implements ContentExceptions {

  private final Clock clock;
  private volatile Map<Long, List<KnownException>> bySize = Map.of();
  private volatile boolean complete;

  HeldExceptions(Clock clock) {
    this.clock = clock;
  }

  /** All there are: from the database or the file, or since no journal is kept. */
  void isComplete() {
    complete = true;
  }

  void replace(Collection<KnownException> known) {
    Map<Long, List<KnownException>> next = new HashMap<>();
    known.forEach(
        one -> next.computeIfAbsent(one.exception().size(), size -> new ArrayList<>()).add(one));
    bySize = next;
  }

  @Override
  public boolean concern(long size) {
    return held(size).findFirst().isPresent();
  }

  @Override
  public boolean block(long size) {
    return held(size).anyMatch(one -> one.kind() == ContentException.Kind.BLOCKED);
  }

  @Override
  public Optional<ContentException> find(String sha256, long size) {
    return held(size).filter(one -> one.sha256().equals(sha256)).findFirst();
  }

  @Override
  public boolean lapsed(UUID id) {
    Instant now = clock.instant();
    return complete
        && bySize.values().stream()
            .flatMap(List::stream)
            .noneMatch(one -> one.id().equals(id) && one.holds(now));
  }

  private Stream<ContentException> held(long size) {
    List<KnownException> all = bySize.get(size);
    if (all == null) {
      return Stream.empty();
    }
    Instant now = clock.instant();
    return all.stream().filter(one -> one.holds(now)).map(KnownException::exception);
  }

  @Override
  public Optional<Instant> changed(long size) {
    List<KnownException> all = bySize.get(size);
    if (all == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return all.stream().map(one -> one.changed(now)).max(Instant::compareTo);
  }
}

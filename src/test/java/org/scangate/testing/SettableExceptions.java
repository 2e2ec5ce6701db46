package org.scangate.testing;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.scangate.scan.ContentException;
import org.scangate.scan.ContentException.Kind;
import org.scangate.scan.ContentExceptions;

/** At most one exception, as a test wants it. */
public final class SettableExceptions implements ContentExceptions {

  private volatile Optional<ContentException> held = Optional.empty();
  private volatile Optional<ContentException> last = Optional.empty();
  private volatile Instant changed = Instant.EPOCH;

  /** From now on this content is allowed or blocked. */
  public ContentException decide(Kind kind, byte[] content, Instant now) {
    ContentException exception =
        new ContentException(
            UUID.randomUUID(),
            kind,
            Fixtures.sha256(content),
            content.length,
            "anna",
            "ticket 1",
            now,
            now.plusSeconds(60));
    held = Optional.of(exception);
    last = held;
    changed = now;
    return exception;
  }

  /** It holds no more. */
  public void end(Instant now) {
    held = Optional.empty();
    changed = now;
  }

  /** There never was one. */
  public void forget() {
    held = Optional.empty();
    last = Optional.empty();
  }

  @Override
  public boolean concern(long size) {
    return held.filter(one -> one.size() == size).isPresent();
  }

  @Override
  public boolean block(long size) {
    return held.filter(one -> one.size() == size && one.kind() == Kind.BLOCKED).isPresent();
  }

  @Override
  public Optional<ContentException> find(String sha256, long size) {
    return held.filter(one -> one.size() == size && one.sha256().equals(sha256));
  }

  @Override
  public Optional<Instant> changed(long size) {
    return last.filter(one -> one.size() == size).map(one -> changed);
  }

  @Override
  public boolean lapsed(UUID id) {
    return held.filter(one -> one.id().equals(id)).isEmpty();
  }
}

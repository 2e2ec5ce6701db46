package org.scangate.pure.s3;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.scangate.pure.Status;
import org.scangate.pure.VerdictDocument;

/** Writes verdicts on one content: on its version, or, without one, by looking before and after. */
final class TagWriter {

  private static final int TAKE_BACK_TRIES = 3;

  private final S3Calls calls;
  private final KnownObjects known;
  private final ObjectState state;

  TagWriter(S3Calls calls, KnownObjects known, ObjectState state) {
    this.calls = calls;
    this.known = known;
    this.state = state;
  }

  /**
   * @return false when it is another content by now; then that has no verdict from here
   * @throws S3Failure also when it is gone
   * @throws IOException when it may be on another content, too; then it is disowned
   */
  boolean write(VerdictDocument document) throws IOException {
    if (document.status() != Status.PENDING && state.version().isEmpty()) {
      return onWhateverIsThere(document);
    }
    Instant begun = calls.clock().now();
    put(document);
    if (!calls.tagDates().areKnown()) {
      ObjectState now = calls.head(state.at());
      if (state.version().isEmpty() || state.version().equals(now.version())) {
        calls.tagDates().saw(state, begun, now);
      }
    }
    known.published(state.at(), document);
    return true;
  }

  private boolean onWhateverIsThere(VerdictDocument document) throws IOException {
    Optional<ObjectState> before = calls.still(state);
    if (before.isEmpty()) {
      return false;
    }
    UUID id = document.id().orElseThrow();
    known.disown(id); // until it is known to be on this content, whatever breaks off
    Instant begun = calls.clock().now();
    put(document);
    ObjectState now = calls.head(state.at());
    calls.tagDates().saw(before.get(), begun, now);
    if (calls.tagDates().same(before.get(), now)) {
      known.published(state.at(), document);
      calls.tagDates().tagged(now);
      return true;
    }
    takeBack(id);
    return false;
  }

  private void put(VerdictDocument document) throws IOException {
    ObjectTags now = calls.tags(state.at(), state.version()).tags();
    if (!now.haveRoom()) {
      throw new IOException(now.tooMany());
    }
    calls.put(state.at(), state.version(), now.with(document));
  }

  /** Another content has got the verdict: nobody may find it there. */
  private void takeBack(UUID id) throws IOException {
    for (int tries = 0; tries < TAKE_BACK_TRIES; tries++) {
      ObjectTags now = calls.tags(state.at(), Optional.empty()).tags();
      if (now.verdict().flatMap(VerdictDocument::id).filter(id::equals).isEmpty()) {
        return;
      }
      calls.put(state.at(), Optional.empty(), now.withoutVerdict());
    }
    throw new IOException(
        "it changes again and again; what it was tagged with is taken back later");
  }
}

package org.scangate.pure.s3;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.scangate.pure.Status;
import org.scangate.pure.VerdictDocument;
import org.scangate.pure.s3.S3Calls.Head;

/**
 * Writes verdicts on one content. What each request guards:
 *
 * <ul>
 *   <li>with versions the version's name: PutObjectTagging cannot meet another content. The tags
 *       are read just before, since it replaces all, and others may have set some meanwhile;
 *   <li>without versions a HEAD before: whatever came while it was scanned gets no verdict. It also
 *       tells whether there are tags to keep; where that is certain they are not read again, else
 *       they are;
 *   <li>without versions a HEAD after: what came between the two is seen, and the verdict taken
 *       back. There is no PutObjectTagging on a condition that would spare the two.
 * </ul>
 */
final class TagWriter {

  private static final int TAKE_BACK_TRIES = 3;

  private final S3Calls calls;
  private final KnownObjects known;
  private final ObjectState state;
  private final ObjectTags seen;

  /**
   * @param seen its tags before it was scanned; null: they were not read
   */
  TagWriter(S3Calls calls, KnownObjects known, ObjectState state, ObjectTags seen) {
    this.calls = calls;
    this.known = known;
    this.state = state;
    this.seen = seen;
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
    put(document, tags());
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
    Optional<Head> still = calls.still(state);
    if (still.isEmpty()) {
      return false;
    }
    ObjectState before = still.get().state();
    ObjectTags tags = hasNone(still.get()) ? seen : tags();
    UUID id = document.id().orElseThrow();
    known.disown(id); // until it is known to be on this content, whatever breaks off
    Instant begun = calls.clock().now();
    put(document, tags);
    Head after = calls.headWithTags(state.at());
    ObjectState now = after.state();
    calls.tagDates().saw(before, begun, now);
    if (calls.tagDates().same(before, now)) {
      calls.tagCounts().sawOfTagged(state.at(), after.tags());
      known.published(state.at(), document);
      calls.tagDates().tagged(now);
      return true;
    }
    takeBack(id);
    return false;
  }

  /** It had none before, so that they may be read; none has come, so that none is lost. */
  private boolean hasNone(Head now) {
    return seen != null
        && seen.all().isEmpty()
        && calls.tagCounts().saysNone(state.at(), now.tags());
  }

  private ObjectTags tags() throws S3Failure {
    return calls.tags(state.at(), state.version()).tags();
  }

  private void put(VerdictDocument document, ObjectTags now) throws IOException {
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

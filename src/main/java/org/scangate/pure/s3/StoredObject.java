package org.scangate.pure.s3;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.scangate.pure.Status;
import org.scangate.pure.StoredFile;
import org.scangate.pure.VerdictDocument;
import org.scangate.pure.VerdictFreshness;
import org.scangate.scan.Sample;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** An object as it was listed, with the tags that it had then. */
final class StoredObject implements StoredFile {

  /** Of versions that keep their content: our clock's grain beside the service's. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  private final S3Calls calls;
  private final KnownObjects known;
  private final ObjectTags tags;
  private final ObjectCompletion completion;
  private final VerdictFreshness freshness;

  /** Its version is known at the latest when it is read. */
  private volatile ObjectState state;

  /** Of reading its content. */
  private volatile S3Failure trouble;

  /** Of writing its verdict. */
  private volatile S3Failure unwritten;

  /**
   * @param tags of this very version
   */
  StoredObject(
      S3Calls calls,
      KnownObjects known,
      ObjectState state,
      ObjectTags tags,
      ObjectCompletion completion) {
    this.calls = calls;
    this.known = known;
    this.state = state;
    this.tags = tags;
    this.completion = completion;
    this.freshness = standingOf(tags);
  }

  /** One that did not change, and whose tags were not read. */
  StoredObject(S3Calls calls, KnownObjects known, ObjectState state) {
    this.calls = calls;
    this.known = known;
    this.state = state;
    this.tags = null;
    this.completion = ObjectCompletion.of(known, state.at());
    this.freshness = VerdictFreshness.CURRENT;
  }

  private VerdictFreshness standingOf(ObjectTags tags) {
    Optional<VerdictDocument> verdict = tags.verdict();
    if (verdict.isEmpty()) {
      return tags.claimsSomething() ? VerdictFreshness.CHANGED : VerdictFreshness.MISSING;
    }
    VerdictDocument document = verdict.get();
    if (document.status() == Status.PENDING
        || document.id().filter(known::isDisowned).isPresent()) {
      return VerdictFreshness.CHANGED;
    }
    if (document.timestamp().isEmpty()) {
      return VerdictFreshness.FOREIGN; // ours have one
    }
    Instant written = calls.clock().ofOurs(document.timestamp().get());
    if (written.isBefore(earliestVerdict())) {
      if (!TagDates.mayBeOf(written, state) || knownToStay()) {
        return VerdictFreshness.CHANGED; // it was copied, or sent along with the content
      }
      if (!calls.tagDates().areKnown()) {
        return VerdictFreshness.TOUCHED;
      }
    }
    if (written.isAfter(calls.clock().now().plus(Duration.ofMinutes(1)))) {
      return VerdictFreshness.TOUCHED;
    }
    return document.ours() ? VerdictFreshness.CURRENT : VerdictFreshness.FOREIGN;
  }

  /** Whether dates stay when tags are written. */
  private boolean knownToStay() {
    return calls.tagDates().areKnown() && !calls.tagDates().areRenewed();
  }

  /** When the earliest true verdict on this content can have been written. */
  private Instant earliestVerdict() {
    return state.version().isPresent()
        ? state.modified().minus(SLACK)
        : state.modified().plus(ObjectState.GRAIN);
  }

  @Override
  public String place() {
    return state.at().toString();
  }

  /** The same with the version that is, or was, read. */
  String placeAndVersion() {
    ObjectState now = state;
    return now.at() + now.version().map(version -> "?versionId=" + version).orElse("");
  }

  @Override
  public long size() {
    return state.size();
  }

  @Override
  public Instant changed() {
    return state.modified();
  }

  @Override
  public Duration age() {
    Duration age = Duration.between(state.modified(), calls.clock().now());
    return age.isNegative() ? Duration.ZERO : age;
  }

  /**
   * Whoever writes an object has finished when others can see it. But without versions another
   * content of the same digest could take its place within the second, and look the same.
   */
  @Override
  public boolean settled(Duration settle) {
    return state.version().isPresent()
        || !calls.clock().now().isBefore(state.modified().plus(ObjectState.GRAIN));
  }

  @Override
  public VerdictFreshness freshness() {
    return freshness;
  }

  @Override
  public Optional<VerdictDocument> verdict() {
    return tags == null ? Optional.empty() : tags.verdict();
  }

  @Override
  public Sample sample() {
    return new ObjectSample(this);
  }

  @Override
  public Optional<String> unreadable() {
    return Optional.ofNullable(trouble).filter(one -> !one.isGone()).map(S3Failure::getMessage);
  }

  /** As far as reading it has shown; {@link #publish} asks. */
  @Override
  public boolean unchanged() {
    return trouble == null || !trouble.isGone();
  }

  /** Its content could not be read to its end. */
  S3Failure notRead(S3Failure why) {
    trouble = why;
    return why;
  }

  @Override
  public boolean publish(VerdictDocument document) throws IOException {
    try {
      return new TagWriter(calls, known, state, tags).write(document);
    } catch (S3Failure e) {
      if (e.isGone()) {
        return false;
      }
      unwritten = e;
      throw e;
    }
  }

  @Override
  public void revisit() {
    if (stays(trouble) || stays(unwritten)) {
      completion.fails();
    } else {
      completion.again();
    }
  }

  private static boolean stays(S3Failure trouble) {
    return trouble != null && !trouble.isGone() && !trouble.passes();
  }

  @Override
  public void hold() {
    completion.hold();
  }

  @Override
  public void release() {
    completion.release();
  }

  /** As they were when it was looked at. */
  ObjectTags tags() {
    return tags;
  }

  /** Its content from some byte on; all who read it read the same version. */
  ResponseInputStream<GetObjectResponse> open(long from) throws S3Failure {
    return open(from, size());
  }

  /** The same up to some byte, which is not among them. */
  ResponseInputStream<GetObjectResponse> open(long from, long end) throws S3Failure {
    S3Calls.Content content = calls.open(state, from, end);
    if (content.version().isPresent() && !pins(content.version())) {
      content.bytes().abort();
      throw new S3Failure(
          S3Failure.Kind.CHANGED, state.at() + " has another version than a moment before");
    }
    return content.bytes();
  }

  private synchronized boolean pins(Optional<String> version) {
    if (state.version().isEmpty()) {
      state = state.with(version);
    }
    return state.version().equals(version);
  }

  ObjectState state() {
    return state;
  }
}

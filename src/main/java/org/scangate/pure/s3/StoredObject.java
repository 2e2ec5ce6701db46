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

  private final S3Calls service;
  private final KnownObjects memory;
  private final ObjectTags tags;
  private final ObjectCompletion fate;
  private final VerdictFreshness standing;

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
      S3Calls service,
      KnownObjects memory,
      ObjectState state,
      ObjectTags tags,
      ObjectCompletion fate) {
    this.service = service;
    this.memory = memory;
    this.state = state;
    this.tags = tags;
    this.fate = fate;
    this.standing = standingOf(tags);
  }

  /** One that did not change, and whose tags were not read. */
  StoredObject(S3Calls service, KnownObjects memory, ObjectState state) {
    this.service = service;
    this.memory = memory;
    this.state = state;
    this.tags = null;
    this.fate = ObjectCompletion.of(memory, state.at());
    this.standing = VerdictFreshness.CURRENT;
  }

  private VerdictFreshness standingOf(ObjectTags tags) {
    Optional<VerdictDocument> verdict = tags.verdict();
    if (verdict.isEmpty()) {
      return tags.claimsSomething() ? VerdictFreshness.CHANGED : VerdictFreshness.MISSING;
    }
    VerdictDocument document = verdict.get();
    if (document.status() == Status.PENDING
        || document.id().filter(memory::isDisowned).isPresent()) {
      return VerdictFreshness.CHANGED;
    }
    if (document.timestamp().isEmpty()) {
      return VerdictFreshness.FOREIGN; // ours have one
    }
    Instant written = service.clock().ofOurs(document.timestamp().get());
    if (written.isBefore(earliestVerdict())) {
      if (!TagDates.mayBeOf(written, state) || knownToStay()) {
        return VerdictFreshness.CHANGED; // it was copied, or sent along with the content
      }
      if (!service.tagDates().areKnown()) {
        return VerdictFreshness.TOUCHED;
      }
    }
    if (written.isAfter(service.clock().now().plus(Duration.ofMinutes(1)))) {
      return VerdictFreshness.TOUCHED;
    }
    return document.ours() ? VerdictFreshness.CURRENT : VerdictFreshness.FOREIGN;
  }

  /** Whether dates stay when tags are written. */
  private boolean knownToStay() {
    return service.tagDates().areKnown() && !service.tagDates().areRenewed();
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
    Duration age = Duration.between(state.modified(), service.clock().now());
    return age.isNegative() ? Duration.ZERO : age;
  }

  /**
   * Whoever writes an object has finished when others can see it. But without versions another
   * content of the same digest could take its place within the second, and look the same.
   */
  @Override
  public boolean settled(Duration settle) {
    return state.version().isPresent()
        || !service.clock().now().isBefore(state.modified().plus(ObjectState.GRAIN));
  }

  @Override
  public VerdictFreshness standing() {
    return standing;
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
      return new TagWriter(service, memory, state).write(document);
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
      fate.fails();
    } else {
      fate.again();
    }
  }

  private static boolean stays(S3Failure trouble) {
    return trouble != null && !trouble.isGone() && !trouble.passes();
  }

  @Override
  public void hold() {
    fate.hold();
  }

  @Override
  public void release() {
    fate.release();
  }

  /** As they were when it was looked at. */
  ObjectTags tags() {
    return tags;
  }

  /** Its content from some byte on; all who read it read the same version. */
  ResponseInputStream<GetObjectResponse> open(long from) throws S3Failure {
    S3Calls.Content content = service.open(state, from);
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

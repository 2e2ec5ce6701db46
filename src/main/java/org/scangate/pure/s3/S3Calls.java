package org.scangate.pure.s3;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.scangate.pure.s3.S3Settings.Root;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.Tag;

/** The calls to S3 that a sweep makes. Whatever goes wrong is a {@link S3Failure}. */
final class S3Calls implements AutoCloseable {

  /** How long an answer, or the next byte of one, may take. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final String NO_VERSION = "null";

  /** Of a page, where the service does not say. */
  private static final int MAX_KEYS = 1_000;

  private final S3Client s3;
  private final ServerClock clock;
  private final TagCounts tagCounts;
  private final TagDates tagDates = new TagDates();

  /**
   * @param s3 taken over
   * @param clock is told the date of each answer by the client
   * @param roots where all that is asked for lies
   */
  S3Calls(S3Client s3, ServerClock clock, List<Root> roots) {
    this.s3 = s3;
    this.clock = clock;
    this.tagCounts = new TagCounts(roots);
  }

  ServerClock clock() {
    return clock;
  }

  TagDates tagDates() {
    return tagDates;
  }

  TagCounts tagCounts() {
    return tagCounts;
  }

  /**
   * Some objects of a listing, perhaps none.
   *
   * @param last the last key that the listing has come to; a later one may begin after it
   * @param more whether there is a next page
   * @param token what the service wants to be told for that; null: it has told none
   */
  record Page(List<ObjectState> objects, String last, boolean more, String token) {

    Page until(String end) {
      List<ObjectState> these =
          objects.stream().filter(object -> object.at().key().compareTo(end) <= 0).toList();
      return new Page(these, last, more, token);
    }
  }

  /**
   * The content of an object.
   *
   * @param version whose it is; empty: the bucket keeps no versions
   */
  record Content(ResponseInputStream<GetObjectResponse> bytes, Optional<String> version) {}

  /**
   * What a HEAD shows.
   *
   * @param tags how many, where that is told; empty is none only if {@link TagCounts} says so
   */
  record Head(ObjectState state, Optional<Integer> tags) {}

  /**
   * The tags of an object.
   *
   * @param version whose they are; empty: the bucket keeps no versions
   */
  record Tagged(ObjectTags tags, Optional<String> version) {}

  /**
   * The first page of a listing.
   *
   * @param after a key; empty: from the begin
   */
  Page list(Root root, String after) throws S3Failure {
    return list(root, after, listing(root).startAfter(after.isEmpty() ? null : after).build());
  }

  /**
   * The page after one. Only the token leads there: a page may hold no object, and then has no last
   * key after which to go on.
   */
  Page next(Root root, Page before) throws S3Failure {
    if (before.token() == null) {
      throw new S3Failure(
          S3Failure.Kind.STAYS,
          listed(root)
              + " was answered with a part of a listing, and without the NextContinuationToken that"
              + " leads to the rest: what lies after the key "
              + before.last()
              + " is not looked at");
    }
    Page page = list(root, before.last(), listing(root).continuationToken(before.token()).build());
    if (page.more() && before.token().equals(page.token())) {
      throw circle(root, "NextContinuationToken");
    }
    return page;
  }

  /** What keys below a root begin with, up to the next slash; empty: that is more than a page. */
  List<String> folders(Root root) throws S3Failure {
    ListObjectsV2Response page = listed(root, listing(root).delimiter("/").build());
    return more(page)
        ? List.of()
        : page.commonPrefixes().stream().map(CommonPrefix::prefix).toList();
  }

  private static ListObjectsV2Request.Builder listing(Root root) {
    return ListObjectsV2Request.builder()
        .bucket(root.bucket())
        .prefix(root.prefix())
        .encodingType(EncodingType.URL); // XML holds no control characters, keys may
  }

  private static String listed(Root root) {
    return "s3:ListBucket on s3://" + root;
  }

  private static S3Failure circle(Root root, String what) {
    return new S3Failure(
        S3Failure.Kind.STAYS,
        listed(root) + " goes in a circle: the service does not know " + what);
  }

  private ListObjectsV2Response listed(Root root, ListObjectsV2Request request) throws S3Failure {
    ListObjectsV2Response page = call(listed(root), () -> s3.listObjectsV2(request));
    if (page.name() == null) { // the SDK makes a listing of nothing
      throw new S3Failure(
          S3Failure.Kind.PASSES,
          listed(root)
              + " was answered with something that is no listing; is scangate.pure.s3.endpoint right?");
    }
    return page;
  }

  private static List<ObjectState> objects(Root root, ListObjectsV2Response page) throws S3Failure {
    List<ObjectState> objects = new ArrayList<>();
    for (S3Object one : page.contents()) {
      ObjectKey at = new ObjectKey(root.bucket(), one.key());
      objects.add(
          state(listed(root), at, one.eTag(), one.lastModified(), one.size(), Optional.empty()));
    }
    return objects;
  }

  private Page list(Root root, String after, ListObjectsV2Request request) throws S3Failure {
    ListObjectsV2Response page = listed(root, request);
    List<ObjectState> objects = objects(root, page);
    String last = objects.isEmpty() ? after : objects.get(objects.size() - 1).at().key();
    if (!objects.isEmpty() && last.equals(after)) {
      throw circle(
          root, request.continuationToken() == null ? "start-after" : "NextContinuationToken");
    }
    return new Page(objects, last, more(page), page.nextContinuationToken());
  }

  /**
   * Not every service says so. A token leads on; where there is none either, a full page is no
   * proof of the end.
   */
  private static boolean more(ListObjectsV2Response page) {
    if (page.isTruncated() != null) {
      return page.isTruncated();
    }
    int full = page.maxKeys() == null ? MAX_KEYS : page.maxKeys();
    return page.nextContinuationToken() != null || page.contents().size() >= full;
  }

  /** What is there now. */
  ObjectState head(ObjectKey at) throws S3Failure {
    return headWithTags(at).state();
  }

  /** The same, with what is told of its tags. */
  Head headWithTags(ObjectKey at) throws S3Failure {
    String what = "s3:GetObject (HEAD) on " + at;
    HeadObjectResponse head;
    try {
      head = s3.headObject(request -> request.bucket(at.bucket()).key(at.key()));
    } catch (S3Exception e) {
      throw e.statusCode() == S3FailureMapper.NOT_FOUND
          ? notFound(at, what, e)
          : S3FailureMapper.of(e, what);
    } catch (RuntimeException e) {
      throw S3FailureMapper.of(e, what);
    }
    ObjectState now =
        state(
            what,
            at,
            head.eTag(),
            head.lastModified(),
            head.contentLength(),
            version(head.versionId()));
    return new Head(now, Optional.ofNullable(head.tagCount()));
  }

  /** Of what? The answer to a HEAD does not say; that of another call does. */
  private S3Failure notFound(ObjectKey at, String what, S3Exception e) {
    try {
      s3.getObjectTagging(request -> request.bucket(at.bucket()).key(at.key()));
    } catch (S3Exception ofTags) {
      return ofTags.statusCode() == S3FailureMapper.DELETED
          ? new S3Failure(S3Failure.Kind.GONE, at + " was deleted", ofTags)
          : S3FailureMapper.of(ofTags, "s3:GetObjectTagging on " + at);
    } catch (RuntimeException ofTags) {
      return S3FailureMapper.of(ofTags, "s3:GetObjectTagging on " + at);
    }
    return new S3Failure(S3Failure.Kind.PASSES, what + " was answered 404, but it has tags", e);
  }

  /** The same, unless it is another upload by now, or gone: then empty. */
  Optional<Head> still(ObjectState object) throws S3Failure {
    try {
      return Optional.of(headWithTags(object.at()))
          .filter(now -> tagDates.same(object, now.state()));
    } catch (S3Failure e) {
      if (e.isGone()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * @param version empty: of whatever is there
   */
  Tagged tags(ObjectKey at, Optional<String> version) throws S3Failure {
    String what = "s3:GetObjectTagging on " + at;
    GetObjectTaggingResponse answer;
    try {
      answer =
          s3.getObjectTagging(
              request -> request.bucket(at.bucket()).key(at.key()).versionId(version.orElse(null)));
    } catch (S3Exception e) {
      if (e.statusCode() == S3FailureMapper.DELETED && version.isEmpty()) {
        head(at); // of a delete marker it says so
      }
      if (!S3FailureMapper.code(e).equals("NoSuchTagSet")) {
        tagCounts.refused(at);
        throw S3FailureMapper.of(e, what);
      }
      answer =
          GetObjectTaggingResponse.builder()
              .tagSet(List.of())
              .build(); // how some say that there are none
    } catch (RuntimeException e) {
      throw S3FailureMapper.of(e, what);
    }
    if (!answer.hasTagSet()) {
      throw new S3Failure(
          S3Failure.Kind.PASSES, what + " was answered with something that is none");
    }
    Map<String, String> tags = new LinkedHashMap<>();
    answer.tagSet().forEach(tag -> tags.put(tag.key(), tag.value()));
    return new Tagged(
        new ObjectTags(tags), version.isPresent() ? version : version(answer.versionId()));
  }

  /** Replaces all tags. */
  void put(ObjectKey at, Optional<String> version, ObjectTags tags) throws S3Failure {
    List<Tag> all =
        tags.all().entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
    call(
        "s3:PutObjectTagging on " + at,
        () ->
            s3.putObjectTagging(
                request ->
                    request
                        .bucket(at.bucket())
                        .key(at.key())
                        .versionId(version.orElse(null))
                        .tagging(tagging -> tagging.tagSet(all))));
  }

  /**
   * Some of the content, of this very object.
   *
   * @param from its first byte
   * @param end behind its last byte
   * @throws S3Failure also when it is another one by now
   */
  Content open(ObjectState object, long from, long end) throws S3Failure {
    boolean whole = from == 0 && end == object.size();
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(object.at().bucket())
            .key(object.at().key())
            .versionId(object.version().orElse(null))
            .ifMatch('"' + object.etag() + '"')
            .range(whole ? null : range(object, from, end))
            .build();
    String what = "s3:GetObject on " + object.at();
    ResponseInputStream<GetObjectResponse> content = call(what, () -> s3.getObject(request));
    try {
      GetObjectResponse told = content.response();
      ObjectState read =
          state(
              what,
              object.at(),
              told.eTag(),
              // not every service dates it here; the look before the verdict is written sees it
              told.lastModified() == null ? object.modified() : told.lastModified(),
              told.contentLength() == null
                  ? null
                  : Long.valueOf(from + told.contentLength() + object.size() - end),
              version(told.versionId()));
      boolean same = // a version is its content, whatever the date
          read.version().isPresent() ? object.sameContent(read) : tagDates.same(object, read);
      if (!same) {
        throw new S3Failure(
            S3Failure.Kind.CHANGED, object.at() + " is not the object that was listed any more");
      }
      if (!whole && !beginsAt(from, told.contentRange())) {
        throw new S3Failure(
            S3Failure.Kind.STAYS, what + " from byte " + from + " was answered with another range");
      }
      return new Content(content, read.version());
    } catch (S3Failure | RuntimeException e) {
      content.abort();
      throw e;
    }
  }

  private static String range(ObjectState object, long from, long end) {
    return "bytes=" + from + '-' + (end == object.size() ? "" : end - 1);
  }

  private static boolean beginsAt(long from, String range) {
    return range != null && range.startsWith("bytes " + from + '-');
  }

  private static ObjectState state(
      String what, ObjectKey at, String etag, Instant modified, Long size, Optional<String> version)
      throws S3Failure {
    boolean named = at.key() != null && !at.key().isEmpty();
    if (!named || etag == null || modified == null || size == null) {
      throw new S3Failure(
          S3Failure.Kind.STAYS,
          what + " was answered without key, ETag, date or size: is that S3?");
    }
    return new ObjectState(at, etag, modified, size, version);
  }

  private static Optional<String> version(String told) {
    return Optional.ofNullable(told).filter(one -> !one.isEmpty() && !one.equals(NO_VERSION));
  }

  private static <T> T call(String what, Supplier<T> call) throws S3Failure {
    try {
      return call.get();
    } catch (RuntimeException e) {
      throw S3FailureMapper.of(e, what);
    }
  }

  /** Breaks off what goes on. */
  @Override
  public void close() {
    s3.close();
  }
}

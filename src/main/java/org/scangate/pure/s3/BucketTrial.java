package org.scangate.pure.s3;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.scangate.pure.s3.S3Settings.Root;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Tries what a sweep does in a bucket, without a change to any object, with clients of its own.
 *
 * @param settings as they are now
 */
public record BucketTrial(Supplier<S3Settings> settings, Clock clock) {

  private static final String NOT_TOLD = "not told";
  private static final int FORBIDDEN = 403;
  private static final int NOT_IMPLEMENTED = 501;

  /**
   * What was seen of a bucket.
   *
   * @param refused what cannot be done, a sentence each; empty: all can
   * @param empty whether nothing is listed
   * @param versioning {@code Enabled}, {@code Suspended}, {@code off} or {@code not told}
   * @param clockAhead how far the service's clock is ahead of ours; empty: it had no answer
   */
  public record Seen(
      List<String> refused, boolean empty, String versioning, Optional<Duration> clockAhead) {}

  /**
   * What was seen of the queue of events.
   *
   * @param problem why it cannot be asked; empty: it can
   * @param deadLetters messages in its dead-letter queue; empty: there is none, or nobody tells
   */
  public record SeenQueue(Optional<String> problem, OptionalLong deadLetters) {}

  private interface Attempt {
    void run() throws S3Failure;
  }

  /** Lists, reads, reads tags, and would write some. Takes a minute at most, if nothing answers. */
  public Seen look(Root root) {
    S3Settings now = settings.get();
    ServerClock there = new ServerClock(clock);
    S3Client client;
    try {
      client = S3Clients.s3(now, there, new BrokenTags());
    } catch (SdkException e) {
      return new Seen(List.of(S3FailureMapper.ofClient(e, now)), false, NOT_TOLD, Optional.empty());
    }
    try (S3Calls calls = new S3Calls(client, there, List.of(root))) {
      List<ObjectState> some = new ArrayList<>();
      List<String> refused = new ArrayList<>();
      attempt(refused, () -> some.addAll(calls.list(root, "").objects()));
      boolean empty = some.isEmpty() && refused.isEmpty();
      if (!some.isEmpty()) {
        ObjectState one = some.get(0);
        attempt(refused, () -> read(calls, one));
        attempt(refused, () -> calls.tags(one.at(), Optional.empty()));
      }
      attempt(refused, () -> wouldTag(client, root, some));
      Optional<Duration> ahead =
          there.hasSeen()
              ? Optional.of(Duration.between(clock.instant(), there.now()))
              : Optional.empty();
      return new Seen(List.copyOf(refused), empty, versioning(client, root), ahead);
    }
  }

  private static void attempt(List<String> refused, Attempt attempt) {
    try {
      attempt.run();
    } catch (S3Failure e) {
      if (!e.isGone()) { // another one meanwhile
        refused.add(e.getMessage());
      }
    }
  }

  private static void read(S3Calls calls, ObjectState one) throws S3Failure {
    calls.head(one.at());
    if (one.size() > 0) {
      calls.open(one, 0, one.size()).bytes().abort();
    }
  }

  /**
   * Of an object that is not there who may not tag is refused on AWS. Ceph looks for the object
   * first: there one is asked to tag that is, by half of a request (see {@link BrokenTags}).
   */
  private static void wouldTag(S3Client client, Root root, List<ObjectState> some)
      throws S3Failure {
    String nowhere = root.prefix() + BrokenTags.NOWHERE + UUID.randomUUID();
    wouldTag(client, new ObjectKey(root.bucket(), nowhere), List.of());
    if (!some.isEmpty()) {
      ObjectKey at = some.get(0).at();
      try {
        List<Tag> all =
            client.getObjectTagging(request -> request.bucket(at.bucket()).key(at.key())).tagSet();
        wouldTag(client, at, all);
      } catch (S3Exception e) {
        return; // that it cannot be read was told before
      }
    }
  }

  private static void wouldTag(S3Client client, ObjectKey at, List<Tag> tags) throws S3Failure {
    try {
      client.putObjectTagging(
          request -> request.bucket(at.bucket()).key(at.key()).tagging(all -> all.tagSet(tags)));
    } catch (S3Exception e) {
      if (e.statusCode() == FORBIDDEN || e.statusCode() == NOT_IMPLEMENTED) {
        throw S3FailureMapper.of(e, "s3:PutObjectTagging on " + at);
      }
    } catch (RuntimeException e) {
      throw S3FailureMapper.of(e, "s3:PutObjectTagging on " + at);
    }
  }

  private static String versioning(S3Client client, Root root) {
    try {
      String status =
          client.getBucketVersioning(request -> request.bucket(root.bucket())).statusAsString();
      return status == null ? "off" : status;
    } catch (RuntimeException e) {
      return NOT_TOLD; // a right that nothing else needs
    }
  }

  /** Asks the queue, if there is one, for what nobody could do anything with. */
  public Optional<SeenQueue> lookAtQueue() {
    S3Settings now = settings.get();
    return now.eventsQueue().map(url -> look(now, url));
  }

  private static SeenQueue look(S3Settings now, URI url) {
    try (SqsClient sqs = S3Clients.sqs(now, url)) {
      Optional<String> dead = deadLetters(attribute(sqs, url.toString(), "RedrivePolicy"), sqs);
      return new SeenQueue(
          Optional.empty(),
          dead.isEmpty()
              ? OptionalLong.empty()
              : OptionalLong.of(
                  Long.parseLong(attribute(sqs, dead.get(), "ApproximateNumberOfMessages"))));
    } catch (SdkException | IllegalStateException | NumberFormatException | JsonException e) {
      return new SeenQueue(Optional.of(String.valueOf(e.getMessage())), OptionalLong.empty());
    }
  }

  private static String attribute(SqsClient sqs, String queue, String name) {
    String value =
        sqs.getQueueAttributes(request -> request.queueUrl(queue).attributeNamesWithStrings(name))
            .attributes()
            .get(QueueAttributeName.fromValue(name));
    return value == null ? "" : value;
  }

  /** Its URL. */
  private static Optional<String> deadLetters(String redrivePolicy, SqsClient sqs) {
    if (redrivePolicy.isEmpty()) {
      return Optional.empty();
    }
    JsonObject policy;
    try (JsonReader reader = Json.createReader(new StringReader(redrivePolicy))) {
      policy = reader.readObject();
    }
    String[] arn = policy.getString("deadLetterTargetArn", "").split(":", -1);
    if (arn.length != 6) {
      return Optional.empty();
    }
    return Optional.of(
        sqs.getQueueUrl(request -> request.queueName(arn[5]).queueOwnerAWSAccountId(arn[4]))
            .queueUrl());
  }
}

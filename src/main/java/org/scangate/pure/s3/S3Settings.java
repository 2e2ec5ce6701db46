package org.scangate.pure.s3;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the objects are.
 *
 * @param roots what is swept; empty: nothing
 * @param endpoint of a service other than AWS
 * @param region empty: as the SDK finds it
 * @param pathStyle whether the bucket's name stands in the path, not in the host's name
 * @param keys empty: the SDK's default chain
 * @param eventsQueue URL of the SQS queue that tells of new objects
 * @param round how long the rolling check takes to read every verdict
 */
public record S3Settings(
    List<Root> roots,
    Optional<URI> endpoint,
    Optional<String> region,
    boolean pathStyle,
    Optional<Keys> keys,
    Optional<URI> eventsQueue,
    Duration round) {

  /** The same with nothing to sweep. */
  public S3Settings nowhere() {
    return new S3Settings(List.of(), endpoint, region, pathStyle, keys, eventsQueue, round);
  }

  /** Whether an object is one of those that are swept. */
  boolean holds(String bucket, String key) {
    return roots.stream().anyMatch(root -> root.holds(bucket, key));
  }

  /**
   * What is swept of a place: the place itself, or the roots that lie in it. Never more than these,
   * and nothing twice.
   *
   * @param place as in {@code bucket/2024/} or {@code s3://bucket/2024/a.bin}
   */
  List<Root> below(String place) {
    if (place.isEmpty()) {
      return roots;
    }
    String[] parts = place.replaceFirst("^s3://", "").split("/", 2);
    Root asked = new Root(parts[0], parts.length == 2 ? parts[1] : "");
    if (roots.stream().anyMatch(root -> root.holds(asked))) {
      return List.of(asked);
    }
    List<Root> within = roots.stream().filter(asked::holds).distinct().toList();
    return within.stream()
        .filter(one -> within.stream().noneMatch(root -> !root.equals(one) && root.holds(one)))
        .toList();
  }

  /**
   * A bucket, or what begins with a prefix in it.
   *
   * @param prefix empty: all of it
   */
  public record Root(String bucket, String prefix) {

    boolean holds(String otherBucket, String key) {
      return bucket.equals(otherBucket) && key.startsWith(prefix);
    }

    boolean holds(Root other) {
      return holds(other.bucket, other.prefix);
    }

    @Override
    public String toString() {
      return prefix.isEmpty() ? bucket : bucket + '/' + prefix;
    }
  }

  /** Credentials that the configuration holds. */
  public record Keys(String accessKey, String secretKey) {

    /** Never the secret. */
    @Override
    public String toString() {
      return accessKey;
    }
  }
}

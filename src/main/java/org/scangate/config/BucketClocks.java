package org.scangate.config;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.scangate.pure.s3.S3Settings.Root;

/** How far the clocks of buckets were ahead of ours, when they were looked at last. */
final class BucketClocks {

  private final Map<Root, Optional<Duration>> seen = new ConcurrentHashMap<>();

  /**
   * @param ahead empty: it had no answer
   */
  void saw(Root root, Optional<Duration> ahead) {
    seen.put(root, ahead);
  }

  /** Of those that are configured now; what was seen of others is forgotten. */
  Map<String, Optional<Duration>> of(Collection<Root> now) {
    seen.keySet().retainAll(now);
    Map<String, Optional<Duration>> clocks = new LinkedHashMap<>();
    seen.forEach((root, ahead) -> clocks.put("s3://" + root, ahead));
    return clocks;
  }
}

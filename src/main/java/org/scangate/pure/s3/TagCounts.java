package org.scangate.pure.s3;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.scangate.pure.s3.S3Settings.Root;

/**
 * Whether the answers to HEAD tell of tags ({@code x-amz-tagging-count}), so that one that tells of
 * none is as good as a look at them. Not every service does, and AWS only to who may read them.
 * Learnt for each root from objects that certainly have tags; a refusal there is the end of it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html">HeadObject</a>
 */
final class TagCounts {

  private final List<Root> roots;
  private final Set<Root> telling = ConcurrentHashMap.newKeySet();

  TagCounts(List<Root> roots) {
    this.roots = roots;
  }

  /** What was told of an object that has just been tagged. */
  void sawOfTagged(ObjectKey at, Optional<Integer> count) {
    for (Root root : roots) {
      if (root.holds(at.bucket(), at.key())) {
        if (count.filter(tags -> tags > 0).isPresent()) {
          telling.add(root);
        } else {
          telling.remove(root);
        }
      }
    }
  }

  /** Tags may not be read there: perhaps nor are they told of. */
  void refused(ObjectKey at) {
    telling.removeIf(root -> root.holds(at.bucket(), at.key()));
  }

  /**
   * Whether it has no tags, for certain. Only to be asked of an object whose tags were read before.
   */
  boolean saysNone(ObjectKey at, Optional<Integer> count) {
    return count.orElse(0) == 0
        && telling.stream().anyMatch(root -> root.holds(at.bucket(), at.key()));
  }
}

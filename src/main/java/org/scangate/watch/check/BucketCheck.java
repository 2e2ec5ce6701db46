package org.scangate.watch.check;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * One bucket: whether all that a sweep does can be done there.
 *
 * @param bucket perhaps with a prefix
 * @param trial does it, without a change
 */
public record BucketCheck(String bucket, Supplier<BucketSight> trial) implements Check {

  /**
   * What a trial has seen.
   *
   * @param refused what cannot be done, a sentence each
   * @param empty whether nothing is listed
   * @param versioning in a word
   */
  public record BucketSight(List<String> refused, boolean empty, String versioning) {}

  @Override
  public String name() {
    return "bucket:" + bucket;
  }

  @Override
  public CheckSchedule schedule() {
    return CheckSchedule.every(Duration.ofMinutes(10));
  }

  @Override
  public CheckResult look() {
    BucketSight seen = trial.get();
    CheckResult result;
    if (!seen.refused().isEmpty()) {
      result = CheckResult.error("In s3://" + bucket + ": " + String.join("; ", seen.refused()));
    } else if (seen.empty()) {
      result =
          CheckResult.warning(
              "s3://" + bucket + " is empty: is scangate.pure.s3.buckets right, prefix and all?");
    } else {
      result = CheckResult.ok("Objects can be listed and read, and their tags read and written.");
    }
    return result.with("versioning", seen.versioning()).explainedBy("connect/pure-s3.html");
  }
}

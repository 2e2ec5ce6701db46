package org.scangate.watch.check;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Messages about objects that nobody could do anything with, or that could not be scanned.
 *
 * @param queue asks it; empty: none is configured
 */
public record DeadLetterCheck(Supplier<Optional<QueueSight>> queue) implements Check {

  /**
   * What was seen of the queue of events.
   *
   * @param problem why it cannot be asked; empty: it can
   * @param deadLetters in its dead-letter queue; empty: it has none
   */
  public record QueueSight(Optional<String> problem, OptionalLong deadLetters) {}

  private static final String PAGE = "connect/pure-s3.html";

  @Override
  public String name() {
    return "dead-letters";
  }

  @Override
  public CheckSchedule schedule() {
    return CheckSchedule.every(Duration.ofMinutes(5));
  }

  @Override
  public CheckResult look() {
    return queue
        .get()
        .map(DeadLetterCheck::of)
        .orElseGet(() -> CheckResult.notApplicable("There is no scangate.pure.s3.events-queue."))
        .explainedBy(PAGE);
  }

  private static CheckResult of(QueueSight seen) {
    if (seen.problem().isPresent()) {
      return CheckResult.notApplicable(
          "The queue does not tell of its dead letters, which takes sqs:GetQueueAttributes and"
              + " sqs:GetQueueUrl: "
              + seen.problem().get());
    }
    if (seen.deadLetters().isEmpty()) {
      return CheckResult.warning(
          "The queue of scangate.pure.s3.events-queue has no dead-letter queue: what nobody can do"
              + " anything with comes back again and again.");
    }
    long dead = seen.deadLetters().getAsLong();
    return dead == 0
        ? CheckResult.ok("The dead-letter queue is empty.")
        : CheckResult.warning(
            dead + " messages are in the dead-letter queue: what they tell of was not scanned.");
  }
}

package org.scangate.scan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Asks several scanners about one sample at the same time. As soon as one has found something, the
 * deadline of the others is over.
 *
 * <p>Nobody is interrupted: a thread that is interrupted in the middle of a read closes channels
 * that it shares with others.
 */
final class ParallelScan implements AutoCloseable {

  private static final Duration IDLE = Duration.ofSeconds(10);

  private final AtomicInteger number = new AtomicInteger();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE, // bounded by who asks: each has one thread for every scanner but one
          IDLE.toMillis(),
          TimeUnit.MILLISECONDS,
          new SynchronousQueue<>(),
          this::thread);

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "scangate-panel-" + number.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Returns when all have answered.
   *
   * @param questions at least one; they never throw
   * @return the answers in the order of the questions; when one of them is a finding, those that it
   *     has broken off are missing
   */
  List<Answer> ask(List<Function<Deadline, Answer>> questions, Deadline deadline) {
    return questions.size() == 1
        ? List.of(questions.get(0).apply(deadline))
        : new Round(deadline).ask(questions);
  }

  @Override
  public void close() {
    threads.shutdown();
  }

  /** One sample's. */
  private final class Round {
    private final Deadline deadline;
    private volatile boolean found;
    private volatile boolean givenUp;

    Round(Deadline deadline) {
      this.deadline = deadline.unless(() -> found || givenUp);
    }

    List<Answer> ask(List<Function<Deadline, Answer>> questions) {
      List<FutureTask<Optional<Answer>>> asked = new ArrayList<>();
      for (Function<Deadline, Answer> question : questions) {
        FutureTask<Optional<Answer>> task = new FutureTask<>(() -> heard(question.apply(deadline)));
        asked.add(task);
        if (asked.size() > 1) {
          start(task);
        }
      }
      asked.get(0).run(); // by whoever asks, who has nothing better to do
      return asked.stream().flatMap(task -> await(task).stream()).toList();
    }

    private void start(FutureTask<Optional<Answer>> task) {
      try {
        threads.execute(task);
      } catch (RejectedExecutionException e) {
        task.run(); // closed: so are the scanners, and they say so
      }
    }

    /** What has come to no end because of a finding says nothing. */
    private Optional<Answer> heard(Answer answer) {
      boolean brokenOff = found && answer.verdict() instanceof Verdict.Unscanned;
      found |= answer.verdict() instanceof Verdict.Infected;
      return brokenOff ? Optional.empty() : Optional.of(answer);
    }

    private Optional<Answer> await(FutureTask<Optional<Answer>> task) {
      boolean interrupted = false;
      try {
        while (true) {
          try {
            return task.get();
          } catch (InterruptedException e) {
            interrupted = true;
            givenUp = true; // the others end in good order, unscanned
          }
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException("a question never throws", e.getCause());
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}

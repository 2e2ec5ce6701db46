package org.scangate.scan.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.scangate.scan.Deadline;

/**
 * Whether an upload could be kept now: a file is written as one of an upload is, on a thread of its
 * own, since a disk that hangs must not hold up who asks. Asked often, it is tried once in a while.
 */
public final class SpoolTrial {

  private static final Duration AGAIN_AFTER = Duration.ofSeconds(10);

  /** Who asks waits no longer for a trial that goes on. */
  private static final Duration ASKED_WAITS = Duration.ofSeconds(1);

  /** A disk that takes longer for so little has failed. */
  private static final Duration HANGS_AFTER = Duration.ofSeconds(5);

  private static final int BYTES = 64 << 10;

  private final Spool spool;
  private final Callable<Result> attempt;
  private final Duration againAfter;
  private final Duration hangsAfter;
  private CompletableFuture<Result> trial;
  private Deadline again;
  private Deadline hangs;
  private Result last = new Result(Optional.empty(), OptionalLong.empty(), OptionalLong.empty());

  /**
   * What a trial came to.
   *
   * @param problem why nothing can be kept
   * @param free bytes on its disk, where that can be told
   * @param total bytes that its disk has, where that can be told
   */
  public record Result(Optional<String> problem, OptionalLong free, OptionalLong total) {}

  public SpoolTrial(Spool spool) {
    this(spool, () -> write(spool), AGAIN_AFTER, HANGS_AFTER);
  }

  SpoolTrial(Spool spool, Callable<Result> attempt, Duration againAfter, Duration hangsAfter) {
    this.spool = spool;
    this.attempt = attempt;
    this.againAfter = againAfter;
    this.hangsAfter = hangsAfter;
  }

  /** The newest result; nobody waits longer than a second for it. */
  public Result result() {
    CompletableFuture<Result> trial = begunAgain();
    try {
      return ended(trial.get(ASKED_WAITS.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return notEnded();
    } catch (ExecutionException e) {
      return failed(String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return notEnded();
    }
  }

  /** The trial that goes on, or that ended a moment ago, or a new one. */
  private synchronized CompletableFuture<Result> begunAgain() {
    if (trial == null || (trial.isDone() && again.passed())) {
      CompletableFuture<Result> begun = new CompletableFuture<>();
      Thread thread = new Thread(() -> attempt(begun), "scangate-spool-trial");
      thread.setDaemon(true);
      thread.start();
      trial = begun;
      again = Deadline.in(againAfter);
      hangs = Deadline.in(hangsAfter);
    }
    return trial;
  }

  private void attempt(CompletableFuture<Result> begun) {
    try {
      begun.complete(attempt.call());
    } catch (Throwable e) {
      begun.completeExceptionally(e); // whatever it is: somebody waits for it
    }
  }

  private synchronized Result ended(Result result) {
    last = result;
    return result;
  }

  private synchronized Result notEnded() {
    return hangs.passed()
        ? failed("a trial write has not come to its end in " + hangsAfter.toSeconds() + " s")
        : last;
  }

  private synchronized Result failed(String why) {
    return ended(
        new Result(
            Optional.of(
                "nothing can be kept in scangate.spool.folder=" + spool.folder() + ": " + why),
            last.free(),
            last.total()));
  }

  private static Result write(Spool spool) throws IOException {
    try (FileChannel file = spool.newFile()) {
      ByteBuffer bytes = ByteBuffer.allocate(BYTES);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    }
    return new Result(Optional.empty(), spool.freeOnDisk(), spool.totalOnDisk());
  }
}

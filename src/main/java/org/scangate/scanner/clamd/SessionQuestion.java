package org.scangate.scanner.clamd;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.scangate.scan.Deadline;

/** Something that was asked on a {@link ClamdSession}. Whoever asked may have given up waiting. */
final class SessionQuestion {

  /** What may be asked, and what an answer to it begins with. */
  enum Kind {
    VERSION("ClamAV "),
    SCAN("");

    private final String beginning;

    Kind(String beginning) {
      this.beginning = beginning;
    }
  }

  private final Kind kind;
  private final long weightSoFar;
  private final CompletableFuture<String> answer = new CompletableFuture<>();

  /**
   * @param weightSoFar of all that was asked on the session, this question included
   */
  SessionQuestion(Kind kind, long weightSoFar) {
    this.kind = kind;
    this.weightSoFar = weightSoFar;
  }

  boolean isScan() {
    return kind == Kind.SCAN;
  }

  long weightSoFar() {
    return weightSoFar;
  }

  /**
   * @param text without its number
   * @throws IOException when no clamd would say that
   */
  void answered(String text) throws IOException {
    if (!text.startsWith(kind.beginning)) {
      throw new IOException("no answer to " + kind + ": " + text);
    }
    answer.complete(text);
  }

  void failed() {
    answer.completeExceptionally(new IOException("the session is over"));
  }

  /**
   * @return empty when the session has ended or does not answer by the deadline
   */
  Optional<String> await(Deadline deadline) throws InterruptedException {
    while (true) {
      try {
        return Optional.of(answer.get(deadline.nanosToNextLook(), TimeUnit.NANOSECONDS));
      } catch (ExecutionException e) {
        return Optional.empty();
      } catch (TimeoutException e) {
        if (deadline.passed()) {
          return Optional.empty();
        }
      }
    }
  }
}

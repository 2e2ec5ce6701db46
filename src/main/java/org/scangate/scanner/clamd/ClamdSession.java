package org.scangate.scanner.clamd;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.scangate.scan.Deadline;
import org.scangate.scan.Deadlines;

/**
 * One kept IDSESSION with one clamd process. What was proven on that process holds for as long as
 * the session answers: when clamd is restarted, even for a fraction of a second, the session ends.
 *
 * <p>Several threads may ask at once; clamd numbers its answers ({@code 7: ClamAV 1.4.6/27811/…}).
 */
final class ClamdSession implements Closeable {

  /** Less than a Unix socket takes (278 were counted), more than scans at once (128). */
  private static final int MOST_UNANSWERED = 200;

  /** Leaves room for the others. */
  private static final int MOST_UNANSWERED_IN_PASSING = 64;

  private static final AtomicLong COUNTER = new AtomicLong();

  private final ClamdConnection connection;
  private final Runnable onEnd;
  private final ConcurrentMap<Integer, CompletableFuture<String>> questions =
      new ConcurrentHashMap<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private final long id = COUNTER.incrementAndGet();
  private int asked;
  private volatile int answered;

  private ClamdSession(ClamdConnection connection, Runnable onEnd) {
    this.connection = connection;
    this.onEnd = onEnd;
  }

  /**
   * @param onEnd called once when the session ends otherwise than by {@link #close}
   */
  static ClamdSession open(
      ClamdEndpoint endpoint, Deadlines deadlines, Deadline deadline, Runnable onEnd)
      throws IOException {
    ClamdConnection connection = ClamdConnection.open(endpoint, deadlines, deadline);
    Deadlines.Guard guard = deadlines.guard(connection, deadline);
    try {
      connection.write(ClamdConnection.command("zIDSESSION"));
    } catch (IOException e) {
      connection.close();
      throw e;
    } finally {
      guard.close();
    }
    ClamdSession session = new ClamdSession(connection, onEnd);
    Thread reader = new Thread(session::readAnswers, "scangate-session-" + endpoint);
    reader.setDaemon(true);
    reader.start();
    return session;
  }

  /**
   * Asks for the engine's and the signatures' version.
   *
   * @return empty when the session has ended or does not answer by the deadline
   */
  Optional<String> version(Deadline deadline) throws InterruptedException {
    return version(deadline, MOST_UNANSWERED);
  }

  /** The same for those who can do without: empty also while many are asking. */
  Optional<String> versionInPassing(Deadline deadline) throws InterruptedException {
    return version(deadline, MOST_UNANSWERED_IN_PASSING);
  }

  private Optional<String> version(Deadline deadline, int most) throws InterruptedException {
    CompletableFuture<String> answer = new CompletableFuture<>();
    int number = ask(answer, most);
    try {
      return Optional.of(answer.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS));
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    } finally {
      questions.remove(number, answer);
    }
  }

  /** Never blocks: a clamd that does not answer is not asked until the socket is full. */
  private synchronized int ask(CompletableFuture<String> answer, int most) {
    if (over.get() || asked - answered >= most) {
      answer.completeExceptionally(new IOException("the session does not answer"));
      return asked;
    }
    int number = ++asked;
    questions.put(number, answer);
    try {
      connection.write(ClamdConnection.command("zVERSION"));
    } catch (IOException e) {
      lost();
    }
    if (over.get()) {
      answer.completeExceptionally(new IOException("the session is over"));
    }
    return number;
  }

  private void readAnswers() {
    try {
      while (!over.get()) {
        answered(connection.readReply());
      }
    } catch (IOException e) {
      // The end of the session is what its owner is told of; the cause is in clamd's own log.
    } finally {
      lost();
    }
  }

  private void answered(String reply) throws IOException {
    int colon = reply.indexOf(": ");
    if (colon < 1 || !reply.startsWith("ClamAV ", colon + 2)) {
      throw new IOException("no answer to VERSION: " + reply);
    }
    int number;
    try {
      number = Integer.parseUnsignedInt(reply.substring(0, colon));
    } catch (NumberFormatException e) {
      throw new IOException("no answer to VERSION: " + reply, e);
    }
    if (number - answered > 0) { // by difference, so that it holds when the numbers wrap
      answered = number;
    }
    CompletableFuture<String> question = questions.get(number);
    if (question != null) {
      question.complete(reply.substring(colon + 2));
    }
  }

  /** Of no other session. */
  long id() {
    return id;
  }

  boolean over() {
    return over.get();
  }

  @Override
  public void close() {
    end();
  }

  private void lost() {
    if (end()) {
      onEnd.run();
    }
  }

  /** Takes no lock: whoever blocks in asking is freed by it. */
  private boolean end() {
    if (!over.compareAndSet(false, true)) {
      return false;
    }
    try {
      connection.close();
    } catch (IOException e) {
      // It is given up either way.
    }
    questions.values().forEach(question -> question.completeExceptionally(new IOException("over")));
    return true;
  }
}

package org.scangate.scanner.clamd;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;

/**
 * One kept IDSESSION with one clamd process. What was proven on that process holds for as long as
 * the session answers: when clamd is restarted, even for a fraction of a second, the session ends.
 *
 * <p>Several threads may ask at once; clamd numbers its answers ({@code 7: ClamAV 1.4.6/27811/…}).
 * It reads the questions in their order and answers VERSION at once, each SCAN when it is done. Not
 * both on one session: clamd 1.4 writes the number of a VERSION and the rest in two parts, and now
 * and then the answer to a SCAN in between ({@code 8: 5: /a/file: OK}).
 */
final class ClamdSession implements Closeable {

  /**
   * Of what clamd is not known to have read. Less than a Unix socket takes, so that asking never
   * blocks: 278 short questions were counted, 44 of the longest, which weigh 21 each.
   */
  private static final int MAX_UNREAD = 200;

  /** Leaves room for the others. */
  private static final int MAX_UNREAD_IN_PASSING = 64;

  /** Leaves room for VERSION. */
  private static final int MAX_UNREAD_SCANS = 120;

  private static final int WEIGHT_STEP = 200;

  /**
   * SCANs without an answer, given up or not. When half of its MaxQueue (100) waits for a thread,
   * clamd reads no question of anybody until one is done, VERSION included.
   */
  private static final int MAX_SCANS = 40;

  private static final byte[] VERSION = "zVERSION\0".getBytes(US_ASCII);
  private static final byte[] SCAN = "zSCAN ".getBytes(US_ASCII);

  private static final AtomicLong COUNTER = new AtomicLong();

  private final ClamdConnection connection;
  private final Runnable onEnd;
  private final ConcurrentMap<Integer, SessionQuestion> questions = new ConcurrentHashMap<>();
  private final AtomicInteger scans = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();
  private final long id = COUNTER.incrementAndGet();
  private volatile boolean givenUp;
  private int asked;
  private long weightAsked;
  private volatile long weightRead;

  /** The one after a number of a SCAN that was answered, by its last bits. */
  private final int[] afterAnswered = new int[64];

  private ClamdSession(ClamdConnection connection, Runnable onEnd) {
    this.connection = connection;
    this.onEnd = onEnd;
  }

  /**
   * @param onEnd called once when the session ends otherwise than by {@link #close}
   */
  static ClamdSession open(
      ClamdEndpoint endpoint, DeadlineTimer deadlines, Deadline deadline, Runnable onEnd)
      throws IOException {
    ClamdConnection connection = ClamdConnection.open(endpoint, deadlines, deadline);
    DeadlineTimer.Guard guard = deadlines.guard(connection, deadline);
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
    return version(deadline, MAX_UNREAD);
  }

  /** The same for those who can do without: empty also while many are asking. */
  Optional<String> versionInPassing(Deadline deadline) throws InterruptedException {
    return version(deadline, MAX_UNREAD_IN_PASSING);
  }

  private Optional<String> version(Deadline deadline, int most) throws InterruptedException {
    Optional<SessionQuestion> question = ask(SessionQuestion.Kind.VERSION, VERSION, most);
    return question.isEmpty() ? Optional.empty() : question.get().await(deadline);
  }

  /**
   * Asks clamd to read and scan a file itself.
   *
   * @param path its bytes
   * @return empty when the session has ended, when too many such questions are without an answer,
   *     or for a thread that is interrupted
   */
  Optional<SessionQuestion> scan(byte[] path) {
    byte[] command = new byte[SCAN.length + path.length + 1];
    System.arraycopy(SCAN, 0, command, 0, SCAN.length);
    System.arraycopy(path, 0, command, SCAN.length, path.length);
    return ask(SessionQuestion.Kind.SCAN, command, MAX_UNREAD_SCANS);
  }

  /** Never blocks: a clamd that does not answer is not asked until the socket is full. */
  private synchronized Optional<SessionQuestion> ask(
      SessionQuestion.Kind kind, byte[] command, int mostUnread) {
    boolean scan = kind == SessionQuestion.Kind.SCAN;
    if (over.get()
        || Thread.currentThread().isInterrupted() // its write would close the channel for all
        || weightAsked - weightRead >= mostUnread
        || (scan && scans.get() >= MAX_SCANS)) {
      return Optional.empty();
    }
    weightAsked += 1 + command.length / WEIGHT_STEP;
    SessionQuestion question = new SessionQuestion(kind, weightAsked);
    int number = asked + 1;
    questions.put(number, question);
    asked = number;
    if (scan) {
      scans.incrementAndGet();
    }
    try {
      connection.write(ByteBuffer.wrap(command));
    } catch (IOException e) {
      lost();
    }
    if (over.get()) {
      question.failed();
    }
    return Optional.of(question);
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
    int number;
    try {
      number = Integer.parseUnsignedInt(reply.substring(0, Math.max(colon, 0)));
    } catch (NumberFormatException e) {
      throw new IOException("no answer in a session: " + reply, e);
    }
    // An answer may come twice, and is the first then: to what is no file clamd says "… ERROR" and
    // then "…: OK".
    if (afterAnswered[number & 63] == number + 1) {
      return;
    }
    SessionQuestion question = questions.remove(number);
    if (question == null) {
      throw new IOException("an answer to nothing that was asked: " + reply);
    }
    if (question.isScan()) {
      scans.decrementAndGet();
      afterAnswered[number & 63] = number + 1;
    }
    weightRead = Math.max(weightRead, question.weightSoFar());
    question.answered(reply.substring(colon + 2));
  }

  /** Of no other session. */
  long id() {
    return id;
  }

  boolean over() {
    return over.get();
  }

  /** Whether it is over, and it was not clamd that ended it. */
  boolean givenUp() {
    return givenUp;
  }

  @Override
  public void close() {
    if (!over.get()) {
      givenUp = true;
    }
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
    questions.values().forEach(SessionQuestion::failed);
    return true;
  }
}

package org.scangate.scanner.icap;

import java.io.IOException;
import java.net.URI;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.LogText;
import org.scangate.scan.Reason;

/**
 * Holds conversations with one server, each on a connection of its own and ended by its deadline,
 * and says why one failed.
 */
final class Conversations implements AutoCloseable {

  /** A probe must not wait until a scan is over. */
  private static final int FOR_PROBES = 1;

  private final String engine;
  private final DeadlineTimer deadlines;
  private final IcapConnectionPool connections;
  private final int most;
  private volatile boolean closed;

  Conversations(IcapSettings settings, URI uri, String engine, DeadlineTimer deadlines) {
    this.engine = engine;
    this.deadlines = deadlines;
    this.most = settings.connections() + FOR_PROBES;
    this.connections =
        new IcapConnectionPool(new IcapConnector(uri, settings.tls(), deadlines), engine, most);
  }

  /** Something that is asked and answered. */
  @FunctionalInterface
  interface Conversation<T> {
    T on(IcapConnection connection) throws IOException, NoVerdict;
  }

  /** From now on there are no more connections than this, and than were configured. */
  void allow(int newMost) {
    connections.allow(Math.min(newMost, most));
  }

  /**
   * A server may close a kept connection at any time. If nothing came of an answer, it is asked
   * once more on a new one: it may have scanned already, and does no harm to scan again.
   *
   * @throws NoVerdict when it failed
   */
  <T> T hold(Deadline deadline, Conversation<T> conversation) throws NoVerdict {
    Deadline bound = deadline.unless(() -> closed);
    try {
      try {
        return once(false, bound, conversation);
      } catch (LeftByServer e) {
        return once(true, bound, conversation);
      }
    } catch (LeftByServer e) {
      throw brokeOff(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoVerdict(Reason.UNREACHABLE, "Scangate is being stopped", e);
    }
  }

  private <T> T once(boolean fresh, Deadline bound, Conversation<T> conversation)
      throws NoVerdict, LeftByServer, InterruptedException {
    IcapConnection connection = connections.take(fresh, bound);
    try (DeadlineTimer.Guard guard = deadlines.guard(connection, bound)) {
      try {
        return conversation.on(connection);
      } catch (Unreadable e) {
        throw new NoVerdict(Reason.REFUSED, e.getMessage(), e);
      } catch (IOException e) {
        if (guard.fired()) {
          throw ended(e);
        }
        if (connection.used() && (e instanceof ClosingAnswer || !connection.answered())) {
          throw new LeftByServer(e); // a server may keep a connection for so many requests only
        }
        throw brokeOff(e);
      }
    } finally {
      connections.giveBack(connection);
    }
  }

  private NoVerdict ended(IOException e) {
    return closed
        ? new NoVerdict(Reason.UNREACHABLE, "Scangate is being stopped", e)
        : new NoVerdict(Reason.TIMED_OUT, engine + " did not answer within the time bound", e);
  }

  private NoVerdict brokeOff(IOException e) {
    boolean odd = e instanceof TornAnswer || e instanceof ClosingAnswer;
    String what = odd ? " gave no proper ICAP answer: " : " broke off: ";
    return new NoVerdict(
        Reason.UNREACHABLE, engine + what + LogText.of(String.valueOf(e.getMessage())), e);
  }

  /** Those that go on end within a moment. */
  @Override
  public void close() {
    closed = true;
    connections.close();
  }

  private static final class LeftByServer extends IOException {
    private static final long serialVersionUID = 1;

    LeftByServer(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }
}

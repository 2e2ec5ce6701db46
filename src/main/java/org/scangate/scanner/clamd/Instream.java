package org.scangate.scanner.clamd;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Verdict;

/** Gives one sample to clamd by {@code zINSTREAM}, each on a connection of its own. */
final class Instream {

  private static final int CHUNK = 128 << 10;
  private static final byte[] COMMAND = "zINSTREAM\0".getBytes(UTF_8);

  private final DeadlineTimer deadlines;

  Instream(DeadlineTimer deadlines) {
    this.deadlines = deadlines;
  }

  /** Every failure is a verdict; returns by the deadline. */
  Verdict scan(Sample sample, ClamdEndpoint endpoint, Deadline deadline) {
    try (ClamdConnection connection = ClamdConnection.open(endpoint, deadlines, deadline);
        DeadlineTimer.Guard guard = deadlines.guard(connection, deadline)) {
      try {
        return converse(sample, connection);
      } catch (Unreadable e) {
        return new Verdict.Unscanned(Reason.REFUSED, e.getMessage());
      } catch (ClamdConnection.TornReply e) {
        return torn(endpoint, e);
      } catch (IOException e) {
        return guard.fired() ? timedOut(endpoint) : brokeOff(endpoint, e);
      }
    } catch (IOException e) {
      return deadline.passed()
          ? timedOut(endpoint)
          : new Verdict.Unscanned(Reason.UNREACHABLE, e.getMessage());
    }
  }

  private static Verdict converse(Sample sample, ClamdConnection connection) throws IOException {
    boolean all;
    try {
      all = send(sample, connection);
    } catch (Unreadable e) {
      throw e;
    } catch (IOException e) {
      return answerDespite(e, connection);
    }
    Verdict verdict = ClamdReply.parse(connection.readReply());
    if (!all) {
      return notClean(verdict);
    }
    if (verdict instanceof Verdict.Clean) {
      connection.readEnd(); // exactly this answer, and no second one that takes it back
    }
    return verdict;
  }

  /**
   * clamd that gives up in the middle of a stream says why and closes: the answer is still there.
   */
  private static Verdict answerDespite(IOException broken, ClamdConnection connection)
      throws IOException {
    try {
      return notClean(ClamdReply.parse(connection.readReply()));
    } catch (IOException e) {
      broken.addSuppressed(e);
      throw broken;
    }
  }

  private static Verdict notClean(Verdict verdict) {
    return verdict instanceof Verdict.Clean
        ? new Verdict.Unscanned(Reason.UNREACHABLE, "clamd answered before it had the whole file")
        : verdict;
  }

  /**
   * @return false when clamd answered before it was given the end
   */
  private static boolean send(Sample sample, ClamdConnection connection) throws IOException {
    int chunk = (int) Math.max(1, Math.min(CHUNK, sample.size()));
    byte[] block = new byte[COMMAND.length + Integer.BYTES + chunk];
    ByteBuffer out = ByteBuffer.wrap(block).put(COMMAND);
    long sent = 0;
    try (InputStream content = open(sample)) {
      while (true) {
        int header = out.position();
        int n = read(content, block, header + Integer.BYTES, chunk);
        if (n == 0) {
          break;
        }
        out.putInt(n).position(header + Integer.BYTES + n);
        connection.write(out.flip());
        out.clear();
        sent += n;
      }
    }
    if (sent != sample.size()) {
      throw new Unreadable("the file changed while it was read", null);
    }
    if (connection.hasAnswer()) {
      return false;
    }
    connection.write(out.putInt(0).flip());
    return true;
  }

  private static InputStream open(Sample sample) throws Unreadable {
    try {
      return sample.open();
    } catch (IOException e) {
      throw new Unreadable("the file cannot be opened: " + e, e);
    }
  }

  private static int read(InputStream content, byte[] block, int offset, int length)
      throws Unreadable {
    try {
      return content.readNBytes(block, offset, length);
    } catch (IOException e) {
      throw new Unreadable("the file cannot be read: " + e, e);
    }
  }

  private static Verdict torn(ClamdEndpoint endpoint, ClamdConnection.TornReply torn) {
    Verdict meant = ClamdReply.parse(torn.part());
    return meant instanceof Verdict.Unscanned && torn.part().endsWith("\n")
        ? meant
        : brokeOff(endpoint, torn);
  }

  private static Verdict brokeOff(ClamdEndpoint endpoint, IOException e) {
    return new Verdict.Unscanned(
        Reason.UNREACHABLE, "clamd at " + endpoint + " broke off: " + e.getMessage());
  }

  private static Verdict timedOut(ClamdEndpoint endpoint) {
    return new Verdict.Unscanned(
        Reason.TIMED_OUT, "clamd at " + endpoint + " did not answer within the time bound");
  }

  /** The sample, not clamd, is at fault. */
  private static final class Unreadable extends IOException {
    private static final long serialVersionUID = 1;

    Unreadable(String message, IOException cause) {
      super(message, cause);
    }
  }
}

package org.scangate.scanner.clamd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Verdict;

/**
 * Has clamd read a file itself, by {@code zSCAN} on a session that is kept for it: this costs
 * neither a connection nor a confirmation for each file. The session is with the proven process:
 * when it was opened, that process was still the one that answers. It is not the session on which
 * VERSION is asked, since clamd writes that answer in two parts, and those of SCANs in between.
 *
 * <p>clamd says OK also to what it did not read: a link, an empty folder, a special file (after an
 * ERROR). So OK counts only for a regular file, of the sample's size, that is the same before and
 * after the scan. That clamd sees the same files under the same paths is the administrator's word.
 */
final class ByPath {

  private final String key;
  private final DeadlineTimer deadlines;
  private final ReadableRoots roots = new ReadableRoots(ReadableRoots.REMEMBERED);
  private ClamdSession reading;
  private long readingFor;
  private boolean closed;

  /**
   * @param scanner its name
   */
  ByPath(String scanner, DeadlineTimer deadlines) {
    this.key = "scangate." + scanner + ".by-path";
    this.deadlines = deadlines;
  }

  /**
   * Every failure is a verdict; returns by the deadline.
   *
   * @return empty when the sample has to be streamed
   */
  Optional<Verdict> scan(Sample sample, ClamdProcess proven, Deadline deadline) {
    Path path = sample.path().orElse(null);
    if (path == null || !path.getFileSystem().equals(FileSystems.getDefault())) {
      return Optional.empty();
    }
    ReadableRoots.Root root =
        roots.of(sample.root().orElseGet(() -> folderOf(path)), proven.session().id());
    if (root.streamed()) {
      return Optional.empty();
    }
    if (!proven.endpoint().local()) {
      root.unread(
          "on another machine than this one a path may be another file",
          "give clamd's address as a Unix socket or on loopback",
          key);
      return Optional.empty();
    }
    ScannedFileState before;
    try {
      before = ScannedFileState.of(path);
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty(); // whoever opens it for the stream says what is wrong with it
    }
    if (!before.regular()) {
      return Optional.of(
          new Verdict.Unscanned(Reason.REFUSED, "it is no regular file, so it is not read"));
    }
    if (before.size() != sample.size()) {
      return Optional.of(changed());
    }
    if (before.size() == 0) {
      // It may be no size: what is in /proc has content, and clamd says OK to it unread.
      return Optional.empty();
    }
    return ask(path, before, root, proven, deadline);
  }

  private static Path folderOf(Path path) {
    return Objects.requireNonNullElse(path.toAbsolutePath().getParent(), path);
  }

  /**
   * The session for reading with this process; opened anew where it has ended, as it does when it
   * is idle.
   */
  private synchronized ClamdSession session(ClamdProcess proven, Deadline deadline)
      throws IOException, InterruptedException {
    if (reading != null && !reading.over() && readingFor == proven.session().id()) {
      return reading;
    }
    close();
    ClamdSession opened = ClamdSession.open(proven.endpoint(), deadlines, deadline, () -> {});
    if (closed || proven.session().version(deadline).isEmpty()) {
      opened.close();
      throw new IOException(proven + " went away or does not answer");
    }
    reading = opened;
    readingFor = proven.session().id();
    return opened;
  }

  /** Ends its session; a later scan opens another. */
  synchronized void close() {
    if (reading != null) {
      reading.close();
      reading = null;
    }
  }

  /** Ends its session for good. */
  synchronized void end() {
    closed = true;
    close();
  }

  private Optional<Verdict> ask(
      Path path,
      ScannedFileState before,
      ReadableRoots.Root root,
      ClamdProcess proven,
      Deadline deadline) {
    byte[] bytes = PathBytes.of(path);
    ClamdSession session;
    String reply;
    try {
      session = session(proven, deadline);
      Optional<SessionQuestion> question = session.scan(bytes);
      if (question.isEmpty()) {
        return session.over() ? Optional.of(wentAway(proven)) : Optional.empty();
      }
      reply = question.get().await(deadline).orElse(null);
    } catch (IOException e) {
      return Optional.of(new Verdict.Unscanned(Reason.UNREACHABLE, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(new Verdict.Unscanned(Reason.UNREACHABLE, "interrupted in its scan"));
    }
    if (reply == null) {
      return Optional.of(session.over() ? wentAway(proven) : timedOut(proven));
    }
    String subject = new String(bytes, ISO_8859_1);
    if (ClamdReply.unread(subject, reply)) {
      root.unread(
          "%s says: %s".formatted(proven, ClamdReply.said(subject, reply)),
          "give the user that clamd runs as read access to them and x on their folders",
          key);
      return Optional.empty();
    }
    Verdict verdict = ClamdReply.parse(subject, reply);
    if (verdict instanceof Verdict.Clean && proven.session().over()) {
      return Optional.of(wentAway(proven)); // another process may have bound its socket before
    }
    return Optional.of(judged(verdict, path, before, root));
  }

  private static Verdict judged(
      Verdict verdict, Path path, ScannedFileState before, ReadableRoots.Root root) {
    if (!(verdict instanceof Verdict.Unscanned)) {
      root.read();
    }
    return verdict instanceof Verdict.Clean && !isStill(before, path) ? changed() : verdict;
  }

  private static boolean isStill(ScannedFileState before, Path path) {
    try {
      return ScannedFileState.of(path).equals(before);
    } catch (IOException e) {
      return false; // gone, or out of reach: nobody can say that it is the same
    }
  }

  private static Verdict.Unscanned changed() {
    return new Verdict.Unscanned(Reason.REFUSED, "the file changed while it was scanned");
  }

  private static Verdict.Unscanned wentAway(ClamdProcess proven) {
    return new Verdict.Unscanned(Reason.UNREACHABLE, proven.howItEnded() + " during the scan");
  }

  private static Verdict.Unscanned timedOut(ClamdProcess proven) {
    return new Verdict.Unscanned(
        Reason.TIMED_OUT, proven + " did not answer within the time bound");
  }
}

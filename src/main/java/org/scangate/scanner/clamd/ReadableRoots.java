package org.scangate.scanner.clamd;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.scangate.scan.Deadline;
import org.scangate.scan.LogText;

/**
 * Below which folders clamd can read files itself. Where it cannot read the first that it is asked
 * for, it is not asked for each of the others. That holds for one clamd process, and for an hour:
 * by then the rights of its user may be others.
 */
final class ReadableRoots {

  static final Duration REMEMBERED = Duration.ofHours(1);

  private static final Logger LOG = System.getLogger(ReadableRoots.class.getName());

  /** Samples of no store count by their folders, of which there may be any number. */
  private static final int MAX_ROOTS = 10_000;

  private final Duration remembered;
  private final ConcurrentMap<Path, Root> roots = new ConcurrentHashMap<>();

  ReadableRoots(Duration remembered) {
    this.remembered = remembered;
  }

  /**
   * What was noticed of a folder.
   *
   * @param session whose clamd is to read
   */
  Root of(Path folder, long session) {
    Root known = roots.get(folder);
    if (known != null && known.holds(session)) {
      return known;
    }
    if (roots.size() >= MAX_ROOTS) {
      roots.clear();
    }
    return roots.compute(
        folder, (path, now) -> now != null && now.holds(session) ? now : new Root(path, session));
  }

  /** One folder. */
  final class Root {
    private final Path folder;
    private final long session;
    private final Deadline until = Deadline.in(remembered);
    private final AtomicBoolean streamed = new AtomicBoolean();
    private volatile boolean read;

    private Root(Path folder, long session) {
      this.folder = folder;
      this.session = session;
    }

    private boolean holds(long now) {
      return session == now && !until.passed();
    }

    /** Whether clamd is not asked to read here. */
    boolean streamed() {
      return streamed.get();
    }

    /** clamd has read a file here: whatever it can't read is an exception. */
    void read() {
      read = true;
    }

    /**
     * clamd does not read a file here.
     *
     * @param why as in "clamd at localhost:3310 says: …"
     * @param remedy what to do, besides switching it off
     */
    void unread(String why, String remedy, String key) {
      if (!read && streamed.compareAndSet(false, true)) {
        LOG.log(
            Level.WARNING,
            "files below {0} are streamed, not read by clamd itself: {1}; {2}, or set {3}=false",
            LogText.of(folder.toString()),
            LogText.of(why),
            remedy,
            key);
      }
    }
  }
}

package org.scangate.pure.sweep;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;
import org.scangate.pure.StoredFile;
import org.scangate.scan.LogText;

/**
 * What a walk came upon that an administrator should know: counted all, and the first ones told.
 */
final class Troubles {

  private static final int MAX_LINES = 20;

  private final SweptStore swept;
  private final Progress progress;
  private final AtomicInteger warnings = new AtomicInteger();

  Troubles(SweptStore swept, Progress progress) {
    this.swept = swept;
    this.progress = progress;
  }

  void failed(String what, String why) {
    progress.failed.increment();
    String line = LogText.of(what) + ": " + LogText.of(why);
    swept.problem(line);
    int number = warnings.incrementAndGet();
    if (number <= MAX_LINES) {
      SweptStore.LOG.log(Level.WARNING, "{0}: {1}", swept.name(), line);
    } else if (number == MAX_LINES + 1) {
      SweptStore.LOG.log(Level.WARNING, "{0}: more such files are only counted", swept.name());
    }
  }

  void orphan(String what, boolean deleted) {
    progress.orphans.increment();
    if (progress.orphans.sum() <= MAX_LINES) {
      SweptStore.LOG.log(
          Level.INFO,
          "{0}: {1} has no file{2}",
          swept.name(),
          LogText.of(what),
          deleted ? "; it is deleted" : "");
    }
  }

  /** A file, for a line of the log. */
  static String shown(StoredFile file) {
    return '"' + LogText.of(file.place()) + '"';
  }
}

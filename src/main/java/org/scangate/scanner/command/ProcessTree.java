package org.scangate.scanner.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.scangate.scan.Deadline;

/**
 * All processes of one run. Each inherits a mark in its environment, by which those are found too
 * that have left their parent (double fork, setsid); where there is no {@code /proc}, only the
 * children and their children are found.
 */
final class ProcessTree {

  /** The environment variable with the mark. */
  static final String VARIABLE = "SCANGATE_SCAN";

  private static final Logger LOG = System.getLogger(ProcessTree.class.getName());

  private static final Path PROC = Path.of("/proc");
  private static final Duration TO_DIE = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(2);

  /**
   * A process may begin another, and end, behind the back of who looks through the list; and while
   * it becomes another program (exec) its environment looks empty.
   */
  private static final int LOOKS_IN_VAIN = 2;

  private ProcessTree() {}

  /** Of one run in a private folder: begins with the {@linkplain #markOf folder's}. */
  static String mark(Path folder, UUID run) {
    return markOf(folder) + run;
  }

  /** What the marks of all runs in a private folder begin with. */
  static String markOf(Path folder) {
    return folder.getFileName() + "/";
  }

  /** Kills a process and all that it began, and returns when they are gone, or after a second. */
  static void kill(Process process, String mark) {
    List<ProcessHandle> children = process.descendants().toList();
    // By its handle: Process.destroyForcibly() also closes the streams, and so would wait for a
    // write that is held up by a child which is still alive.
    process.toHandle().destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    killMarked(mark);
  }

  /**
   * Whether no process has a mark, now or soon: some take a moment to leave. It looks at all
   * processes of the machine, which takes a millisecond per hundred of them.
   */
  static boolean awaitNone(String mark, Duration within) {
    Deadline bound = Deadline.in(within);
    for (int inVain = 0; inVain < LOOKS_IN_VAIN; ) {
      inVain = marked(mark).isEmpty() ? inVain + 1 : 0;
      if (inVain == 0 && (bound.passed() || Thread.currentThread().isInterrupted())) {
        return false;
      }
      if (inVain < LOOKS_IN_VAIN) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
    return true;
  }

  /**
   * Kills whatever has a mark.
   *
   * @param mark or the beginning of several
   */
  static void killMarked(String mark) {
    Deadline bound = Deadline.in(TO_DIE);
    int inVain = 0;
    while (inVain < LOOKS_IN_VAIN && !bound.passed()) {
      List<ProcessHandle> marked = marked(mark);
      marked.forEach(ProcessHandle::destroyForcibly);
      if (marked.isEmpty()) {
        inVain++;
      } else {
        inVain = 0;
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private static List<ProcessHandle> marked(String mark) {
    List<ProcessHandle> marked = new ArrayList<>();
    if (!Files.isDirectory(PROC)) {
      return marked;
    }
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (hasMark(process, mark)) {
          handle(process).ifPresent(marked::add);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.log(Level.WARNING, "cannot list " + PROC + ": daemons of a command may go on", e);
    }
    return marked;
  }

  private static boolean hasMark(Path process, String mark) {
    try {
      String environment = new String(Files.readAllBytes(process.resolve("environ")), UTF_8);
      return ("\0" + environment).contains("\0" + VARIABLE + "=" + mark);
    } catch (IOException e) {
      return false; // it is gone, or another user's
    }
  }

  private static Optional<ProcessHandle> handle(Path process) {
    return ProcessHandle.of(Long.parseLong(process.getFileName().toString()));
  }
}

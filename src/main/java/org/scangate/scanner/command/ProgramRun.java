package org.scangate.scanner.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.scangate.scan.Deadline;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;

/** One run of a program: started, fed, listened to, and ended with all that it began. */
final class ProgramRun {

  /** What is in the pipes when the program has ended is read in no time. */
  private static final Duration TO_DRAIN = Duration.ofMillis(500);

  /** EAGAIN, ENOMEM, ENFILE, EMFILE, ETXTBSY: these pass. */
  private static final Pattern PASSES = Pattern.compile("error=(11|12|23|24|26)\\b");

  /** Our own keys and those of the object store: a scanner has no business with them. */
  private static final Pattern SECRET = Pattern.compile("(?i)(scangate|aws)[^a-z0-9]");

  private final String name;
  private final List<String> line;
  private final Path folder;
  private final String engine;

  /**
   * @param name of the scanner
   * @param line program and arguments, complete
   * @param folder where it runs
   */
  ProgramRun(String name, List<String> line, Path folder) {
    this.name = name;
    this.line = line;
    this.folder = folder;
    this.engine = "the command " + line.get(0);
  }

  /** With nothing on standard input. */
  RunResult alone(Deadline deadline) throws NoAnswer {
    return run(Optional.empty(), deadline);
  }

  /** With the sample on standard input. */
  RunResult on(Sample sample, Deadline deadline) throws NoAnswer {
    return run(Optional.of(sample), deadline);
  }

  private RunResult run(Optional<Sample> sample, Deadline deadline) throws NoAnswer {
    if (deadline.passed()) {
      throw timedOut();
    }
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted();
    }
    String mark = ProcessTree.mark(folder, UUID.randomUUID());
    Process process = start(mark);
    boolean orderly = false;
    try (ProgramOutput output = ProgramOutput.of(process, "scangate-" + name + "-output");
        StandardInput input = StandardInput.of(process, sample, "scangate-" + name + "-input")) {
      awaitExit(process, input, deadline);
      boolean tookAll = input.tookAll(TO_DRAIN);
      // The end of the output does not tell: a daemon closes what it inherits.
      boolean leftNothing = output.awaitEnd(TO_DRAIN) && ProcessTree.awaitNone(mark, TO_DRAIN);
      orderly = leftNothing && input.ended();
      return new RunResult(
          process.exitValue(), output.text(), !output.tooMuch(), tookAll, leftNothing);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    } finally {
      if (!orderly) {
        ProcessTree.kill(process, mark);
      }
    }
  }

  private Process start(String mark) throws NoAnswer {
    ProcessBuilder builder =
        new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true);
    prepare(builder.environment(), mark);
    try {
      return builder.start();
    } catch (IOException e) {
      boolean passes = PASSES.matcher(String.valueOf(e.getMessage())).find();
      throw passes
          ? new NoAnswer(Reason.UNREACHABLE, engine + " cannot be started now: " + cause(e), e)
          : new NoAnswer(
              Reason.MISCONFIGURED,
              "%s cannot be started, check scangate.%s.line: %s".formatted(engine, name, cause(e)),
              e);
    }
  }

  static void prepare(Map<String, String> environment, String mark) {
    environment.keySet().removeIf(variable -> SECRET.matcher(variable).lookingAt());
    // One language, whatever the server's is: the pattern for signatures is written for it.
    environment.put("LC_ALL", "C");
    environment.put(ProcessTree.VARIABLE, mark);
  }

  /** Without the arguments, which no message of the JDK's holds, and without the program twice. */
  private static String cause(IOException e) {
    return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
  }

  private void awaitExit(Process process, StandardInput input, Deadline deadline)
      throws NoAnswer, InterruptedException {
    while (!process.waitFor(Math.max(0, deadline.nanosToNextLook()), TimeUnit.NANOSECONDS)) {
      input.refuseUnreadable();
      if (deadline.passed()) {
        throw timedOut();
      }
    }
    input.refuseUnreadable();
  }

  private NoAnswer timedOut() {
    return new NoAnswer(Reason.TIMED_OUT, engine + " did not end within the time bound");
  }

  private NoAnswer interrupted() {
    return new NoAnswer(Reason.UNREACHABLE, engine + " was interrupted");
  }
}

package org.scangate.scanner.command;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.scangate.scan.DataSize;
import org.scangate.scan.Deadline;
import org.scangate.scan.LogText;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Verdict;
import org.scangate.scanner.EngineClient;
import org.scangate.scanner.UnscannedException;
import org.scangate.scanner.Weakness;
import org.scangate.scanner.proof.ProbeSamples;

/** Runs the command for each question. */
final class CommandClient implements EngineClient {

  private static final Logger LOG = System.getLogger(CommandClient.class.getName());

  private static final int EVERYBODY = Integer.MAX_VALUE;
  private static final Duration TO_LEAVE = Duration.ofSeconds(5);
  private static final Duration VERSION_HOLDS = Duration.ofSeconds(5);

  private final CommandSettings settings;
  private final PrivateFolder folder;
  private final CommandAnswer answer;

  /** Who runs something has one; who closes waits for all. */
  private final Semaphore inside = new Semaphore(EVERYBODY);

  private volatile boolean closed;
  private volatile Told told = new Told("", Deadline.in(Duration.ZERO));

  private record Told(String version, Deadline holds) {}

  CommandClient(CommandSettings settings) {
    this.settings = settings;
    this.folder = new PrivateFolder(settings.folder());
    this.answer = new CommandAnswer(settings);
  }

  @Override
  public String engine() {
    return settings.engine();
  }

  @Override
  public String address() {
    return settings.program();
  }

  @Override
  public Said scan(Sample sample, Deadline deadline) {
    if (closed || !inside.tryAcquire()) {
      return Said.of(stopped());
    }
    try {
      return Said.of(verdict(sample, deadline.unless(() -> closed)));
    } catch (UnscannedException e) {
      return Said.of(closed ? stopped() : e.verdict());
    } finally {
      inside.release();
    }
  }

  private static Verdict stopped() {
    return new Verdict.Unscanned(Reason.UNREACHABLE, "Scangate is being stopped");
  }

  private Verdict verdict(Sample sample, Deadline deadline) throws UnscannedException {
    RunResult result = ask(sample, deadline);
    if (!answer.isOdd(result)) {
      return answer.verdict(result, deadline);
    }
    Verdict.Unscanned odd = answer.odd(result);
    // If it is not this sample that it cannot scan, this will pass when the engine is mended.
    return answersOthers(deadline)
        ? odd
        : new Verdict.Unscanned(Reason.UNREACHABLE, odd.detail() + ", as for any other file");
  }

  /**
   * An odd exit code says "this file is too large for me" as well as "my service is down", which
   * must not be held against the file: what it says of a clean sample tells the two apart.
   */
  private boolean answersOthers(Deadline deadline) {
    try {
      RunResult result = ask(ProbeSamples.clean(), deadline);
      return answer.verdict(result, deadline) instanceof Verdict.Clean;
    } catch (UnscannedException e) {
      return false; // what counts is the first answer; this one was only to explain it
    }
  }

  private RunResult ask(Sample sample, Deadline deadline) throws UnscannedException {
    if (!settings.takesFile()) {
      return run(settings.line()).on(sample, deadline);
    }
    try (ScanFile file = ScanFile.copy(sample, folder, deadline)) {
      RunResult result = run(CommandLine.with(file.path(), settings.line())).alone(deadline);
      if (answer.saysClean(result) && !file.untouched()) {
        throw new UnscannedException(
            Reason.REFUSED,
            "%s says clean, but the file was changed or taken away; it, or another virus scanner on this machine, must only report, and leave %s alone"
                .formatted(engine(), settings.folder()));
      }
      return result;
    }
  }

  private ProgramRun run(List<String> line) throws UnscannedException {
    try {
      return new ProgramRun(settings.name(), line, folder.path());
    } catch (IOException e) {
      throw PrivateFolder.noRoom(settings.folder(), e);
    }
  }

  /** Remembered for a moment: to tell it a program is started. */
  @Override
  public Optional<String> version(Deadline deadline) {
    Told last = told;
    if (!last.holds().passed()) {
      return Optional.of(last.version());
    }
    if (settings.versionLine().isEmpty() || !inside.tryAcquire()) {
      return Optional.empty();
    }
    try {
      RunResult result = run(settings.versionLine()).alone(deadline.unless(() -> closed));
      Optional<String> version = result.exit() == 0 ? firstLine(result.output()) : Optional.empty();
      version.ifPresent(told -> this.told = new Told(told, Deadline.in(VERSION_HOLDS)));
      return version;
    } catch (UnscannedException e) {
      LOG.log(Level.DEBUG, "no version of {0}: {1}", engine(), LogText.of(e.getMessage()));
      return Optional.empty();
    } finally {
      inside.release();
    }
  }

  private static Optional<String> firstLine(String output) {
    return output
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .map(LogText::of);
  }

  @Override
  public String remedy(Weakness weakness, DataSize limit) {
    return CommandRemedy.of(settings, weakness, limit);
  }

  @Override
  public void close() {
    closed = true;
    boolean interrupted = Thread.interrupted();
    try {
      if (!inside.tryAcquire(EVERYBODY, TO_LEAVE.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.log(Level.WARNING, "{0} is still running although it was killed", engine());
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      folder.close();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

package org.scangate.scanner.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.scangate.scan.Deadline;
import org.scangate.scan.LogText;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;

/** What a command's exit code and output mean. Whatever is in doubt is not clean. */
final class CommandAnswer {

  private static final Duration TO_MATCH = Duration.ofSeconds(2);
  private static final int LONGEST_LINE = 200;

  private final CommandSettings settings;
  private final Optional<SignaturePattern> signatures;

  CommandAnswer(CommandSettings settings) {
    this.settings = settings;
    this.signatures = settings.signature().map(SignaturePattern::new);
  }

  Verdict verdict(RunResult ending, Deadline deadline) {
    if (settings.foundExits().contains(ending.exit())) {
      return found(ending, deadline);
    }
    if (ending.exit() > CommandSettings.HIGHEST_EXIT) {
      return unscanned(
          Reason.UNREACHABLE,
          "was killed by signal " + (ending.exit() - CommandSettings.HIGHEST_EXIT));
    }
    return saysClean(ending) ? clean(ending, deadline) : odd(ending);
  }

  boolean saysClean(RunResult ending) {
    return settings.cleanExits().contains(ending.exit());
  }

  /** It came to its end, and said neither clean nor found. */
  boolean isOdd(RunResult ending) {
    return ending.exit() <= CommandSettings.HIGHEST_EXIT
        && !saysClean(ending)
        && !settings.foundExits().contains(ending.exit());
  }

  private Verdict clean(RunResult ending, Deadline deadline) {
    if (!ending.tookAll()) {
      return unscanned(Reason.LIMIT_EXCEEDED, "says clean, but did not read the whole content");
    }
    if (!ending.leftNothing()) {
      return unscanned(
          Reason.REFUSED, "says clean, but left a process behind that was not done yet");
    }
    if (!ending.wholeOutput()) {
      return unscanned(
          Reason.REFUSED,
          "says clean, but printed more than %s, in which anything may stand"
              .formatted(ProgramOutput.MOST));
    }
    try {
      List<String> named = named(ending, deadline);
      return named.isEmpty()
          ? new Verdict.Clean()
          : unscanned(
              Reason.REFUSED,
              "ends with exit code %d, which is clean, but names a signature: %s"
                  .formatted(ending.exit(), named.get(0)));
    } catch (SignaturePattern.TooSlow e) {
      return unscanned(
          Reason.REFUSED,
          "said something that scangate.%s.signature is too slow to match; write a simpler one"
              .formatted(settings.name()));
    }
  }

  /** What it found stands, even if its name can't be told. */
  private Verdict found(RunResult ending, Deadline deadline) {
    try {
      return named(ending, deadline).stream()
          .map(CommandAnswer::meant)
          .reduce(Verdict::orWorse)
          .orElseGet(this::nameless);
    } catch (SignaturePattern.TooSlow e) {
      return nameless();
    }
  }

  private Verdict nameless() {
    return new Verdict.Infected(settings.name() + ".found");
  }

  private List<String> named(RunResult ending, Deadline deadline) throws SignaturePattern.TooSlow {
    return signatures.isEmpty()
        ? List.of()
        : signatures.get().in(ending.output(), deadline.atMost(TO_MATCH));
  }

  /** ClamAV reports what it could not look into as if it were a virus. */
  private static Verdict meant(String signature) {
    if (signature.startsWith("Heuristics.Limits.Exceeded")) {
      return new Verdict.Unscanned(
          Reason.LIMIT_EXCEEDED, "the scanner stopped at one of its limits: " + signature);
    }
    if (signature.startsWith("Heuristics.Encrypted")) {
      return new Verdict.Unscanned(
          Reason.ENCRYPTED, "the scanner could not look inside: " + signature);
    }
    return new Verdict.Infected(signature);
  }

  private Verdict odd(RunResult ending) {
    String last =
        ending
            .output()
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .reduce("no output", (before, line) -> line);
    return unscanned(
        Reason.REFUSED,
        "ended with exit code %d: %s".formatted(ending.exit(), LogText.of(shortened(last))));
  }

  private static String shortened(String line) {
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + '…';
  }

  private Verdict unscanned(Reason reason, String what) {
    return new Verdict.Unscanned(reason, settings.engine() + " " + what);
  }
}

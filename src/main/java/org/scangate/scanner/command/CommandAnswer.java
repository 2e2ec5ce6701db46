package org.scangate.scanner.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.scangate.scan.Deadline;
import org.scangate.scan.LogText;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.scanner.FoundSignature;

/** What a command's exit code and output mean. Whatever is in doubt is not clean. */
final class CommandAnswer {

  private static final Duration TO_MATCH = Duration.ofSeconds(2);
  private static final int MAX_LINE = 200;

  private final CommandSettings settings;
  private final Optional<SignaturePattern> signatures;

  CommandAnswer(CommandSettings settings) {
    this.settings = settings;
    this.signatures = settings.signature().map(SignaturePattern::new);
  }

  Verdict verdict(RunResult result, Deadline deadline) {
    if (settings.foundExits().contains(result.exit())) {
      return found(result, deadline);
    }
    if (result.exit() > CommandSettings.HIGHEST_EXIT) {
      return unscanned(
          Reason.UNREACHABLE,
          "was killed by signal " + (result.exit() - CommandSettings.HIGHEST_EXIT));
    }
    return saysClean(result) ? clean(result, deadline) : odd(result);
  }

  boolean saysClean(RunResult result) {
    return settings.cleanExits().contains(result.exit());
  }

  /** It came to its end, and said neither clean nor found. */
  boolean isOdd(RunResult result) {
    return result.exit() <= CommandSettings.HIGHEST_EXIT
        && !saysClean(result)
        && !settings.foundExits().contains(result.exit());
  }

  private Verdict clean(RunResult result, Deadline deadline) {
    if (!result.tookAll()) {
      return unscanned(Reason.LIMIT_EXCEEDED, "says clean, but did not read the whole content");
    }
    if (!result.leftNothing()) {
      return unscanned(
          Reason.REFUSED, "says clean, but left a process behind that was not done yet");
    }
    if (!result.wholeOutput()) {
      return unscanned(
          Reason.REFUSED,
          "says clean, but printed more than %s, in which anything may stand"
              .formatted(ProgramOutput.MAX_KEPT));
    }
    try {
      List<String> named = named(result, deadline);
      return named.isEmpty()
          ? new Verdict.Clean()
          : unscanned(
              Reason.REFUSED,
              "ends with exit code %s, which is clean, but names a signature: %s"
                  .formatted(result.exit(), named.get(0)));
    } catch (SignaturePattern.TooSlow e) {
      return unscanned(
          Reason.REFUSED,
          "said something that scangate.%s.signature is too slow to match; write a simpler one"
              .formatted(settings.name()));
    }
  }

  /** What it found stands, even if its name can't be told. */
  private Verdict found(RunResult result, Deadline deadline) {
    try {
      return named(result, deadline).stream()
          .map(name -> FoundSignature.verdict(settings.engine(), name))
          .reduce(Verdict::orWorse)
          .orElseGet(this::nameless);
    } catch (SignaturePattern.TooSlow e) {
      return nameless();
    }
  }

  private Verdict nameless() {
    return new Verdict.Infected(settings.name() + ".found");
  }

  private List<String> named(RunResult result, Deadline deadline) throws SignaturePattern.TooSlow {
    return signatures.isEmpty()
        ? List.of()
        : signatures.get().in(result.output(), deadline.atMost(TO_MATCH));
  }

  /** What is said to an end that is {@link #isOdd}. */
  Verdict.Unscanned odd(RunResult result) {
    String last =
        result
            .output()
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .reduce("no output", (before, line) -> line);
    return unscanned(
        Reason.REFUSED,
        "ended with exit code %s: %s".formatted(result.exit(), LogText.of(shortened(last))));
  }

  private static String shortened(String line) {
    return line.length() <= MAX_LINE ? line : line.substring(0, MAX_LINE) + '…';
  }

  private Verdict.Unscanned unscanned(Reason reason, String what) {
    return new Verdict.Unscanned(reason, settings.engine() + " " + what);
  }
}

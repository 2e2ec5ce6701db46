package org.scangate.config;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.scangate.pure.local.LocalSettings;
import org.scangate.pure.s3.S3Settings;
import org.scangate.pure.sweep.PureSettings;

/**
 * The keys {@code scangate.pure.*} while the application runs: read anew when the sweep asks for
 * them. As long as one of them is wrong all of them stay as they were when none was, so that no
 * pass works with half of a change.
 */
final class PureConfig {

  private static final Logger LOG = System.getLogger(PureConfig.class.getName());

  private final Config config;
  private volatile State state;

  /**
   * @param problems that were told already; while there are some the settings are the last good
   *     ones
   * @param warnings that were told already
   */
  private record State(
      PureSettings sweep,
      LocalSettings local,
      S3Settings s3,
      List<String> problems,
      List<String> warnings) {

    State with(List<String> otherProblems, List<String> otherWarnings) {
      return new State(sweep, local, s3, otherProblems, otherWarnings);
    }
  }

  /**
   * Takes what was read, and told, at the start. What was wrong then has no last good value: there
   * is no root and no bucket until it is mended.
   */
  PureConfig(Config config, Settings start) {
    List<String> problems =
        start.problems().stream().filter(one -> one.startsWith(PureReader.PREFIX)).toList();
    LocalSettings local = start.local();
    this.config = config;
    this.state =
        new State(
            start.pure(),
            problems.isEmpty()
                ? local
                : new LocalSettings(List.of(), local.permissions(), local.group()),
            problems.isEmpty() ? start.s3() : start.s3().nowhere(),
            problems,
            start.warnings());
  }

  /** Reads anew, tells what has changed, and gives the last good settings. Never throws. */
  synchronized PureSettings sweep() {
    State before = state;
    State now = read(before);
    state = now;
    tell(before, now);
    return now.sweep();
  }

  /** The last good settings, as {@link #sweep} found them. */
  LocalSettings local() {
    return state.local();
  }

  /** The last good settings, as {@link #sweep} found them. */
  S3Settings s3() {
    return state.s3();
  }

  /** What is wrong with the keys; empty: nothing. */
  Optional<String> problem() {
    List<String> problems = state.problems();
    return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
  }

  private State read(State before) {
    try {
      Keys keys = new Keys(config);
      PureReader reader = new PureReader(keys);
      PureSettings sweep = reader.sweep();
      LocalSettings local = reader.local();
      S3Settings s3 = reader.s3(sweep.rescanAfter());
      List<String> problems = List.copyOf(keys.problems());
      List<String> warnings = keys.unknown(PureReader.PREFIX);
      return problems.isEmpty()
          ? new State(sweep, local, s3, problems, warnings)
          : before.with(problems, warnings);
    } catch (Throwable e) {
      // Whatever a source throws, errors of its class loader included: on the container's timer
      // thread it could end the timer, and with it the sweep, for good.
      LOG.log(Level.DEBUG, "the keys " + PureReader.PREFIX + "* cannot be read", e);
      String problem = PureReader.PREFIX + "*: cannot be read (" + e.getClass().getName() + ")";
      return before.with(List.of(problem), before.warnings());
    }
  }

  /** Each thing once, not with each pass. */
  private static void tell(State before, State now) {
    now.problems().stream()
        .filter(problem -> !before.problems().contains(problem))
        .forEach(
            problem -> LOG.log(Level.ERROR, problem + "; the last good settings stay in force"));
    now.warnings().stream()
        .filter(warning -> !before.warnings().contains(warning))
        .forEach(warning -> LOG.log(Level.WARNING, warning));
    if (now.problems().isEmpty() && !before.problems().isEmpty()) {
      LOG.log(Level.INFO, "the keys " + PureReader.PREFIX + "* are right again");
    }
    if (!now.sweep().equals(before.sweep())) {
      LOG.log(Level.INFO, PureReader.PREFIX + "* has changed: " + now.sweep());
    }
    if (!now.s3().equals(before.s3())) {
      LOG.log(Level.INFO, PureReader.PREFIX + "s3.* has changed: " + now.s3());
    }
    if (!now.local().equals(before.local())) {
      LOG.log(Level.INFO, PureReader.PREFIX + "* has changed: " + now.local());
    }
  }
}

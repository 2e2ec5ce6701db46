package org.scangate.config;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.scangate.config.KeyGroup.Part;
import org.scangate.pure.local.LocalSettings;
import org.scangate.pure.s3.S3Settings;
import org.scangate.pure.sweep.PureSettings;
import org.scangate.scan.EntryRules;

/**
 * The keys {@code scangate.pure.*} while the application runs: read anew when a sweep asks for
 * them. As long as one of a store's keys is wrong, or one that the stores share, all that this
 * store works with stays as it was when none was, so that no pass works with half of a change. A
 * wrong key of one store keeps nothing from the other.
 */
final class PureConfig {

  private static final Logger LOG = System.getLogger(PureConfig.class.getName());

  private final Config config;
  private final SettingsFile file;
  private final EntryDefaults entries;
  private final boolean listsAlone;
  private volatile State state;

  /**
   * What one store works with.
   *
   * @param sweep the last good settings
   * @param own the last good settings
   * @param problems while there are some nothing is taken over
   */
  private record StoreState<S>(PureSettings sweep, S own, List<String> problems) {

    /** What was read now, or what was good before. */
    StoreState<S> next(StoreState<S> read) {
      return read.problems().isEmpty() ? read : new StoreState<>(sweep, own, read.problems());
    }
  }

  /**
   * @param warnings that were told already
   */
  private record State(
      StoreState<LocalSettings> local, StoreState<S3Settings> s3, List<String> warnings) {

    /** Each once: the stores share some. */
    List<String> problems() {
      return Stream.concat(local.problems().stream(), s3.problems().stream()).distinct().toList();
    }
  }

  /**
   * Takes what was read, and told, at the start. What was wrong then has no last good value: there
   * is no root or no bucket until it is mended.
   */
  PureConfig(Config config, SettingsFile file, Settings start) {
    List<String> local = KeyProblem.of(Part.LOCAL, start.wrong());
    List<String> s3 = KeyProblem.of(Part.S3, start.wrong());
    this.config = config;
    this.file = file;
    this.entries = start.entries();
    this.listsAlone = start.listsAlone();
    this.state =
        new State(
            new StoreState<>(
                start.pure(), local.isEmpty() ? start.local() : nowhere(start.local()), local),
            new StoreState<>(start.pure(), s3.isEmpty() ? start.s3() : start.s3().nowhere(), s3),
            start.warnings());
  }

  private static LocalSettings nowhere(LocalSettings local) {
    return new LocalSettings(List.of(), local.permissions(), local.group());
  }

  /** Reads anew, tells what has changed, and gives the local store's last good. Never throws. */
  PureSettings sweepOfLocal() {
    return next().local().sweep();
  }

  /** Reads anew, tells what has changed, and gives the last good of S3. Never throws. */
  PureSettings sweepOfS3() {
    return next().s3().sweep();
  }

  /** The last good settings, as they were when they were last read. */
  LocalSettings local() {
    return state.local().own();
  }

  /** Those of the local store's sweep, as they were when they were last read. */
  PureSettings lastOfLocal() {
    return state.local().sweep();
  }

  /** The last good settings, as they were when they were last read. */
  S3Settings s3() {
    return state.s3().own();
  }

  /** What is wrong with the keys of the local store; empty: nothing. */
  Optional<String> problemOfLocal() {
    return joined(state.local().problems());
  }

  /** What is wrong with the keys of the store in S3; empty: nothing. */
  Optional<String> problemOfS3() {
    return joined(state.s3().problems());
  }

  /** By which the files of those stores that there are were last scanned. */
  Set<EntryRules> rules() {
    State now = state;
    Set<EntryRules> rules = new LinkedHashSet<>();
    if (!now.local().own().roots().isEmpty()) {
      rules.add(now.local().sweep().rules());
    }
    if (!now.s3().own().roots().isEmpty()) {
      rules.add(now.s3().sweep().rules());
    }
    return rules;
  }

  /** What is wrong with the keys of any store, a sentence each. */
  List<String> problems() {
    return state.problems();
  }

  /** What is odd with the keys but harmless, a sentence each. */
  List<String> warnings() {
    return state.warnings();
  }

  private static Optional<String> joined(List<String> problems) {
    return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
  }

  private synchronized State next() {
    State before = state;
    State now = read(before);
    state = now;
    tell(before, now);
    return now;
  }

  private State read(State before) {
    try {
      Keys keys = new Keys(new KeySources(config, file.read()));
      PureReader reader = new PureReader(keys, entries);
      PureSettings sweep = reader.sweep();
      if (!listsAlone) {
        EntryDefaults.refuseToOutlast(keys, Key.PURE_SCAN_TIMEOUT, sweep.rules());
      }
      LocalSettings local = reader.local();
      S3Settings s3 = reader.s3(sweep.rescanAfter());
      List<KeyProblem> wrong = keys.problems();
      return new State(
          before.local().next(new StoreState<>(sweep, local, KeyProblem.of(Part.LOCAL, wrong))),
          before.s3().next(new StoreState<>(sweep, s3, KeyProblem.of(Part.S3, wrong))),
          keys.unknown(PureReader.PREFIX).warnings());
    } catch (Throwable e) {
      // Whatever a source throws, errors of its class loader included: on the container's timer
      // thread it could end the timer, and with it the sweep, for good.
      LOG.log(Level.DEBUG, "the keys " + PureReader.PREFIX + "* cannot be read", e);
      List<String> problem =
          List.of(PureReader.PREFIX + "*: cannot be read (" + e.getClass().getName() + ")");
      return new State(
          new StoreState<>(before.local().sweep(), before.local().own(), problem),
          new StoreState<>(before.s3().sweep(), before.s3().own(), problem),
          before.warnings());
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
    Stream.concat(changes(before.local(), now.local()), changes(before.s3(), now.s3()))
        .distinct()
        .forEach(change -> LOG.log(Level.INFO, PureReader.PREFIX + "* has changed: " + change));
  }

  private static <S> Stream<Object> changes(StoreState<S> before, StoreState<S> now) {
    return Stream.concat(
        Stream.<Object>of(now.sweep()).filter(sweep -> !sweep.equals(before.sweep())),
        Stream.<Object>of(now.own()).filter(own -> !own.equals(before.own())));
  }
}

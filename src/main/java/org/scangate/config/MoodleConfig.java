package org.scangate.config;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.scangate.moodle.LiveSettings;
import org.scangate.moodle.MoodleSettings;
import org.scangate.scan.EntryRules;

/**
 * The keys {@code scangate.moodle.*} while the application runs, read anew every few seconds. While
 * one of them is wrong all stay as they were when none was. What was wrong at the start stops every
 * scan until the application starts again.
 */
final class MoodleConfig implements LiveSettings {

  private static final Logger LOG = System.getLogger(MoodleConfig.class.getName());

  private final Config config;
  private final SettingsFile file;
  private final EntryDefaults entries;
  private final boolean listsAlone;
  private volatile State state;

  /**
   * @param settings the last good ones
   * @param problems while there are some nothing is taken over
   * @param warnings that were told already
   */
  private record State(MoodleSettings settings, List<String> problems, List<String> warnings) {}

  /** Takes what was read, and told, at the start. */
  MoodleConfig(Config config, SettingsFile file, Settings start) {
    this.config = config;
    this.file = file;
    this.entries = start.entries();
    this.listsAlone = start.listsAlone();
    this.state = new State(start.moodle(), problems(start.wrong()), start.warnings());
  }

  @Override
  public MoodleSettings current() {
    return state.settings();
  }

  @Override
  public List<String> problems() {
    return state.problems();
  }

  /** What is odd with the keys but harmless, a sentence each. */
  List<String> warnings() {
    return state.warnings();
  }

  @Override
  public synchronized void refresh() {
    State before = state;
    State now = read(before);
    state = now;
    tell(before, now);
  }

  private State read(State before) {
    try {
      Keys keys = new Keys(new KeySources(config, file.read()));
      EntryRules rules = entries.rules(keys, Key.MOODLE_SCAN_TIMEOUT, Key.MOODLE_ACCEPT_UNOPENED);
      if (!listsAlone) {
        EntryDefaults.refuseToOutlast(keys, Key.MOODLE_SCAN_TIMEOUT, rules);
      }
      MoodleSettings read =
          new MoodleReader(keys)
              .settings(before.settings().maxFileSize(), before.settings().uploadTimeout(), rules);
      List<String> problems = problems(keys.problems());
      return new State(
          problems.isEmpty() ? read : before.settings(),
          problems,
          keys.unknown(MoodleReader.PREFIX).warnings());
    } catch (Throwable e) {
      // Whatever a source throws, errors of its class loader included: on the container's timer
      // thread it could end the timer, and with it the reading, for good.
      LOG.log(Level.DEBUG, "the keys " + MoodleReader.PREFIX + "* cannot be read", e);
      return new State(
          before.settings(),
          List.of(MoodleReader.PREFIX + "*: cannot be read (" + e.getClass().getName() + ")"),
          before.warnings());
    }
  }

  private static List<String> problems(List<KeyProblem> wrong) {
    return wrong.stream()
        .filter(one -> one.key().group() == KeyGroup.MOODLE || one.key() == Key.SETTINGS_FILE)
        .map(KeyProblem::text)
        .toList();
  }

  /** Each thing once, not with each reading. */
  private static void tell(State before, State now) {
    now.problems().stream()
        .filter(problem -> !before.problems().contains(problem))
        .forEach(
            problem -> LOG.log(Level.ERROR, problem + "; the last good settings stay in force"));
    now.warnings().stream()
        .filter(warning -> !before.warnings().contains(warning))
        .forEach(warning -> LOG.log(Level.WARNING, warning));
    if (now.problems().isEmpty() && !before.problems().isEmpty()) {
      LOG.log(Level.INFO, "the keys " + MoodleReader.PREFIX + "* are right again");
    }
    if (!now.settings().equals(before.settings())) {
      LOG.log(Level.INFO, MoodleReader.PREFIX + "* has changed: " + now.settings());
    }
  }
}

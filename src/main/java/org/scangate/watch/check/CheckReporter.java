package org.scangate.watch.check;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import org.scangate.scan.Events;
import org.scangate.scan.LogText;

/** Tells changes that are news to the log and as events. */
public final class CheckReporter implements Consumer<CheckChange> {

  private static final Logger LOG = System.getLogger(CheckReporter.class.getName());

  private static final String ERROR = "check-error";
  private static final String WARNING = "check-warning";
  private static final String OK = "check-ok";

  private final Events events;

  /**
   * @param events hears {@value #ERROR}, {@value #WARNING} and {@value #OK}: what it is about is
   *     the check's name, the detail its sentence
   */
  public CheckReporter(Events events) {
    this.events = events;
  }

  @Override
  public void accept(CheckChange change) {
    CheckStatus now = change.now();
    if (change.before().isEmpty() && now.state() == CheckState.OK) {
      // what a restart has mended; who was told of no trouble is not told of its end
      events.event(OK, "", now.name(), now.result().sentence());
    }
    if (!change.isNews()) {
      return;
    }
    LOG.log(level(now.state()), line(now));
    events.event(kind(now.state()), "", now.name(), now.result().sentence());
  }

  private static String line(CheckStatus now) {
    String line =
        "check "
            + LogText.of(now.name())
            + " "
            + now.state().key()
            + ": "
            + LogText.of(now.result().sentence());
    String command = now.result().command();
    return command.isEmpty() ? line : line + " (mended by: " + LogText.of(command) + ")";
  }

  private static Level level(CheckState state) {
    return switch (state) {
      case ERROR -> Level.ERROR;
      case WARNING -> Level.WARNING;
      case OK, NOT_APPLICABLE -> Level.INFO;
    };
  }

  private static String kind(CheckState state) {
    return switch (state) {
      case ERROR -> ERROR;
      case WARNING -> WARNING;
      case OK, NOT_APPLICABLE -> OK;
    };
  }
}

package org.scangate.config;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a class tells its log at INFO and above, until it is closed; nobody else hears it. */
final class LogLines implements AutoCloseable {

  private final List<String> lines = new ArrayList<>();
  private final Logger logger;
  private final Handler handler = new Lines();

  private LogLines(Logger logger) {
    this.logger = logger;
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
  }

  static LogLines of(Class<?> room) {
    return new LogLines(Logger.getLogger(room.getName()));
  }

  /** Level and message of each, so far. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  String first() {
    return lines.get(0);
  }

  @Override
  public void close() {
    logger.setUseParentHandlers(true);
    logger.removeHandler(handler);
  }

  private final class Lines extends Handler {

    @Override
    public void publish(LogRecord record) {
      if (record.getLevel().intValue() >= Level.INFO.intValue()) {
        lines.add(record.getLevel() + " " + record.getMessage());
      }
    }

    @Override
    public void flush() {
      // Nothing is buffered.
    }

    @Override
    public void close() {
      // Owns nothing.
    }
  }
}

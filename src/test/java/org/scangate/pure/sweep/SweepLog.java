package org.scangate.pure.sweep;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Listens to what the sweep logs, and keeps it off the console. */
public final class SweepLog extends Handler implements AutoCloseable {

  private final Logger logger = Logger.getLogger("org.scangate.pure");
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  public SweepLog() {
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
  }

  public List<String> lines(Level level) {
    return records.stream()
        .filter(entry -> entry.getLevel().equals(level))
        .map(new SimpleFormatter()::formatMessage)
        .toList();
  }

  /** Lines of any level with this in them. */
  public long count(String text) {
    return records.stream()
        .map(new SimpleFormatter()::formatMessage)
        .filter(line -> line.contains(text))
        .count();
  }

  @Override
  public void publish(LogRecord entry) {
    records.add(entry);
  }

  @Override
  public void flush() {
    // kept in memory
  }

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}

package org.scangate.testing;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a class of Scangate's logs until this is closed. */
public final class Warnings extends Handler implements AutoCloseable {

  private final Logger logger;
  private final List<String> logged = new CopyOnWriteArrayList<>();

  public Warnings(Class<?> of) {
    logger = Logger.getLogger(of.getName());
    logger.addHandler(this);
  }

  public List<String> logged() {
    return logged;
  }

  @Override
  public void publish(LogRecord record) {
    logged.add(
        record.getLevel()
            + " "
            + MessageFormat.format(record.getMessage(), record.getParameters()));
  }

  @Override
  public void flush() {
    // nothing is kept back
  }

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}

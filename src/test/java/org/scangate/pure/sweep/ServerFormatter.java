package org.scangate.pure.sweep;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * Lines as WildFly's own handlers write them: {@code %d{HH:mm:ss,SSS} %-5p [%c] (%t) %s%e%n}. The
 * JDK's formatter looks through the stack for the method that logs, which no server's does as it is
 * shipped, and costs more than all the rest of a line.
 */
final class ServerFormatter extends Formatter {

  private final ZoneId zone = ZoneId.systemDefault();

  @Override
  public String format(LogRecord line) {
    StringBuilder text = new StringBuilder(300);
    LocalTime time = LocalTime.ofInstant(line.getInstant(), zone);
    two(text, time.getHour()).append(':');
    two(text, time.getMinute()).append(':');
    two(text, time.getSecond()).append(',');
    int millis = time.getNano() / 1_000_000;
    text.append((char) ('0' + millis / 100));
    two(text, millis % 100);
    text.append(' ').append(line.getLevel()).append(" [").append(line.getLoggerName());
    text.append("] (").append(Thread.currentThread().getName()).append(") ");
    text.append(formatMessage(line));
    if (line.getThrown() != null) {
      StringWriter trace = new StringWriter();
      line.getThrown().printStackTrace(new PrintWriter(trace, true));
      text.append(": ").append(trace);
    }
    return text.append(System.lineSeparator()).toString();
  }

  private static StringBuilder two(StringBuilder text, int number) {
    return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}

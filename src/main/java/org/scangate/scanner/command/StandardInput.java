package org.scangate.scanner.command;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;

/**
 * Gives a program its standard input, and knows whether it took all of it.
 *
 * <p>A pipe keeps up to 64 KiB that nobody has read, and drops them when its reader ends. So this
 * process opens the reading end too, without reading: what is left in it when the program has ended
 * was not taken. That needs {@code /proc}.
 */
final class StandardInput implements AutoCloseable {

  private static final int BLOCK = 64 << 10;
  private static final Duration MOMENT = Duration.ofMillis(100);

  private final Optional<Sample> sample;
  private final Optional<FileInputStream> unread;
  private final Thread writer;
  private volatile boolean written;
  private volatile NoAnswer unreadable;

  private StandardInput(Process process, Optional<Sample> sample, String thread)
      throws NoAnswer, InterruptedException {
    this.sample = sample;
    this.unread = sample.isPresent() ? readingEnd(process) : Optional.empty();
    this.writer = new Thread(() -> write(process.getOutputStream()), thread);
    writer.setDaemon(true);
  }

  /** Begins to write the sample; without one the program's standard input is empty. */
  static StandardInput of(Process process, Optional<Sample> sample, String thread)
      throws NoAnswer, InterruptedException {
    StandardInput input = new StandardInput(process, sample, thread);
    if (input.unread.isPresent()) {
      input.writer.start();
    } else {
      closeQuietly(process.getOutputStream());
    }
    return input;
  }

  /**
   * @return empty when the program has already ended
   */
  private static Optional<FileInputStream> readingEnd(Process process)
      throws NoAnswer, InterruptedException {
    try {
      return Optional.of(new FileInputStream("/proc/" + process.pid() + "/fd/0"));
    } catch (IOException e) {
      if (process.waitFor(MOMENT.toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
      throw new NoAnswer(
          Reason.MISCONFIGURED,
          "nobody can tell whether the command reads its standard input; give it {file}: " + e,
          e);
    }
  }

  /** Nobody else closes the stream: who closes it waits for a write that is held up. */
  private void write(OutputStream stream) {
    Sample content = sample.orElseThrow();
    try (OutputStream out = stream;
        InputStream in = SampleBytes.open(content)) {
      SampleBytes.copy(content, in, BLOCK, (block, n) -> out.write(block, 0, n));
      out.flush();
      written = true;
    } catch (NoAnswer e) {
      unreadable = e;
    } catch (IOException e) {
      // It no longer reads. Perhaps it has found something; clean it is not without the rest.
    } catch (RuntimeException | Error e) {
      // A fault of a store's, on a thread where nobody would hear of it: the scan must.
      unreadable = new NoAnswer(Reason.REFUSED, "the file cannot be read: " + e);
    }
  }

  void refuseUnreadable() throws NoAnswer {
    if (unreadable != null) {
      throw unreadable;
    }
  }

  /**
   * Asked when the program has ended.
   *
   * @param within the time in which the writer will have noticed
   */
  boolean tookAll(Duration within) throws InterruptedException, NoAnswer {
    if (sample.isEmpty()) {
      return true;
    }
    if (unread.isEmpty() || left()) {
      return false;
    }
    writer.join(within.toMillis());
    refuseUnreadable();
    // In this order: what is still being written would be missed by looking first.
    return written && !left();
  }

  private boolean left() {
    try {
      return unread.orElseThrow().available() > 0;
    } catch (IOException e) {
      return true; // nobody knows
    }
  }

  /** Whether nothing holds up the writer; who still writes is told now that nobody reads. */
  boolean ended() throws InterruptedException {
    close();
    writer.join(MOMENT.toMillis());
    return !writer.isAlive();
  }

  @Override
  public void close() {
    unread.ifPresent(StandardInput::closeQuietly);
  }

  private static void closeQuietly(Closeable stream) {
    try {
      stream.close();
    } catch (IOException e) {
      // The other side is gone; that is what it was closed for.
    }
  }
}

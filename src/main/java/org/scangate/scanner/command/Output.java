package org.scangate.scanner.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.scangate.scan.DataSize;

/** Reads all that a program prints, as it comes, up to a bound. */
final class Output implements AutoCloseable {

  static final DataSize MOST = DataSize.ofMebibytes(1);

  private static final int BLOCK = 8 << 10;

  private final Process process;
  private final InputStream stream;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final Thread reader;
  private volatile boolean tooMuch;
  private volatile boolean heardAll;

  private Output(Process process, String thread) {
    this.process = process;
    this.stream = process.getInputStream();
    this.reader = new Thread(this::read, thread);
    reader.setDaemon(true);
  }

  static Output of(Process process, String thread) {
    Output output = new Output(process, thread);
    output.reader.start();
    return output;
  }

  /** Ends at the bound: who goes on printing is held up by the full pipe until it is killed. */
  private void read() {
    byte[] block = new byte[BLOCK];
    // Held to the end of the stream. Otherwise the JDK, once the program has ended, may put what is
    // in the pipe in the stream's place, and nobody would see that others still hold the pipe.
    synchronized (stream) {
      heardAll = process.isAlive();
      read(block);
    }
  }

  private void read(byte[] block) {
    try {
      for (int n = stream.read(block); n >= 0 && !tooMuch; n = stream.read(block)) {
        synchronized (kept) {
          kept.write(block, 0, n);
          tooMuch = kept.size() > MOST.bytes();
        }
      }
    } catch (IOException e) {
      // Closed, since the run is over: what it would have printed no longer counts.
    }
  }

  boolean tooMuch() {
    return tooMuch;
  }

  /**
   * Whether nobody can print any more: the program has ended, and whoever it began too. Of the
   * latter nothing is known if not all was {@linkplain #heardAll heard}.
   */
  boolean awaitEnd(Duration within) throws InterruptedException {
    reader.join(within.toMillis());
    return !reader.isAlive();
  }

  /** False when the program was quicker to end than its reader to begin. */
  boolean heardAll() {
    return heardAll;
  }

  String text() {
    synchronized (kept) {
      return kept.toString(UTF_8);
    }
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      // Nothing more is read from it.
    }
  }
}

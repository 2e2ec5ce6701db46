package org.scangate.scanner.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.scangate.scan.DataSize;

/** Reads all that a program prints, as it comes, and keeps the first of it. */
final class ProgramOutput implements AutoCloseable {

  static final DataSize MAX_KEPT = DataSize.ofMebibytes(1);

  private static final int BLOCK = 8 << 10;

  private final InputStream stream;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final Thread reader;
  private volatile boolean tooMuch;

  private ProgramOutput(Process process, String thread) {
    this.stream = process.getInputStream();
    this.reader = new Thread(this::read, thread);
    reader.setDaemon(true);
  }

  static ProgramOutput of(Process process, String thread) {
    ProgramOutput output = new ProgramOutput(process, thread);
    output.reader.start();
    return output;
  }

  /** To the end, beyond the bound too: a full pipe would hold up who goes on printing. */
  private void read() {
    byte[] block = new byte[BLOCK];
    // Held to the end of the stream. Otherwise the JDK, once the program has ended, may put what is
    // in the pipe in the stream's place, and nobody would see that others still hold the pipe.
    synchronized (stream) {
      read(block);
    }
  }

  private void read(byte[] block) {
    try {
      for (int n = stream.read(block); n >= 0; n = stream.read(block)) {
        keep(block, n);
      }
    } catch (IOException e) {
      // Closed, since the run is over: what it would have printed no longer counts.
    }
  }

  private void keep(byte[] block, int n) {
    synchronized (kept) {
      int room = (int) MAX_KEPT.bytes() - kept.size();
      kept.write(block, 0, Math.min(n, room));
      tooMuch |= n > room;
    }
  }

  /** Whether something was dropped. */
  boolean tooMuch() {
    return tooMuch;
  }

  /**
   * Whether nobody can print any more: the program has ended, and whoever it began too unless that
   * one closed its output, or the program was quicker to end than its reader to begin.
   */
  boolean awaitEnd(Duration within) throws InterruptedException {
    reader.join(within.toMillis());
    return !reader.isAlive();
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

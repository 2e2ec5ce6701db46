package org.scangate.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.scangate.journal.JournalCursor;
import org.scangate.journal.JournalException;
import org.scangate.journal.JournalPage;
import org.scangate.journal.JournalRecord;

/**
 * Writes all that was found, in pages, each of which is read in a transaction of its own: while a
 * client is slow, no connection is held, and a vacuum of PostgreSQL is not held up. One page is in
 * memory, however much is found. What is written to the journal meanwhile may be in it or not; no
 * record is in it twice.
 *
 * <p>A failure in the middle ends it with a line that says so, which no reader takes for a record:
 * the status was sent long before, and on the exception that follows a server may break the
 * connection off or not (Payara ends the answer in good order; JAX-RS has no other way).
 */
final class JournalExport<T extends JournalRecord> implements StreamingOutput {

  /** Records: some megabytes, and a query of milliseconds. */
  static final int PAGE = 5_000;

  private static final int BUFFER = 1 << 16;

  /** Where the pages come from. */
  @FunctionalInterface
  interface Pages<T extends JournalRecord> {
    JournalPage<T> page(Optional<JournalCursor> after, int limit) throws JournalException;
  }

  private final Pages<T> pages;
  private final ExportLines<T> lines;
  private final BooleanSupplier stopping;
  private final Semaphore slots;
  private JournalPage<T> page;
  private long left;

  private JournalExport(
      Pages<T> pages,
      ExportLines<T> lines,
      BooleanSupplier stopping,
      Semaphore slots,
      JournalPage<T> first,
      long left) {
    this.pages = pages;
    this.lines = lines;
    this.stopping = stopping;
    this.slots = slots;
    this.page = first;
    this.left = left;
  }

  /**
   * Reads the first page, so that what is wrong can be answered as such. Then it must be
   * {@linkplain #write written} or {@linkplain #give given up}.
   *
   * @param stopping whether the application is being stopped
   * @param slots of which it holds one until it is written: each has a page in memory
   * @param limit records at most
   */
  static <T extends JournalRecord> JournalExport<T> begin(
      Pages<T> pages,
      ExportLines<T> lines,
      BooleanSupplier stopping,
      Semaphore slots,
      Optional<JournalCursor> after,
      long limit)
      throws JournalException {
    if (!slots.tryAcquire()) {
      throw new JournalException(
          "as many exports as there may be are being written: ask again when one is through", true);
    }
    boolean begun = false;
    try {
      JournalPage<T> first = pages.page(after, size(limit));
      begun = true;
      return new JournalExport<>(
          pages, lines, stopping, slots, first, limit - first.records().size());
    } finally {
      if (!begun) {
        slots.release();
      }
    }
  }

  private static int size(long left) {
    return (int) Math.min(PAGE, left);
  }

  /** Nobody wants it: only what it would be was asked. */
  void give() {
    slots.release();
  }

  @Override
  public void write(OutputStream output) throws IOException {
    try {
      Writer writer = new BufferedWriter(new OutputStreamWriter(output, UTF_8), BUFFER);
      writer.write(lines.head());
      boolean more = true;
      while (more) {
        for (T one : page.records()) {
          writer.write(lines.line().apply(one));
        }
        more = page.next().isPresent() && left > 0;
        if (more) {
          next(writer);
        }
      }
      writer.flush();
    } finally {
      slots.release();
    }
  }

  private void next(Writer writer) throws IOException {
    try {
      if (stopping.getAsBoolean()) {
        throw new JournalException("Scangate is being stopped", true);
      }
      JournalPage<T> next = pages.page(page.next(), size(left));
      left -= next.records().size();
      page = next;
    } catch (JournalException | RuntimeException e) {
      writer.write(lines.broken().apply(e.getMessage()));
      writer.flush();
      throw new IOException(ExportLines.NOT_COMPLETE + e.getMessage(), e);
    }
  }
}

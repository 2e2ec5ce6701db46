package org.scangate.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.scangate.scan.Deadline;

/**
 * Brings records from the local file to where they shall end up, in batches, on a thread of its
 * own. How far it came is not written down: after a restart a segment is sent anew, and the id of
 * each record keeps it from being there twice.
 */
final class Shipper implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Shipper.class.getName());

  private static final int MAX_BATCH = 2_000;
  private static final Duration GATHER = Duration.ofMillis(500);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** What is too old is purged so often; while there is more, in steps with such a pause. */
  private static final Duration TIDY_EVERY = Duration.ofHours(1);

  private static final Duration SOON_AGAIN = Duration.ofSeconds(1);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final Duration END_WITHIN = Duration.ofSeconds(4);

  /** So old a segment is ended when all that is in it is shipped, and removed. */
  private static final Duration SEGMENT_LASTS = Duration.ofMinutes(1);

  private final JournalFile file;
  private final RecordSink sink;
  private final RefusedRecords refusedRecords;
  private final Thread thread = new Thread(this::run, "scangate-journal");
  private final AtomicLong shipped = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong damaged = new AtomicLong();
  private final CountDownLatch ending = new CountDownLatch(1);
  private Deadline nextTidying = Deadline.in(Duration.ofMinutes(1)); // not beside the start
  private volatile Optional<Trouble> trouble = Optional.empty();

  /** Since when nothing is taken, and why. */
  record Trouble(Instant since, String why) {}

  /**
   * Begins at once.
   *
   * @param refusedFile where records go that the sink can never take
   */
  Shipper(JournalFile file, RecordSink sink, Path refusedFile) {
    this.file = file;
    this.sink = sink;
    this.refusedRecords = new RefusedRecords(refusedFile);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    try {
      while (ending.getCount() > 0) {
        try {
          boolean any = shipAll();
          trouble = Optional.empty();
          pause = FIRST_PAUSE;
          tidy();
          if (!any) {
            await(GATHER);
          }
        } catch (JournalException | IOException | RuntimeException | Error e) {
          troubled(e); // an Error too, such as of a class that is not there: nobody else ships
          await(pause);
          pause = longer(pause);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // by close()
    }
  }

  /** What fails here holds up no record. */
  private void tidy() {
    if (!nextTidying.passed()) {
      return;
    }
    nextTidying = Deadline.in(TIDY_EVERY);
    try {
      if (sink.tidy()) {
        nextTidying = Deadline.in(SOON_AGAIN);
      } else {
        refusedRecords.change(sink::erased, false); // what another node was asked to erase
      }
    } catch (JournalException | IOException e) {
      LOG.log(
          Level.WARNING,
          "what is too old stays in the journal for another hour: {0}",
          e.getMessage());
    }
  }

  /**
   * Waits until all that was recorded before is where it shall end up, and in no local file.
   *
   * @throws JournalException it takes too long, or cannot be now
   */
  void awaitShipped(Duration most) throws JournalException {
    JournalFile.Mark mark = file.mark();
    Deadline end = Deadline.in(most);
    try {
      while (!file.isShipped(mark)) {
        if (end.passed() || ending.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new JournalException("records wait in the local file" + whyTheyWait(), true);
        }
      }
    } catch (IOException e) {
      throw new JournalException("records wait in memory: " + e.getMessage(), true, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JournalException("stopped while records were on their way", true, e);
    }
  }

  private String whyTheyWait() {
    return trouble.map(known -> ": " + known.why()).orElse(" and are on their way");
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  private void troubled(Throwable e) {
    Instant since = trouble.map(Trouble::since).orElseGet(Instant::now);
    String why = e instanceof JournalException ? e.getMessage() : e.toString();
    if (trouble.filter(known -> known.why().equals(why)).isEmpty()) {
      LOG.log(Level.WARNING, "the journal waits in its local file: {0}", why);
    }
    trouble = Optional.of(new Trouble(since, why));
  }

  private void await(Duration time) throws InterruptedException {
    ending.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** One batch of each series: what was found goes before what was OK. */
  private boolean shipAll() throws JournalException, IOException {
    boolean any = false;
    for (JournalFile.Side side : file.sides().toList()) {
      any |= ship(side);
    }
    return any;
  }

  /**
   * @return whether there was anything
   */
  private boolean ship(JournalFile.Side side) throws JournalException, IOException {
    side.writer().endSegmentIf(() -> side.series().isDone(SEGMENT_LASTS.toNanos()));
    removeShipped(side);
    Optional<Segment> oldest = side.series().hold();
    try {
      return oldest.isPresent() && !oldest.get().isShipped() && ship(side, oldest.get());
    } finally {
      side.series().release();
    }
  }

  private void removeShipped(JournalFile.Side side) throws JournalException {
    if (side.series().oldest().filter(one -> one.isEnded() && one.isShipped()).isPresent()) {
      sink.flush();
      file.removeShipped(side);
    }
  }

  private boolean ship(JournalFile.Side side, Segment segment)
      throws JournalException, IOException {
    SegmentReader.Batch batch;
    try (SegmentReader reader = new SegmentReader(segment)) {
      batch = reader.read(MAX_BATCH);
    } catch (FileNotFoundException e) {
      return forget(side, segment, e);
    }
    write(batch.records());
    damaged.addAndGet(batch.damaged());
    if (batch.newer() > 0) {
      LOG.log(
          Level.WARNING,
          "{0} records or fields of a newer Scangate were left out of the journal",
          Integer.toString(batch.newer()));
    }
    segment.shipped(batch.end(), batch.records().size() + batch.damaged() + batch.newer());
    removeShipped(side);
    return true;
  }

  /** Somebody has taken it away; not so where it cannot be opened. */
  private boolean forget(JournalFile.Side side, Segment segment, FileNotFoundException why)
      throws IOException {
    if (!Files.notExists(segment.file())) {
      throw why;
    }
    if (side.series().remove(segment)) {
      damaged.addAndGet(segment.waiting());
    }
    return true;
  }

  private void write(List<JournalRecord> records) throws JournalException, IOException {
    List<Refusal> refusals = new ArrayList<>();
    write(records, refusals);
    if (refusals.isEmpty()) {
      return;
    }
    Refusal first = refusals.get(0);
    if (refusals.size() == records.size()) { // then it is hardly the records' fault
      throw new JournalException("none is taken: " + first.why().getMessage(), true, first.why());
    }
    refusedRecords.add(sink.erased(refusals.stream().map(Refusal::refused).toList()));
    refused.addAndGet(refusals.size());
    LOG.log(
        Level.WARNING,
        "the journal''s database does not take {0} records, which are set aside in {1}: {2}",
        Integer.toString(refusals.size()),
        refusedRecords,
        first.why().getMessage());
  }

  /** A record that is refused while others are taken. */
  private record Refusal(JournalRecord refused, JournalException why) {}

  /**
   * All at once; where that is refused for good, in halves, until those that are not taken are
   * alone.
   */
  private void write(List<JournalRecord> records, List<Refusal> refusals) throws JournalException {
    if (records.isEmpty()) {
      return;
    }
    try {
      sink.write(records);
      shipped.addAndGet(records.size());
    } catch (JournalException e) {
      if (e.passes()) {
        throw e;
      }
      if (records.size() == 1) {
        refusals.add(new Refusal(records.get(0), e));
        return;
      }
      int half = records.size() / 2;
      write(records.subList(0, half), refusals);
      write(records.subList(half, records.size()), refusals);
    }
  }

  /** Records that are where they shall end up, since the start. */
  long shipped() {
    return shipped.get();
  }

  /** Records that were set aside, since the start. */
  long refused() {
    return refused.get();
  }

  RefusedRecords setAside() {
    return refusedRecords;
  }

  /** Records that could not be read any more, since the start. */
  long damaged() {
    return damaged.get();
  }

  Optional<Trouble> trouble() {
    return trouble;
  }

  /** Ends it, and then the sink; what waits is sent after the next start. */
  @Override
  public void close() {
    Deadline end = Deadline.in(END_WITHIN);
    ending.countDown();
    try {
      thread.join(Math.max(1, Duration.ofNanos(end.nanosLeft()).toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sink.close();
  }
}

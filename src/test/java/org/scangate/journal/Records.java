package org.scangate.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.scangate.journal.ScanRecord.ScannerAnswer;
import org.scangate.scan.ScanId;

/** Records as tests need them, and a sink that keeps them in memory. */
final class Records {

  static final Instant AT = Instant.parse("2026-11-28T09:08:07.654321Z");

  private Records() {}

  static ScanRecord scan(String verdict) {
    return scan(ScanId.next(), AT, verdict, "a file.txt", "7");
  }

  static ScanRecord scan(UUID id, Instant at, String verdict, String place, String user) {
    boolean found = verdict.equals("FOUND");
    boolean unscanned = verdict.equals("UNSCANNED");
    return new ScanRecord(
        id,
        at,
        12,
        "moodle",
        "https://moodle.example",
        place,
        user,
        "192.0.2.1",
        5,
        "ab".repeat(32),
        "cd".repeat(20),
        verdict,
        unscanned ? "timed-out" : "",
        found ? "Eicar-Test" : "",
        unscanned ? "no answer" : "",
        false,
        List.of(
            new ScannerAnswer(
                "clamd", "localhost:3310", "ClamAV 1.4.6/27811", verdict, found ? "Eicar" : "")));
  }

  static EventRecord event(String kind) {
    return new EventRecord(ScanId.next(), AT, kind, "jo", "clamd", "in words");
  }

  /** Keeps what it is given, or fails as it is told. */
  static final class Sink implements RecordSink {
    private final List<JournalRecord> kept = new ArrayList<>();
    private volatile JournalException failure;
    private volatile UUID neverTaken;
    private volatile Error error;
    private volatile boolean unsafe;
    private volatile boolean closed;

    @Override
    public synchronized void flush() throws JournalException {
      if (unsafe) {
        throw new JournalException("it is in memory", true, null);
      }
    }

    @Override
    public synchronized void write(List<JournalRecord> records) throws JournalException {
      if (error != null) {
        throw error;
      }
      if (failure != null) {
        throw failure;
      }
      if (records.stream().anyMatch(one -> one.id().equals(neverTaken))) {
        throw new JournalException("it has a letter that nobody knows", false, null);
      }
      kept.addAll(records);
    }

    synchronized List<JournalRecord> kept() {
      return List.copyOf(kept);
    }

    void fail(JournalException why) {
      failure = why;
    }

    void fail(Error why) {
      error = why;
    }

    /** What it takes it only has in memory. */
    void isUnsafe(boolean now) {
      unsafe = now;
    }

    void neverTake(UUID id) {
      neverTaken = id;
    }

    boolean isClosed() {
      return closed;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}

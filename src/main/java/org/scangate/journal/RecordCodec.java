package org.scangate.journal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.scangate.journal.ScanRecord.ScannerAnswer;

/**
 * A record as bytes: a marker, the length and the CRC-32C of what follows, then version, kind, id,
 * time and those fields that are not empty, each behind its number and its length. A field that
 * only a later version knows is passed over, so is a record of a later layout; both are counted.
 *
 * <p>No text has a byte of the marker in it ({@link FieldWriter}), so that nobody's file name looks
 * like a record.
 */
final class RecordCodec {

  /** Before each record. */
  static final int MARKER = 0xFDFCFBFA;

  /** Marker, length, checksum. */
  static final int HEADER = 12;

  /** No record is longer, header included. */
  static final int MAX_FRAME = 256 << 10;

  private static final int VERSION = 1;
  private static final int SCAN = 1;
  private static final int EVENT = 2;

  private static final int MAX_TEXT = 8 << 10;
  private static final int MAX_ANSWERS = 32;
  private static final int MAX_TEXT_OF_AN_ANSWER = 1 << 10;

  // Numbers of fields: what is once written is never given another meaning.
  private static final int ENTRY = 1;
  private static final int SITE = 2;
  private static final int PLACE = 3;
  private static final int USER = 4;
  private static final int CLIENT = 5;
  private static final int SHA256 = 6;
  private static final int SHA1 = 7;
  private static final int VERDICT = 8;
  private static final int REASON = 9;
  private static final int SIGNATURE = 10;
  private static final int DETAIL = 11;
  private static final int TOOK_MILLIS = 12;
  private static final int SIZE = 13;
  private static final int KNOWN = 14;
  private static final int ANSWER = 15;
  private static final int EVENT_KIND = 16;
  private static final int WHO = 17;
  private static final int WHAT = 18;

  private RecordCodec() {}

  /** The record with its header, from position to limit. Texts over 8 KB are cut. */
  static ByteBuffer frame(JournalRecord journalRecord) {
    FieldWriter out = new FieldWriter();
    out.header(HEADER);
    out.number(VERSION);
    if (journalRecord instanceof ScanRecord scan) {
      head(out, SCAN, scan);
      write(out, scan);
    } else {
      head(out, EVENT, journalRecord);
      write(out, (EventRecord) journalRecord);
    }
    ByteBuffer frame = out.written();
    frame.putInt(0, MARKER).putInt(4, frame.limit() - HEADER).putInt(8, checksum(frame));
    return frame;
  }

  private static void head(FieldWriter out, int kind, JournalRecord journalRecord) {
    out.number(kind);
    out.id(journalRecord.id());
    out.time(journalRecord.at());
  }

  private static void write(FieldWriter out, ScanRecord scan) {
    out.text(ENTRY, scan.entry(), MAX_TEXT);
    out.text(SITE, scan.site(), MAX_TEXT);
    out.text(PLACE, scan.place(), MAX_TEXT);
    out.text(USER, scan.user(), MAX_TEXT);
    out.text(CLIENT, scan.client(), MAX_TEXT);
    out.text(SHA256, scan.sha256(), MAX_TEXT);
    out.text(SHA1, scan.sha1(), MAX_TEXT);
    out.text(VERDICT, scan.verdict(), MAX_TEXT);
    out.text(REASON, scan.reason(), MAX_TEXT);
    out.text(SIGNATURE, scan.signature(), MAX_TEXT);
    out.text(DETAIL, scan.detail(), MAX_TEXT);
    out.number(TOOK_MILLIS, scan.tookMillis());
    out.number(SIZE, scan.size());
    out.number(KNOWN, scan.known() ? 1 : 0);
    List<ScannerAnswer> answers = scan.answers();
    for (int i = 0; i < Math.min(answers.size(), MAX_ANSWERS); i++) {
      ScannerAnswer answer = answers.get(i);
      int begun = out.begin(ANSWER);
      out.text(1, answer.scanner(), MAX_TEXT_OF_AN_ANSWER);
      out.text(2, answer.address(), MAX_TEXT_OF_AN_ANSWER);
      out.text(3, answer.version(), MAX_TEXT_OF_AN_ANSWER);
      out.text(4, answer.verdict(), MAX_TEXT_OF_AN_ANSWER);
      out.text(5, answer.what(), MAX_TEXT_OF_AN_ANSWER);
      out.end(begun);
    }
  }

  private static void write(FieldWriter out, EventRecord event) {
    out.text(EVENT_KIND, event.kind(), MAX_TEXT);
    out.text(WHO, event.who(), MAX_TEXT);
    out.text(WHAT, event.what(), MAX_TEXT);
    out.text(DETAIL, event.detail(), MAX_TEXT);
  }

  /**
   * Of the length and what follows the header.
   *
   * @param frame from its first byte to its limit
   */
  private static int checksum(ByteBuffer frame) {
    CRC32C crc = new CRC32C();
    int begin = frame.arrayOffset() + frame.position();
    crc.update(frame.array(), begin + 4, 4);
    crc.update(frame.array(), begin + HEADER, frame.remaining() - HEADER);
    return (int) crc.getValue();
  }

  /**
   * How long the record is that begins at the position, header included.
   *
   * @return 0 when none begins there, or one that is not whole or damaged
   */
  static int validLength(ByteBuffer bytes) {
    int at = bytes.position();
    if (bytes.remaining() < HEADER || bytes.getInt(at) != MARKER) {
      return 0;
    }
    int length = bytes.getInt(at + 4);
    if (length < 0 || length > Math.min(MAX_FRAME, bytes.remaining()) - HEADER) {
      return 0;
    }
    ByteBuffer frame = bytes.duplicate().limit(at + HEADER + length);
    return checksum(frame) == bytes.getInt(at + 8) ? HEADER + length : 0;
  }

  /**
   * Reads what {@link #frame} has written and {@link #validLength} has found whole.
   *
   * @param newer told of each field that is not known here
   * @return nothing when the layout is not known here
   * @throws BufferUnderflowException or another unchecked exception when it makes no sense
   */
  static Optional<JournalRecord> read(ByteBuffer frame, Runnable newer) {
    ByteBuffer bytes = frame.duplicate().position(frame.position() + HEADER);
    int version = bytes.get();
    int kind = bytes.get();
    if (version != VERSION || (kind != SCAN && kind != EVENT)) {
      newer.run();
      return Optional.empty();
    }
    UUID id = new UUID(bytes.getLong(), bytes.getLong());
    Instant at = Instant.ofEpochSecond(bytes.getLong(), bytes.getInt());
    return Optional.of(kind == SCAN ? scan(id, at, bytes, newer) : event(id, at, bytes, newer));
  }

  private static ScanRecord scan(UUID id, Instant at, ByteBuffer bytes, Runnable newer) {
    String[] texts = texts(DETAIL + 1);
    long[] numbers = new long[KNOWN + 1];
    List<ScannerAnswer> answers = new ArrayList<>(2);
    while (bytes.hasRemaining()) {
      int field = Byte.toUnsignedInt(bytes.get());
      ByteBuffer value = FieldWriter.value(bytes);
      if (field >= ENTRY && field <= DETAIL) {
        texts[field] = FieldWriter.text(value);
      } else if (field >= TOOK_MILLIS && field <= KNOWN) {
        numbers[field] = value.getLong();
      } else if (field == ANSWER) {
        answers.add(answer(value, newer));
      } else {
        newer.run();
      }
    }
    return new ScanRecord(
        id,
        at,
        numbers[TOOK_MILLIS],
        texts[ENTRY],
        texts[SITE],
        texts[PLACE],
        texts[USER],
        texts[CLIENT],
        numbers[SIZE],
        texts[SHA256],
        texts[SHA1],
        texts[VERDICT],
        texts[REASON],
        texts[SIGNATURE],
        texts[DETAIL],
        numbers[KNOWN] != 0,
        answers);
  }

  private static ScannerAnswer answer(ByteBuffer bytes, Runnable newer) {
    String[] texts = texts(6);
    while (bytes.hasRemaining()) {
      int field = Byte.toUnsignedInt(bytes.get());
      ByteBuffer value = FieldWriter.value(bytes);
      if (field >= 1 && field < texts.length) {
        texts[field] = FieldWriter.text(value);
      } else {
        newer.run();
      }
    }
    return new ScannerAnswer(texts[1], texts[2], texts[3], texts[4], texts[5]);
  }

  private static EventRecord event(UUID id, Instant at, ByteBuffer bytes, Runnable newer) {
    String[] texts = texts(WHAT + 1);
    while (bytes.hasRemaining()) {
      int field = Byte.toUnsignedInt(bytes.get());
      ByteBuffer value = FieldWriter.value(bytes);
      if (field == DETAIL || (field >= EVENT_KIND && field <= WHAT)) {
        texts[field] = FieldWriter.text(value);
      } else {
        newer.run();
      }
    }
    return new EventRecord(id, at, texts[EVENT_KIND], texts[WHO], texts[WHAT], texts[DETAIL]);
  }

  private static String[] texts(int count) {
    String[] texts = new String[count];
    Arrays.fill(texts, "");
    return texts;
  }
}

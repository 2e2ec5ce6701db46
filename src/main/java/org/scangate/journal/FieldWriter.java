package org.scangate.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/**
 * Fields of a record, one behind the other: number (one byte), length (two bytes), value.
 *
 * <p>A text is written as UTF-8 would write it, but for characters beyond U+FFFF, of which each
 * half (surrogate) is written alone: so any text comes back as it was, with a half that has lost
 * its other one too. No byte of a text is over 0xEF.
 */
final class FieldWriter {

  private static final int USUAL_LENGTH = 768;
  private static final int FIELD_HEADER = 3;
  private static final char CUT = '…';

  private ByteBuffer out = ByteBuffer.allocate(USUAL_LENGTH);

  private void ensure(int more) {
    if (out.remaining() < more) {
      int length = Math.max(2 * out.capacity(), out.position() + more);
      out = ByteBuffer.allocate(length).put(out.flip());
    }
  }

  /** Leaves room for what is known only at the end. */
  void header(int length) {
    out.position(out.position() + length);
  }

  void number(int small) {
    ensure(1);
    out.put((byte) small);
  }

  void id(UUID id) {
    ensure(Long.BYTES * 2);
    out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
  }

  void time(Instant at) {
    ensure(Long.BYTES + Integer.BYTES);
    out.putLong(at.getEpochSecond()).putInt(at.getNano());
  }

  /** Nothing for zero. */
  void number(int field, long number) {
    if (number != 0) {
      ensure(FIELD_HEADER + Long.BYTES);
      out.put((byte) field).putShort((short) Long.BYTES).putLong(number);
    }
  }

  /**
   * Nothing for none.
   *
   * @param max bytes; a longer text is cut, and ends with an ellipsis
   */
  void text(int field, String text, int max) {
    if (text == null || text.isEmpty()) {
      return;
    }
    String fitting = text.length() <= max / 3 ? text : cut(text, max);
    ensure(FIELD_HEADER + 3 * fitting.length());
    byte[] bytes = out.array();
    int begun = out.position() + FIELD_HEADER;
    int at = begun;
    for (int i = 0; i < fitting.length(); i++) {
      char c = fitting.charAt(i);
      if (c < 0x80) {
        bytes[at++] = (byte) c;
      } else if (c < 0x800) {
        bytes[at++] = (byte) (0xC0 | (c >> 6));
        bytes[at++] = (byte) (0x80 | (c & 0x3F));
      } else {
        bytes[at++] = (byte) (0xE0 | (c >> 12));
        bytes[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        bytes[at++] = (byte) (0x80 | (c & 0x3F));
      }
    }
    out.put((byte) field).putShort((short) (at - begun)).position(at);
  }

  private static String cut(String text, int max) {
    int length = 0;
    int fits = 0; // characters that leave room for the ellipsis
    for (int i = 0; i < text.length(); i++) {
      length += length(text.charAt(i));
      if (length > max) {
        boolean halved = Character.isHighSurrogate(text.charAt(fits - 1));
        return text.substring(0, halved ? fits - 1 : fits) + CUT;
      }
      if (length <= max - length(CUT)) {
        fits = i + 1;
      }
    }
    return text;
  }

  private static int length(char c) {
    return c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
  }

  /**
   * Begins a field that has fields itself.
   *
   * @return to be given to {@link #end}
   */
  int begin(int field) {
    ensure(FIELD_HEADER);
    out.put((byte) field).putShort((short) 0);
    return out.position();
  }

  void end(int begun) {
    out.putShort(begun - Short.BYTES, (short) (out.position() - begun));
  }

  /** All of it, from position to limit; nothing is written after that. */
  ByteBuffer written() {
    return out.flip();
  }

  /**
   * The value of the field whose number was just read; what comes next is behind it.
   *
   * @throws BufferUnderflowException when it would end behind the end
   */
  static ByteBuffer value(ByteBuffer bytes) {
    int length = Short.toUnsignedInt(bytes.getShort());
    if (length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer value = bytes.slice(bytes.position(), length);
    bytes.position(bytes.position() + length);
    return value;
  }

  /** What {@link #text(int, String, int)} has written. */
  static String text(ByteBuffer value) {
    byte[] bytes = value.array();
    int at = value.arrayOffset() + value.position();
    int end = at + value.remaining();
    if (isAscii(bytes, at, end)) {
      return new String(bytes, at, end - at, ISO_8859_1);
    }
    char[] text = new char[end - at];
    int length = 0;
    while (at < end) {
      int first = bytes[at++] & 0xFF;
      if (first < 0x80) {
        text[length++] = (char) first;
      } else if (first < 0xE0) {
        text[length++] = (char) (((first & 0x1F) << 6) | (bytes[at++] & 0x3F));
      } else {
        text[length++] =
            (char) (((first & 0x0F) << 12) | ((bytes[at++] & 0x3F) << 6) | (bytes[at++] & 0x3F));
      }
    }
    return new String(text, 0, length);
  }

  private static boolean isAscii(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }
}

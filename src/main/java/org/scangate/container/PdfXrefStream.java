package org.scangate.container;

import java.io.IOException;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Looks an object up in a cross-reference stream (ISO 32000-1, 7.5.8). */
final class PdfXrefStream {

  private static final int MAX_UNPACKED = 1 << 22;
  private static final int MAX_WIDTH = 8;
  private static final int CHUNK = 1024;

  private PdfXrefStream() {}

  /**
   * @param data where the bytes of the stream begin
   * @return where the object is, or -1
   */
  static long place(PagedBytes file, long data, PdfValue.Dictionary dictionary, long number)
      throws IOException, BrokenFileException {
    long[] widths = numbers(dictionary.get("W"));
    long row = 0;
    for (long width : widths) {
      check(width >= 0 && width <= MAX_WIDTH);
      row += width;
    }
    check(widths.length == 3 && row > 0);
    long index = index(dictionary, number);
    if (index < 0) {
      return -1;
    }
    check(index < MAX_UNPACKED / row);
    byte[] table = unpacked(file, data, dictionary, (int) ((index + 1) * row));
    int at = (int) (index * row);
    long type = widths[0] == 0 ? 1 : big(table, at, widths[0]);
    return type == 1 ? big(table, at + (int) widths[0], widths[1]) : -1;
  }

  private static long index(PdfValue.Dictionary dictionary, long number)
      throws BrokenFileException {
    long[] ranges = numbers(dictionary.get("Index"));
    if (ranges.length == 0) {
      ranges = new long[] {0, dictionary.number("Size", 0)};
    }
    long before = 0;
    for (int i = 0; i + 1 < ranges.length; i += 2) {
      check(ranges[i + 1] >= 0 && ranges[i + 1] < MAX_UNPACKED);
      long index = number - ranges[i];
      if (index >= 0 && index < ranges[i + 1]) {
        return before + index;
      }
      before += ranges[i + 1];
    }
    return -1;
  }

  private static byte[] unpacked(
      PagedBytes file, long data, PdfValue.Dictionary dictionary, int length)
      throws IOException, BrokenFileException {
    PdfValue filter = first(dictionary.get("Filter"));
    if (filter.equals(PdfValue.NULL)) {
      byte[] bytes = file.bytes(data, length);
      check(bytes.length == length);
      return bytes;
    }
    check(filter.equals(new PdfValue.Name("FlateDecode")));
    if (first(dictionary.get("DecodeParms")) instanceof PdfValue.Dictionary parameters
        && parameters.number("Predictor", 1) > 1) {
      check(parameters.number("Predictor", 1) >= 10);
      long columns = parameters.number("Columns", 1);
      check(columns > 0 && columns <= CHUNK);
      int rows = (int) ((length + columns - 1) / columns);
      return predicted(inflated(file, data, rows * ((int) columns + 1)), (int) columns, rows);
    }
    return inflated(file, data, length);
  }

  private static byte[] inflated(PagedBytes file, long data, int length)
      throws IOException, BrokenFileException {
    file.takeUnpacked(length);
    byte[] out = new byte[length];
    Inflater inflater = new Inflater();
    try {
      long place = data;
      int done = 0;
      while (done < length) {
        if (inflater.needsInput()) {
          byte[] chunk = file.bytes(place, CHUNK);
          check(chunk.length > 0);
          inflater.setInput(chunk);
          place += chunk.length;
        }
        int count = inflater.inflate(out, done, length - done);
        check(count > 0 || inflater.needsInput());
        done += count;
      }
      return out;
    } catch (DataFormatException broken) {
      throw new BrokenFileException();
    } finally {
      inflater.end();
    }
  }

  /** Undoes PNG's filters (RFC 2083, 6), each row after a byte that names its filter. */
  private static byte[] predicted(byte[] filtered, int columns, int rows)
      throws BrokenFileException {
    byte[] out = new byte[rows * columns];
    for (int row = 0; row < rows; row++) {
      int filter = filtered[row * (columns + 1)];
      for (int column = 0; column < columns; column++) {
        int at = row * columns + column;
        int left = column == 0 ? 0 : out[at - 1] & 0xff;
        int up = row == 0 ? 0 : out[at - columns] & 0xff;
        int upLeft = row == 0 || column == 0 ? 0 : out[at - columns - 1] & 0xff;
        int prediction =
            switch (filter) {
              case 0 -> 0;
              case 1 -> left;
              case 2 -> up;
              case 3 -> (left + up) / 2;
              case 4 -> paeth(left, up, upLeft);
              default -> throw new BrokenFileException();
            };
        out[at] = (byte) (filtered[at + row + 1] + prediction);
      }
    }
    return out;
  }

  private static int paeth(int left, int up, int upLeft) {
    int toLeft = Math.abs(up - upLeft);
    int toUp = Math.abs(left - upLeft);
    int toUpLeft = Math.abs(left + up - 2 * upLeft);
    if (toLeft <= toUp && toLeft <= toUpLeft) {
      return left;
    }
    return toUp <= toUpLeft ? up : upLeft;
  }

  private static PdfValue first(PdfValue value) {
    if (value instanceof PdfValue.Items items) {
      List<PdfValue> values = items.values();
      return values.isEmpty() ? PdfValue.NULL : values.get(0);
    }
    return value;
  }

  private static long[] numbers(PdfValue value) {
    return value instanceof PdfValue.Items items ? items.numbers() : new long[0];
  }

  private static long big(byte[] bytes, int from, long width) {
    long value = 0;
    for (int i = 0; i < width; i++) {
      value = (value << 8) | (bytes[from + i] & 0xff);
    }
    return value;
  }

  private static void check(boolean sound) throws BrokenFileException {
    if (!sound) {
      throw new BrokenFileException();
    }
  }
}

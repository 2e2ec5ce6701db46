package org.scangate.scan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes.
 *
 * @param bytes zero or more
 */
public record DataSize(long bytes) implements Comparable<DataSize> {

  private static final Pattern FORM = Pattern.compile("(\\d{1,15})([KMG]?)");
  private static final String UNITS = "KMG";

  public DataSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size is zero or more, not " + bytes);
    }
  }

  public static DataSize ofMebibytes(long mebibytes) {
    return new DataSize(mebibytes << 20);
  }

  /**
   * Reads {@code 512}, {@code 64K}, {@code 100M}, {@code 2G} (powers of 1024).
   *
   * @throws IllegalArgumentException saying what a size looks like
   */
  public static DataSize parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException("a size is a whole number with K, M or G, such as 100M");
    }
    int power = form.group(2).isEmpty() ? 0 : UNITS.indexOf(form.group(2)) + 1;
    try {
      return new DataSize(Math.multiplyExact(Long.parseLong(form.group(1)), 1L << (10 * power)));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("a size is less than 8 exbibytes, such as 100M", e);
    }
  }

  @Override
  public int compareTo(DataSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /** The shortest form that {@link #parse} reads as the same size. */
  @Override
  public String toString() {
    for (int power = 3; power > 0; power--) {
      long unit = 1L << (10 * power);
      if (bytes >= unit && bytes % unit == 0) {
        return bytes / unit + UNITS.substring(power - 1, power);
      }
    }
    return Long.toString(bytes);
  }
}

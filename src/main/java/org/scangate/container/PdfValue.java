package org.scangate.container;

import java.util.List;
import java.util.Map;

/** A value as it is written in a PDF (ISO 32000-1, 7.3). */
sealed interface PdfValue {

  record Name(String text) implements PdfValue {}

  /**
   * @param latin1 a character for each byte
   */
  record Text(String latin1) implements PdfValue {}

  /** A number; of a fraction, what is before the point. */
  record Whole(long value) implements PdfValue {}

  record Reference(long number, long generation) implements PdfValue {}

  record Items(List<PdfValue> values) implements PdfValue {

    /** The numbers among them. */
    long[] numbers() {
      return values.stream()
          .filter(Whole.class::isInstance)
          .mapToLong(value -> ((Whole) value).value)
          .toArray();
    }
  }

  record Dictionary(Map<String, PdfValue> entries) implements PdfValue {

    /** What a name is given; {@code null} (as the word) where it is not there. */
    PdfValue get(String name) {
      return entries.getOrDefault(name, NULL);
    }

    long number(String name, long otherwise) {
      return get(name) instanceof Whole whole ? whole.value : otherwise;
    }

    boolean is(String name, String value) {
      return get(name).equals(new Name(value));
    }
  }

  /** Such as {@code true}, {@code null}, {@code obj}, {@code stream}. */
  record Word(String text) implements PdfValue {}

  Word NULL = new Word("null");
}

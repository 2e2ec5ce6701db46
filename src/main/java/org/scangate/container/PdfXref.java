package org.scangate.container;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The cross-reference of a PDF (ISO 32000-1, 7.5.4 to 7.5.8): its trailers, newest first, and where
 * its objects are. Where the end of the file does not lead to it, trailers are searched for there.
 */
final class PdfXref {

  private static final int TAIL = 1 << 16;

  /** Each change that is appended has one. */
  private static final int MAX_SECTIONS = 64;

  private static final int TABLE_ENTRY = 20;

  /** How far objects are searched for, from the beginning, where no table leads to them. */
  private static final int MAX_SEARCH = 1 << 22;

  private static final int MAX_DICTIONARY = 1 << 12;

  private final PagedBytes file;
  private final long header;
  private final List<Section> sections = new ArrayList<>();

  /**
   * @param header where {@code %PDF-} is: places are counted from there, or from the beginning
   */
  PdfXref(PagedBytes file, long header) throws IOException {
    this.file = file;
    this.header = header;
    follow();
    if (sections.isEmpty()) {
      searchTables();
      searchStreams();
    }
  }

  List<PdfValue.Dictionary> trailers() {
    return sections.stream().map(Section::trailer).toList();
  }

  private void follow() throws IOException {
    Deque<Long> next = new ArrayDeque<>();
    Set<Long> seen = new HashSet<>();
    try {
      long last = file.findLast(ascii("startxref"), file.size() - TAIL, file.size());
      if (last < 0) {
        return;
      }
      next.add(new PdfParser(file, last + "startxref".length()).whole());
      while (!next.isEmpty() && sections.size() < MAX_SECTIONS) {
        long place = next.remove();
        if (seen.add(place)) {
          Section section = sectionAt(place);
          sections.add(section);
          addPlace(section.trailer, "XRefStm", next);
          addPlace(section.trailer, "Prev", next);
        }
      }
    } catch (BrokenFileException whatIsOlderIsNotKnown) {
      return;
    }
  }

  private static void addPlace(PdfValue.Dictionary trailer, String name, Deque<Long> next) {
    if (trailer.get(name) instanceof PdfValue.Whole place) {
      next.add(place.value());
    }
  }

  private Section sectionAt(long place) throws IOException, BrokenFileException {
    try {
      return section(header + place);
    } catch (BrokenFileException countedFromTheBeginning) {
      return section(place);
    }
  }

  private Section section(long place) throws IOException, BrokenFileException {
    PdfParser parser = new PdfParser(file, place);
    parser.skipBlanks();
    if (parser.peek() != 'x') {
      parser.whole();
      parser.whole();
      return stream(parser);
    }
    if (!parser.word("xref")) {
      throw new BrokenFileException();
    }
    long table = file.position();
    parser.skipBlanks();
    while (PdfParser.isDigit(parser.peek())) {
      parser.whole();
      skipEntries(parser, parser.whole());
      parser.skipBlanks();
    }
    if (!parser.word("trailer")) {
      throw new BrokenFileException();
    }
    return new Section(parser.dictionary(), table, -1);
  }

  private Section stream(PdfParser parser) throws IOException, BrokenFileException {
    if (!parser.word("obj")) {
      throw new BrokenFileException();
    }
    PdfValue.Dictionary dictionary = parser.dictionary();
    if (!dictionary.is("Type", "XRef") || !parser.word("stream")) {
      throw new BrokenFileException();
    }
    if (parser.peek() == '\r') {
      file.next();
    }
    file.next();
    return new Section(dictionary, -1, file.position());
  }

  private void skipEntries(PdfParser parser, long count) throws IOException, BrokenFileException {
    parser.skipBlanks();
    if (count < 0 || count > file.size() / TABLE_ENTRY) {
      throw new BrokenFileException();
    }
    file.seek(file.position() + count * TABLE_ENTRY);
  }

  private void searchTables() throws IOException {
    byte[] word = ascii("trailer");
    long from = file.size() - TAIL;
    long place = file.findLast(word, from, file.size());
    while (place >= 0 && sections.size() < MAX_SECTIONS) {
      try {
        PdfValue.Dictionary trailer = new PdfParser(file, place + word.length).dictionary();
        sections.add(new Section(trailer, -1, -1));
      } catch (BrokenFileException another) {
        // There may be another one.
      }
      place = file.findLast(word, from, place);
    }
  }

  private void searchStreams() throws IOException {
    byte[] word = ascii("/XRef");
    long from = file.size() - TAIL;
    long place = file.findLast(word, from, file.size());
    for (int tries = 0; place >= 0 && tries < MAX_SECTIONS; tries++) {
      try {
        long object = file.findLast(ascii("obj"), place - MAX_DICTIONARY, place);
        sections.add(stream(new PdfParser(file, object)));
      } catch (BrokenFileException another) {
        // There may be another one.
      }
      place = file.findLast(word, from, place);
    }
  }

  /** The value itself, or what it refers to. */
  PdfValue resolve(PdfValue value) throws IOException, BrokenFileException {
    if (!(value instanceof PdfValue.Reference reference)) {
      return value;
    }
    for (Section section : sections) {
      long place = placeIn(section, reference.number());
      if (place > 0) {
        for (long from : new long[] {header + place, place}) {
          if (isObject(from, reference)) {
            return new PdfParser(file, file.position()).value();
          }
        }
      }
    }
    return searched(reference);
  }

  private long placeIn(Section section, long number) throws IOException {
    try {
      if (section.stream >= 0) {
        return PdfXrefStream.place(file, section.stream, section.trailer, number);
      }
      return section.table >= 0 ? placeInTable(section.table, number) : -1;
    } catch (BrokenFileException notThere) {
      return -1;
    }
  }

  private long placeInTable(long table, long number) throws IOException, BrokenFileException {
    PdfParser parser = new PdfParser(file, table);
    parser.skipBlanks();
    while (PdfParser.isDigit(parser.peek())) {
      long index = number - parser.whole();
      long count = parser.whole();
      if (index >= 0 && index < count) {
        skipEntries(parser, index);
        return parser.whole();
      }
      skipEntries(parser, count);
      parser.skipBlanks();
    }
    return -1;
  }

  /** Then the position is at its value. */
  private boolean isObject(long place, PdfValue.Reference reference) throws IOException {
    try {
      PdfParser parser = new PdfParser(file, place);
      return parser.whole() == reference.number()
          && parser.whole() == reference.generation()
          && parser.word("obj");
    } catch (BrokenFileException another) {
      return false;
    }
  }

  private PdfValue searched(PdfValue.Reference reference) throws IOException, BrokenFileException {
    byte[] start = ascii(reference.number() + " " + reference.generation() + " obj");
    long place = file.findLast(start, file.size() - TAIL, file.size());
    if (place < 0) {
      place = file.find(start, 0, MAX_SEARCH);
    }
    if (place < 0) {
      throw new BrokenFileException();
    }
    return new PdfParser(file, place + start.length).value();
  }

  private static byte[] ascii(String word) {
    return word.getBytes(US_ASCII);
  }

  /**
   * @param table where the first subsection is, or -1
   * @param stream where the bytes of the cross-reference stream are, or -1
   */
  private record Section(PdfValue.Dictionary trailer, long table, long stream) {}
}

package org.scangate.container;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads values of a PDF from where its bytes stand. */
final class PdfParser {

  private static final int MAX_DEPTH = 20;
  private static final int MAX_LENGTH = 1 << 16;
  private static final int MAX_VALUES = 20_000;

  private final PagedBytes file;
  private int values;

  PdfParser(PagedBytes file) {
    this.file = file;
  }

  PdfParser(PagedBytes file, long place) {
    this(file);
    file.seek(place);
  }

  PdfValue.Dictionary dictionary() throws IOException, BrokenFileException {
    if (value() instanceof PdfValue.Dictionary dictionary) {
      return dictionary;
    }
    throw new BrokenFileException();
  }

  boolean word(String expected) throws IOException, BrokenFileException {
    return value().equals(new PdfValue.Word(expected));
  }

  long whole() throws IOException, BrokenFileException {
    skipBlanks();
    return number();
  }

  PdfValue value() throws IOException, BrokenFileException {
    return value(0);
  }

  private PdfValue value(int depth) throws IOException, BrokenFileException {
    if (depth > MAX_DEPTH || values++ > MAX_VALUES) {
      throw new BrokenFileException();
    }
    skipBlanks();
    int c = peek();
    return switch (c) {
      case '/' -> new PdfValue.Name(name());
      case '(' -> new PdfValue.Text(string());
      case '[' -> new PdfValue.Items(items(depth));
      case '<' -> dictionaryOrHexadecimal(depth);
      default -> isDigit(c) || "+-.".indexOf(c) >= 0 ? numberOrReference() : word();
    };
  }

  private PdfValue dictionaryOrHexadecimal(int depth) throws IOException, BrokenFileException {
    file.next();
    if (peek() != '<') {
      return new PdfValue.Text(hexadecimal());
    }
    file.next();
    return new PdfValue.Dictionary(entries(depth));
  }

  private List<PdfValue> items(int depth) throws IOException, BrokenFileException {
    file.next();
    List<PdfValue> items = new ArrayList<>();
    skipBlanks();
    while (peek() != ']') {
      items.add(value(depth + 1));
      skipBlanks();
    }
    file.next();
    return items;
  }

  private Map<String, PdfValue> entries(int depth) throws IOException, BrokenFileException {
    Map<String, PdfValue> entries = new HashMap<>();
    skipBlanks();
    while (peek() != '>') {
      if (!(value(depth + 1) instanceof PdfValue.Name name)) {
        throw new BrokenFileException();
      }
      entries.putIfAbsent(name.text(), value(depth + 1));
      skipBlanks();
    }
    file.next();
    if (file.next() != '>') {
      throw new BrokenFileException();
    }
    return entries;
  }

  private String name() throws IOException, BrokenFileException {
    file.next();
    StringBuilder name = new StringBuilder();
    while (isRegular(peek()) && name.length() < MAX_LENGTH) {
      int c = file.next();
      if (c == '#') {
        int high = Character.digit(peek(), 16);
        int low = Character.digit(file.at(file.position() + 1), 16);
        if (high >= 0 && low >= 0) {
          c = high << 4 | low;
          file.seek(file.position() + 2);
        }
      }
      name.append((char) c);
    }
    return name.toString();
  }

  private PdfValue word() throws IOException, BrokenFileException {
    StringBuilder word = new StringBuilder();
    while (isRegular(peek()) && word.length() < MAX_LENGTH) {
      word.append((char) file.next());
    }
    if (word.length() == 0) {
      throw new BrokenFileException();
    }
    return new PdfValue.Word(word.toString());
  }

  private PdfValue numberOrReference() throws IOException, BrokenFileException {
    long number = number();
    long after = file.position();
    skipBlanks();
    if (isDigit(peek())) {
      long generation = number();
      skipBlanks();
      if (peek() == 'R' && !isRegular(file.at(file.position() + 1))) {
        file.next();
        return new PdfValue.Reference(number, generation);
      }
    }
    file.seek(after);
    return new PdfValue.Whole(number);
  }

  private long number() throws IOException, BrokenFileException {
    int sign = peek() == '-' ? -1 : 1;
    if (peek() == '-' || peek() == '+') {
      file.next();
    }
    long value = 0;
    int digits = 0;
    for (; isDigit(peek()); digits++) {
      if (digits == 18) {
        throw new BrokenFileException();
      }
      value = value * 10 + file.next() - '0';
    }
    if (peek() == '.') {
      file.next();
      while (isDigit(peek()) && digits++ < MAX_LENGTH) {
        file.next();
      }
    } else if (digits == 0) {
      throw new BrokenFileException();
    }
    return sign * value;
  }

  private String hexadecimal() throws IOException, BrokenFileException {
    StringBuilder text = new StringBuilder();
    int digits = 0;
    int held = 0;
    for (int c = file.next(); c != '>'; c = file.next()) {
      int digit = Character.digit(c, 16);
      if (digit >= 0) {
        held = held << 4 | digit;
        if (++digits % 2 == 0) {
          append(text, held & 0xff);
        }
      } else if (isRegular(c)) {
        throw new BrokenFileException();
      }
    }
    return digits % 2 == 0 ? text.toString() : append(text, held << 4 & 0xff).toString();
  }

  private String string() throws IOException, BrokenFileException {
    file.next();
    StringBuilder text = new StringBuilder();
    int open = 1;
    while (true) {
      int c = file.next();
      if (c == '\\') {
        escaped(text);
        continue;
      }
      if (c == '\r') { // Any end of a line is one line feed.
        skipIf('\n');
        c = '\n';
      }
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (open == 0) {
        return text.toString();
      }
      append(text, c);
    }
  }

  private void escaped(StringBuilder text) throws IOException, BrokenFileException {
    int c = file.next();
    switch (c) {
      case 'n' -> append(text, '\n');
      case 'r' -> append(text, '\r');
      case 't' -> append(text, '\t');
      case 'b' -> append(text, '\b');
      case 'f' -> append(text, '\f');
      case '\r' -> skipIf('\n');
      case '\n' -> {}
      default -> append(text, c >= '0' && c <= '7' ? octal(c - '0') : c);
    }
  }

  private int octal(int first) throws IOException, BrokenFileException {
    int value = first;
    for (int i = 0; i < 2 && peek() >= '0' && peek() <= '7'; i++) {
      value = (value << 3) | (file.next() - '0');
    }
    return value & 0xff;
  }

  private static StringBuilder append(StringBuilder text, int c) throws BrokenFileException {
    if (text.length() == MAX_LENGTH) {
      throw new BrokenFileException();
    }
    return text.append((char) c);
  }

  private void skipIf(int c) throws IOException, BrokenFileException {
    if (peek() == c) {
      file.next();
    }
  }

  /** And comments. */
  void skipBlanks() throws IOException, BrokenFileException {
    boolean comment = false;
    for (int c = peek(); comment || isBlank(c) || c == '%'; c = peek()) {
      comment = c == '%' || (comment && c != '\n' && c != '\r');
      file.next();
    }
  }

  int peek() throws IOException {
    return file.at(file.position());
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0;
  }

  private static boolean isRegular(int c) {
    return c > ' ' && "()<>[]{}/%".indexOf(c) < 0;
  }
}

package org.scangate.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.scangate.journal.ScanRecord.ScannerAnswer;

/**
 * What the scanners said, as one text: an answer a line, its five fields apart by tabs, with {@code
 * \t}, {@code \n} and {@code \\} where a field has such a character.
 */
final class AnswersText {

  private static final int FIELDS = 5;

  private AnswersText() {}

  static String of(List<ScannerAnswer> answers) {
    StringBuilder text = new StringBuilder();
    for (ScannerAnswer one : answers) {
      for (String field :
          List.of(one.scanner(), one.address(), one.version(), one.verdict(), one.what())) {
        append(text, StoredText.of(field)).append('\t');
      }
      text.setCharAt(text.length() - 1, '\n');
    }
    return text.toString();
  }

  /** How every answer of a scanner begins in the text. */
  static String beginning(String scanner) {
    return append(new StringBuilder(), StoredText.of(scanner)).append('\t').toString();
  }

  static List<ScannerAnswer> read(String text) {
    List<ScannerAnswer> answers = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\t' || c == '\n') {
        fields.add(field.toString());
        field.setLength(0);
      } else if (c == '\\') {
        char escaped = text.charAt(++i);
        field.append(escaped == 't' ? '\t' : escaped == 'n' ? '\n' : escaped);
      } else {
        field.append(c);
      }
      if (fields.size() == FIELDS) {
        answers.add(
            new ScannerAnswer(
                fields.get(0), fields.get(1), fields.get(2), fields.get(3), fields.get(4)));
        fields.clear();
      }
    }
    return answers;
  }

  /** With what it was scanned, in an order of its own: for the sums. */
  static String versions(List<ScannerAnswer> answers) {
    TreeSet<String> versions = new TreeSet<>();
    for (ScannerAnswer one : answers) {
      versions.add(StoredText.of(one.scanner()) + ": " + StoredText.of(one.version()));
    }
    return String.join("; ", versions);
  }

  private static StringBuilder append(StringBuilder text, String field) {
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      switch (c) {
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\\' -> text.append("\\\\");
        default -> text.append(c);
      }
    }
    return text;
  }
}

package org.scangate.scanner.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scangate.scan.Deadline;
import org.scangate.scan.LogText;

/** Finds signatures' names in a command's output, by an administrator's pattern. */
final class SignaturePattern {

  private static final int MAX_NAMES = 100;
  private static final int MAX_NAME = 200;

  private final Pattern pattern;

  /**
   * @param pattern with a group 1
   */
  SignaturePattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * The first names, each printable; those that the pattern finds but can't name are empty matches
   * no less, and are called unnamed.
   */
  List<String> in(String output, Deadline deadline) throws TooSlow {
    List<String> names = new ArrayList<>();
    try {
      Matcher matcher = pattern.matcher(new Watched(output, deadline));
      while (names.size() < MAX_NAMES && matcher.find()) {
        names.add(name(matcher.group(1)));
      }
      return names;
    } catch (PatternTooSlow | StackOverflowError e) {
      throw new TooSlow(e);
    }
  }

  private static String name(String group) {
    String name = group == null ? "" : group.strip();
    return name.isEmpty()
        ? "unnamed"
        : LogText.of(name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME));
  }

  /** The pattern could not be matched within the time, or at all. */
  static final class TooSlow extends Exception {
    private static final long serialVersionUID = 1;

    TooSlow(Throwable cause) {
      super(cause);
    }
  }

  private static final class PatternTooSlow extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Text whose reader is stopped at a deadline: some patterns take ages on some texts. */
  private static final class Watched implements CharSequence {
    private static final int LOOK_EVERY = 1 << 12;

    private final CharSequence text;
    private final Deadline deadline;
    private int looks;

    Watched(CharSequence text, Deadline deadline) {
      this.text = text;
      this.deadline = deadline;
    }

    @Override
    public char charAt(int index) {
      if (++looks % LOOK_EVERY == 0 && deadline.passed()) {
        throw new PatternTooSlow();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}

package org.scangate.watch.check;

import java.util.regex.Pattern;

/** Foreign text as one word of a command that somebody may paste into a shell. */
final class ShellWord {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");

  private ShellWord() {}

  static String of(String text) {
    return PLAIN.matcher(text).matches() && !text.startsWith("-")
        ? text
        : "'" + text.replace("'", "'\\''") + "'";
  }
}

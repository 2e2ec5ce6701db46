package org.scangate.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A type of scanner, as {@code scangate.<name>.type} names it. */
enum ScannerType {
  CLAMD,
  ICAP,
  COMMAND,
  REMOTE,
  HASHLIST;

  /** In lower case; the name of a scanner that has no name of its own. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<ScannerType> of(String word) {
    return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
  }
}

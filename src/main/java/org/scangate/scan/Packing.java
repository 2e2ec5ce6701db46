package org.scangate.scan;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a sample is packed in, as far as it was looked at: only where the scanners said clean.
 *
 * @param kinds of containers, such as {@code rar5} and {@code zip}
 * @param unopened those of them that no scanner was shown to open
 * @param unread why not all was looked at, such as {@code more than 20,000 members}; then the
 *     scanners' word stands for the rest
 */
public record Packing(
    SortedSet<String> kinds, SortedSet<String> unopened, Optional<String> unread) {

  /** Of what is in no container, or was not looked at. */
  public static final Packing NONE =
      new Packing(new TreeSet<>(), new TreeSet<>(), Optional.empty());

  public Packing {
    kinds = Collections.unmodifiableSortedSet(new TreeSet<>(kinds));
    unopened = Collections.unmodifiableSortedSet(new TreeSet<>(unopened));
    requireNonNull(unread);
  }
}

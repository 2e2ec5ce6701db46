package org.scangate.container;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;

/**
 * What a file is packed in, as far as it shows from outside.
 *
 * @param kinds of the file itself, and where it is a zip, of its members and those of small zips in
 *     it; empty: no container
 * @param largestMember bytes of the largest member of a zip, inflated, as far as it was counted:
 *     more than the limit that was asked for means that it is larger than that
 * @param encrypted what of it needs a password to be opened, such as {@code a PDF with a user
 *     password}; empty: nothing that was seen
 * @param unread why something was not looked at, such as {@code more than 20,000 members}; empty:
 *     all that can be seen from outside was
 */
public record Contents(
    Set<ContainerKind> kinds,
    long largestMember,
    Optional<String> encrypted,
    Optional<String> unread) {

  /** Of a file that is no container. */
  public static final Contents NONE = new Contents(Set.of(), 0, Optional.empty(), Optional.empty());

  public Contents {
    kinds = Set.copyOf(kinds);
    requireNonNull(encrypted);
    requireNonNull(unread);
  }
}

package org.scangate.scan;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Set;
import org.scangate.container.ContainerKind;

/**
 * What an entry wants of each scan.
 *
 * @param scanTimeout the bound on it, waiting and the one retry included
 * @param acceptUnopened kinds of containers that count as scanned although no scanner opens them:
 *     the administrator's exception
 */
public record EntryRules(Duration scanTimeout, Set<ContainerKind> acceptUnopened) {

  public EntryRules {
    requireNonNull(scanTimeout);
    acceptUnopened = Set.copyOf(acceptUnopened);
  }

  /** Without any exception. */
  public static EntryRules within(Duration scanTimeout) {
    return new EntryRules(scanTimeout, Set.of());
  }

  /** The end of the bound on scans that begin now, for who has several at once. */
  public Deadline deadline() {
    return Deadline.in(scanTimeout);
  }
}

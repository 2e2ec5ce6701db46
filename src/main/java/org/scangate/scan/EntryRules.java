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
 * @param digest whether what no scanner was given by us, since it reads files itself, is read for
 *     its digest; what is infected always is
 */
public record EntryRules(Duration scanTimeout, Set<ContainerKind> acceptUnopened, boolean digest) {

  public EntryRules {
    requireNonNull(scanTimeout);
    acceptUnopened = Set.copyOf(acceptUnopened);
  }

  /** Without a digest of what others read. */
  public EntryRules(Duration scanTimeout, Set<ContainerKind> acceptUnopened) {
    this(scanTimeout, acceptUnopened, false);
  }

  /** The same, with or without such a digest. */
  public EntryRules withDigest(boolean wanted) {
    return new EntryRules(scanTimeout, acceptUnopened, wanted);
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

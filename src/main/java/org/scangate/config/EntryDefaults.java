package org.scangate.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.scangate.container.ContainerKind;
import org.scangate.scan.EntryRules;

/**
 * What holds for the scans of every entry whose own keys do not say otherwise. Read at the start.
 *
 * @param scanTimeout empty: each entry has a default of its own
 * @param acceptUnopened by the administrator's exception
 */
record EntryDefaults(Optional<Duration> scanTimeout, Set<ContainerKind> acceptUnopened) {

  /**
   * Beyond this engines answer OK to what they have not finished: clamd (MaxScanTime, 120 s),
   * clamscan ("skipped and assumed clean"), and whatever has one of them behind it.
   */
  private static final Duration ENGINES_GIVE_UP = Duration.ofMinutes(2);

  static EntryDefaults read(Keys keys) {
    return new EntryDefaults(
        keys.optional(Key.SCAN_TIMEOUT, Key.SCAN_TIMEOUT.type()::parseDuration),
        kinds(keys.valuesOrNone(Key.ACCEPT_UNOPENED, EntryDefaults::kind)));
  }

  /** One entry's, by its own keys. */
  EntryRules rules(Keys keys, Key ownTimeout, Key ownAccept) {
    Duration timeout =
        scanTimeout.isPresent() && !keys.isSet(ownTimeout)
            ? scanTimeout.get()
            : keys.duration(ownTimeout);
    Set<ContainerKind> accept =
        keys.isSet(ownAccept)
            ? kinds(keys.valuesOrNone(ownAccept, EntryDefaults::kind))
            : acceptUnopened;
    return new EntryRules(timeout, accept);
  }

  /** Of what has other scanners than lists of digests, which alone never give up. */
  static void refuseToOutlast(Keys keys, Key ownTimeout, EntryRules rules) {
    if (rules.scanTimeout().compareTo(ENGINES_GIVE_UP) >= 0) {
      keys.wrong(
          keys.isSet(ownTimeout) ? ownTimeout : Key.SCAN_TIMEOUT,
          "it must be under 120 s, beyond which engines behind (clamd: MaxScanTime, clamscan:"
              + " --max-scantime) say OK to what they have not finished, such as PT50S");
    }
  }

  private static Set<ContainerKind> kinds(List<ContainerKind> named) {
    Set<ContainerKind> kinds = EnumSet.noneOf(ContainerKind.class);
    kinds.addAll(named);
    return kinds;
  }

  private static ContainerKind kind(String word) {
    return Arrays.stream(ContainerKind.values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "right are "
                        + Arrays.stream(ContainerKind.values())
                            .map(ContainerKind::word)
                            .collect(Collectors.joining(", "))));
  }
}

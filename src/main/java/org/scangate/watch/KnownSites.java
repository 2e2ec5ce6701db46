package org.scangate.watch;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sites and stores as labels: a bounded number of them for each entry, since a client claims its
 * site itself, and each new one is a series that is kept for good. What a client claims takes no
 * place from a store.
 */
final class KnownSites {

  static final int MAX_SITES = 50;

  /** All beyond that. */
  static final String OTHER = "other";

  /** Of whom does not tell. */
  static final String NONE = "none";

  private final Map<String, Set<String>> byEntry = new ConcurrentHashMap<>();

  /** How the site is to be called. */
  String label(String entry, String site) {
    if (site.isEmpty()) {
      return NONE;
    }
    Set<String> known = byEntry.computeIfAbsent(entry, any -> ConcurrentHashMap.newKeySet());
    return known.contains(site) || add(known, site) ? site : OTHER;
  }

  private static boolean add(Set<String> known, String site) {
    synchronized (known) {
      return known.contains(site) || (known.size() < MAX_SITES && known.add(site));
    }
  }
}

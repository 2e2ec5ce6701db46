package org.scangate.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * Which events are looked for.
 *
 * @param kind as it is; empty: all
 * @param from the first moment
 * @param to the moment after the last one
 */
public record EventSearch(Optional<String> kind, Optional<Instant> from, Optional<Instant> to) {}

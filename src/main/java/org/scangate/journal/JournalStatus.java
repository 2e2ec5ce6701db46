package org.scangate.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * How the journal is, for health and whoever looks at it. Numbers count from the start of this
 * process.
 *
 * @param kept false: it is switched off
 * @param problem what is wrong, for an administrator; empty: nothing is
 * @param troubledSince since when the database takes nothing
 * @param file how the local file is; empty: there is none
 * @param shipped records that the database has taken
 * @param refused records that it can never take, set aside
 * @param damaged records that could not be read from the local file
 */
public record JournalStatus(
    boolean kept,
    String problem,
    Optional<Instant> troubledSince,
    Optional<JournalFileStatus> file,
    long shipped,
    long refused,
    long damaged) {}

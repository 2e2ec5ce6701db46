package org.scangate.pure.sweep;

import java.time.Duration;
import java.util.Optional;
import org.scangate.scan.EntryRules;

/**
 * When and how a store is swept. Read anew at each beat.
 *
 * @param interval pause between two walks for changes
 * @param fullWalk how often a full walk visits everything
 * @param parallel scans at once
 * @param settle a file that changed less than this ago waits
 * @param rescanAfter age of a verdict; zero: never by age
 * @param rescanOnNewSignatures whether a verdict by other signatures than today's is due
 * @param window when verdicts are checked and files scanned again; empty: at any time
 * @param keepForeign whether verdicts that others wrote stay until {@code rescanAfter}
 * @param deleteOrphans whether verdicts without a file go after a day
 * @param orphansMax more of them are never deleted: a store may not be mounted
 * @param dryRun scans and reports, writes nothing
 * @param rules of each file's scan
 */
public record PureSettings(
    Duration interval,
    Duration fullWalk,
    int parallel,
    Duration settle,
    Duration rescanAfter,
    boolean rescanOnNewSignatures,
    Optional<RescanWindow> window,
    boolean keepForeign,
    boolean deleteOrphans,
    int orphansMax,
    boolean dryRun,
    EntryRules rules) {}

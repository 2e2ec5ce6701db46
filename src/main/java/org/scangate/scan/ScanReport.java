package org.scangate.scan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One scan, as it is logged and kept.
 *
 * @param id of this scan, the same wherever it is mentioned; a {@link ScanId}
 * @param name {@link Sample#name()}
 * @param origin {@link Sample#origin()}
 * @param size bytes
 * @param sha256 of what was scanned, lower-case hexadecimal; empty where nobody here has read all
 *     of it, as where an engine reads files itself
 * @param sha1 {@link Sample#sha1()}
 * @param verdict the worst of the answers; worse where they are "clean" and what the sample is
 *     packed in was not opened
 * @param answers what each scanner said, in the configured order; one that had not ended when
 *     another found something is missing
 * @param packing what it is packed in
 * @param ended when the scan ended
 * @param duration from the last byte's arrival, waiting included
 */
public record ScanReport(
    UUID id,
    String name,
    Origin origin,
    long size,
    Optional<String> sha256,
    Optional<String> sha1,
    Verdict verdict,
    List<Answer> answers,
    Packing packing,
    Instant ended,
    Duration duration) {}

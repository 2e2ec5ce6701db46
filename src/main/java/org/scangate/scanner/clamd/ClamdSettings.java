package org.scangate.scanner.clamd;

import java.time.Duration;
import java.util.List;
import org.scangate.scan.DataSize;

/**
 * How clamd is reached and what is asked of it.
 *
 * @param name the scanner's configured name; its keys are {@code scangate.<name>.…}
 * @param addresses equals that share the load; empty: the first that answers of the usual places
 * @param maxFileSize upper bound of what is sent; less if clamd is proven to scan less
 * @param connections scans at once per address
 * @param byPath whether clamd reads files that have a path itself
 * @param scanTimeout the bound on one scan, also on one probe of the limit
 */
public record ClamdSettings(
    String name,
    List<ClamdAddress> addresses,
    DataSize maxFileSize,
    int connections,
    boolean byPath,
    Duration scanTimeout) {}

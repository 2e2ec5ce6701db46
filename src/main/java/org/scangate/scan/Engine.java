package org.scangate.scan;

/**
 * Which engine answered.
 *
 * @param scanner the configured scanner's name, such as {@code clamd}
 * @param address where it answered, such as {@code unix:/run/clamav/clamd.ctl}; empty without one
 * @param version product, version and signature version as the engine tells them, such as {@code
 *     ClamAV 1.4.6/27811}; empty when unknown
 */
public record Engine(String scanner, String address, String version) {}

/**
 * The core: what a sample is, what a verdict is, and the one door ({@link
 * org.scangate.scan.ScanService}) through which every sample goes to the scanners.
 *
 * <p>Entries ({@code moodle}, {@code pure}) call it, backends ({@code scanner.*}) implement its
 * {@link org.scangate.scan.Scanner}; its rooms are {@code pool} (who may use a scanner when),
 * {@code spool} (uploads on their way) and {@code report} (who hears of scans). It knows neither
 * HTTP nor a virus engine, reads no configuration (a refusal names the key that would allow more),
 * and imports nothing but the JDK. "Not scanned" is a verdict here, never an exception, and nothing
 * in this room ever turns a doubt into {@link org.scangate.scan.Verdict.Clean}.
 */
package org.scangate.scan;

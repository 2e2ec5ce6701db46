/**
 * The entry for Moodle: the remote-engine API over HTTP ({@code /conncheck}, {@code /scan}) and the
 * health of the product.
 *
 * <p>Reads the form as it streams in, hands the files to {@code scan.ScanService}, and words the
 * answer: JSON with {@code status} and {@code msg}, on every path, whatever went wrong. It knows
 * how the Moodle client misreads answers, and the policy for what could not be scanned. It never
 * talks to a scanner, and only a {@code Verdict.Clean} ever becomes {@code OK} of a {@code POST}.
 */
package org.scangate.moodle;

/**
 * The entry for Moodle: the remote-engine API over HTTP ({@code /conncheck}, {@code /scan}) and the
 * health of the product.
 *
 * <p>Reads the form as it streams in, hands the files to {@code scan.ScanService}, and words the
 * answer: JSON with {@code status} and {@code msg}, on every path, whatever went wrong. It knows
 * how the Moodle client misreads answers, and the policy for what could not be scanned. It never
 * talks to a scanner, and only a {@code Verdict.Clean} ever becomes {@code OK} of a {@code POST}.
 *
 * <p>The JAX-RS classes are injected into fields: RESTEasy wants a public constructor without
 * parameters of them (RESTEASY003190, RESTEASY003900).
 */
package org.scangate.moodle;

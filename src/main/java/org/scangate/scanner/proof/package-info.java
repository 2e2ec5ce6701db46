/**
 * What an engine was shown to do, and keeps being shown: {@link
 * org.scangate.scanner.proof.ProvenScanner} lets an engine's answers count only within what its
 * probes have proven. The one place that decides this, for all backends.
 *
 * <p>Made by the backends for their clients. It never believes a clean answer from an engine that
 * has not found EICAR, or to a file larger than what it was shown to scan.
 */
package org.scangate.scanner.proof;

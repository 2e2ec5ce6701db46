/**
 * Sees how all is, for monitoring: metrics here, checks in a room below. It hears the reports of
 * scans and looks at read-only views of scanners, sweeps, spool and journal; it changes nothing,
 * delays no verdict and keeps nothing that grows.
 *
 * <p>Made by {@code config}, which also hands it the figures of entries that it does not know. The
 * library of the metrics is used here alone; each metric is made by {@link
 * org.scangate.watch.Metrics}, and what is counted elsewhere is looked up when somebody asks.
 */
package org.scangate.watch;

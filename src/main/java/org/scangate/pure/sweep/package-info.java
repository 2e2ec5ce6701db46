/**
 * The sweep: walkers find out which files of a store are due, workers have them scanned by priority
 * and publish the verdicts.
 *
 * <p>Started by the container's timer. Knows the core and what a store is, no disk and no bucket.
 * It never publishes OK for anything but a clean verdict on a file that did not change meanwhile,
 * and keeps no list of all files in memory.
 */
package org.scangate.pure.sweep;

/**
 * The entry for Pure: finds out which files of a store are due, has them scanned, and publishes the
 * verdicts beside them.
 *
 * <p>Knows the core alone: no scanner, no disk and no bucket ({@code Store} is what those look like
 * from here). It never publishes OK for anything but a clean verdict on a file that did not change
 * meanwhile, and keeps no list of all files in memory.
 */
package org.scangate.pure;

/**
 * Lists of known bad files as a {@code scan.Scanner}: EICAR always, and lists of MD5, SHA-1 and
 * SHA-256, plain, as CSV or as ClamAV writes them.
 *
 * <p>Called by the wiring alone. It is a list and no antivirus, and says so wherever it answers. It
 * reads the lists on a thread of its own, again when a file changes, and never takes half a list.
 */
package org.scangate.scanner.hashlist;

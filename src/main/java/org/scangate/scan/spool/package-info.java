/**
 * Uploads on their way: received and hashed as they arrive, in memory or in a private file that no
 * crash leaves behind, and read from there by each scanner.
 *
 * <p>Called by the entry that receives. What does not fit is refused before anything is scanned;
 * nothing here ever hands on a part of an upload.
 */
package org.scangate.scan.spool;

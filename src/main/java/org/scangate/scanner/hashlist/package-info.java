/**
 * Lists of known bad files as a {@code scan.Scanner}: EICAR always, and plain lists of SHA-256.
 *
 * <p>Called by the wiring alone. It is a list and no antivirus, and says so wherever it answers.
 */
package org.scangate.scanner.hashlist;

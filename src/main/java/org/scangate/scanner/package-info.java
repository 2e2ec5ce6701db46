/** The backends, one package each; to the rest every one is only a {@code scan.Scanner}. */
package org.scangate.scanner;

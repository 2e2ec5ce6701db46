/**
 * The backends, one package each; to the rest every one is only a {@code scan.Scanner}.
 *
 * <p>Here is what they share: how an engine is proven before anything that it says counts. {@link
 * org.scangate.scanner.ProvenScanner} does it for whatever can be asked through an {@link
 * org.scangate.scanner.EngineClient}. Knows the core and the JDK alone, and none of the backends.
 */
package org.scangate.scanner;

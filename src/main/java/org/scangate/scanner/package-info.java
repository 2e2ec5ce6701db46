/**
 * What a backend is: an {@link org.scangate.scanner.EngineClient} speaks with one engine at one
 * address, and {@code scanner.proof} makes a {@code scan.Scanner} of it. Each backend has a room of
 * its own below this one and knows no other.
 *
 * <p>Knows the core and the JDK alone. Whatever a backend cannot do is a verdict with a reason that
 * an administrator can act on, never an exception to its caller.
 */
package org.scangate.scanner;

/**
 * The benchmark, {@code mvn -Pbench verify}: what Scangate on a server costs beside a plain client
 * of the same clamd. A measurement, not a timed test: it fails only if an answer is wrong or
 * missing. Its tables go to the console and to {@code target/bench.md}.
 *
 * <p>Both sides have the same clients, the same content and one machine to share: load generator,
 * server and clamd. They take turns, so that what else the machine does meanwhile hits both.
 */
package org.scangate.bench;

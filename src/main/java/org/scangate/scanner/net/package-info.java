/**
 * The way to an engine over the network: names, connections, TLS, and deadlines on all of them. One
 * way for all backends, which alone call it. Whatever waits here ends when its deadline passes.
 *
 * <p>TLS is the JDK's {@code SSLSocket}: an {@code SSLEngine} of our own took 65 ms of processor
 * time for 100 MB where it takes 67 (JDK 17), and was 170 lines.
 */
package org.scangate.scanner.net;

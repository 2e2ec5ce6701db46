/**
 * The way to an engine over the network: names, connections, TLS, and deadlines on all of them. One
 * way for all backends, which alone call it. Whatever waits here ends when its deadline passes.
 */
package org.scangate.scanner.net;

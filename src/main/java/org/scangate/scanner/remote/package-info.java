/**
 * Another engine with Scangate's own remote-engine API as a {@code scan.Scanner}: posts the form
 * over HTTP/1.1, plain or TLS, and translates whatever comes back, or does not, to a verdict.
 *
 * <p>Called by the wiring alone; knows the core, what the backends share, and JSON. It never
 * answers clean unless the whole form was sent before the answer began, and the answer is HTTP 200
 * with one JSON object whose {@code status} is exactly the string {@code OK}. It follows no
 * redirect, uses no proxy, keeps no cookie and no connection, and has no thread of its own.
 *
 * <p>Why no {@code java.net.http}: over HTTP/1.1 that client looks at the answer only after the
 * last byte of the body is sent (measured on JDK 17 and 25), so that an OK to a body which nobody
 * read looks like any other; and on 17 it cannot be closed.
 */
package org.scangate.scanner.remote;

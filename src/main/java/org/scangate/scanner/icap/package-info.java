/**
 * Any ICAP server (RFC 3507) as a scanner: speaks RESPMOD or REQMOD over TCP and TLS, honours what
 * OPTIONS says, and translates whatever goes wrong to a verdict.
 *
 * <p>Called by the wiring alone; knows nothing of HTTP entries, of stores or of other scanners. The
 * whole body is always sent: there is no preview, since a 204 after a preview has not seen every
 * byte. It answers clean only if all of this holds: the server offers {@code Allow: 204}; it
 * answered 204 after the last byte was sent, with none of the headers that tell of a finding; and
 * on the same connection it then answered OPTIONS, which it can only find behind a body that it has
 * taken to its end. A 200 that carries no finding is what a server answers that has not scanned.
 *
 * <p>Written by hand, since all of that is decided on the wire: which answer came before which byte
 * of the body, and what stands behind it on the same connection.
 */
package org.scangate.scanner.icap;

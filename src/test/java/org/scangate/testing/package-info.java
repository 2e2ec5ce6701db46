/**
 * The other side of the wire, for tests: a real clamd with a signature folder of its own ({@link
 * org.scangate.testing.ClamdServer}), a scripted one for what the real one can't be made to do
 * ({@link org.scangate.testing.ScriptedClamd}), a plain client to ask either of them directly, and
 * the content to send.
 *
 * <p>Plain Java without a test framework and without anything of Scangate's own, so that the
 * product's mistakes can't hide in its fixture. Nothing here waits for time to pass, only for
 * conditions, each with a deadline.
 */
package org.scangate.testing;

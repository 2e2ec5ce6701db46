/**
 * The doctor: each {@link org.scangate.watch.check.Check} looks at one thing, on a schedule of its
 * own, and says in one sentence how it is and what mends it. The {@link
 * org.scangate.watch.check.CheckBoard} runs them, keeps what each said last, and tells changes.
 *
 * <p>Made by {@code config}, which hands each check functions and read-only views. A check changes
 * nothing but the trial files that it deletes again, is never run by a request, and delays none. A
 * check that hangs holds up neither the others nor the stop of the application.
 */
package org.scangate.watch.check;

/**
 * Notices that nobody asks any more: a Moodle site without an upload, a store without a full walk.
 *
 * <p>It hears reports and looks at the journal's hourly sums; it changes nothing. Silence is
 * counted while it goes on, by a clock that no change of the time moves, so that what a restart, a
 * clock that is set, or a database that is away leave out was never counted. Made by {@code
 * config}; {@code watch} and {@code console} show it.
 */
package org.scangate.watch.silence;

/**
 * Tries the whole way with test files, as those do who use it: through Moodle, and through the
 * front door, which is Scangate's public address. What is tried, how often and with which token is
 * the administrator's choice; what came of it last is kept here, and told as an event when it
 * changes.
 *
 * <p>Made by {@code config}; {@code watch} and {@code console} show it. It scans nothing and
 * decides no verdict: its files come in by the entry like everybody's, and get the verdict that
 * everybody's get. No test file stands in a source or in the WAR; no token ever leaves but in the
 * request that needs it.
 */
package org.scangate.watch.canary;

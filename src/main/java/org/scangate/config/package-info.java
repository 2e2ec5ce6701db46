/**
 * The wiring: reads the configuration into typed records, checks it, and makes the scanners, the
 * spool, the cache and the entries from it.
 *
 * <p>Every key stands in the register {@link org.scangate.config.Key}, and nothing else can be
 * read. To add one: a row there, its reading in the reader of its group, its line in {@code
 * payara-config/scangate.properties}, and the reference page written anew; a test asks for each.
 *
 * <p>It may import every room, and nobody imports it. A wrong configuration never keeps the
 * application from answering: it is told, key by key, and until it is mended what it is for is
 * stopped: all scans, or the sweep of one store.
 */
package org.scangate.config;

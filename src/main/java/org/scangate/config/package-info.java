/**
 * The wiring: reads the configuration into typed records, checks it, and makes the scanners, the
 * spool, the cache and the entries from it.
 *
 * <p>It may import every room, and nobody imports it. A wrong configuration never keeps the
 * application from answering: it is told, key by key, and until it is mended nothing is scanned.
 */
package org.scangate.config;

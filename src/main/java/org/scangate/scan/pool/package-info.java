/**
 * Who may use a scanner when: slots, priorities, failover and the circuit breaker over the equal
 * scanners of one name. To the core a {@link org.scangate.scan.pool.ScannerPool} is one more {@code
 * scan.Scanner}.
 *
 * <p>Made by the wiring alone. It never scans itself, and tries a sample at most twice.
 */
package org.scangate.scan.pool;

/**
 * clamd as a {@code scan.Scanner}: speaks its protocol over TCP and Unix sockets, proves on the
 * running clamd what it really scans, and translates whatever goes wrong to a verdict.
 *
 * <p>Called by the wiring alone; knows nothing of HTTP, of stores or of other scanners. It never
 * answers clean unless clamd answered exactly {@code stream: OK} to every byte, or exactly OK to
 * the path of a file that did not change meanwhile, within the proven limit, and is still the
 * process on which that limit was proven. One address must be one clamd: behind a balancer nobody
 * can tell which of them is proven and which one scans.
 */
package org.scangate.scanner.clamd;

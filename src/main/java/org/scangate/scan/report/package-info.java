/**
 * Who hears of scans: the verdict's log line and the numbers that JMX shows. A listener is told
 * after the verdict stands, and can neither change nor delay it.
 */
package org.scangate.scan.report;

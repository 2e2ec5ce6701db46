/**
 * Who asks, and from where: addresses, ranges of them, and what proxies tell of clients. For every
 * entry, and for whoever else answers over HTTP; it decides nothing but whether an address is in a
 * range, and whether one that guesses tokens is looked at. It knows no request and no
 * configuration, and imports nothing but the JDK.
 */
package org.scangate.scan.access;

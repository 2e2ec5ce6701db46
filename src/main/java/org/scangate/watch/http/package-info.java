/**
 * What alerts and canaries share when they send requests: answers of which no more than a bound is
 * kept, whoever answers. It sends nothing itself, and knows the JDK alone.
 */
package org.scangate.watch.http;

package org.scangate.scan;

/**
 * Why a scanner does not take a sample now, and may take it soon.
 *
 * @param since when it began, by {@link System#nanoTime()}
 * @param refused whether connections to it are refused, so that nobody is there to come back
 */
public record Outage(long since, boolean refused) {}

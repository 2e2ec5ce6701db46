package org.scangate.pure.sweep;

/**
 * The sweep of one store, for those who only look.
 *
 * @param status in short
 * @param figures as JMX shows them; they are asked anew with each call
 */
public record SweepView(SweepStatus status, SweepMXBean figures) {}

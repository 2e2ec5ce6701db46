package org.scangate.journal;

import java.time.Instant;

/**
 * That somebody has seen to a finding.
 *
 * @param by who
 * @param note what they did about it
 */
public record FindingAcknowledgement(Instant at, String by, String note) {}

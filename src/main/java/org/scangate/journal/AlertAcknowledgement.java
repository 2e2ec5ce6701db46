package org.scangate.journal;

import java.time.Instant;

/**
 * That somebody knows of a cause: until its end nobody is told of it.
 *
 * @param rule as in {@link AlertCause#rule()}
 * @param subject as in {@link AlertCause#subject()}
 * @param by who
 * @param reason why
 */
public record AlertAcknowledgement(
    String rule, String subject, Instant made, Instant ends, String by, String reason) {}

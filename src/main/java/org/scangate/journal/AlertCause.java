package org.scangate.journal;

import java.time.Duration;
import java.time.Instant;

/**
 * A record of which somebody shall be told.
 *
 * @param rule lower case with dashes, such as {@code finding}; few
 * @param subject what it is about, such as a site or a scanner: alerts of one rule and subject are
 *     gathered. {@link AlertOutbox#OTHERS} where there are too many
 * @param trouble false: a trouble is over, which is told only if the trouble was
 * @param at when it was
 * @param grace a trouble that is over within this time is told to nobody
 * @param example one line in words, without line breaks, secrets or personal data
 */
public record AlertCause(
    String rule, String subject, boolean trouble, Instant at, Duration grace, String example) {}

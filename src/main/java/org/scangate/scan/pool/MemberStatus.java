package org.scangate.scan.pool;

import java.time.Instant;
import java.util.Optional;
import org.scangate.scan.Readiness;

/**
 * How one of several equal scanners is.
 *
 * @param address where it is; empty: it has none, or was not found yet
 * @param readiness its own, or that it is spared because it broke off again and again
 * @param signatures of which date they are; empty: it does not tell, or is not ready
 */
public record MemberStatus(String address, Readiness readiness, Optional<Instant> signatures) {}

package org.scangate.moodle;

import java.util.List;
import java.util.function.Supplier;

/**
 * What health tells beside the scanners.
 *
 * @param keyProblems what is wrong with keys that are read anew, a sentence each. The last good
 *     ones are in force, so that health stays up: it is what a load balancer before Moodle asks
 * @param more checks beside those of the scanners and of the server
 */
public record HealthDetails(
    ProductVersion version, Supplier<List<String>> keyProblems, Supplier<List<HealthCheck>> more) {}

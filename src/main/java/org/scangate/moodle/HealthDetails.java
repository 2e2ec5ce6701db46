package org.scangate.moodle;

import java.util.List;
import java.util.function.Supplier;

/**
 * What health tells beside the scanners.
 *
 * @param storeProblems what is wrong with the settings of stores, or excepted there, a sentence
 *     each. It is no matter of Moodle's, so that health stays up: it is what a load balancer before
 *     Moodle asks
 */
public record HealthDetails(ProductVersion version, Supplier<List<String>> storeProblems) {}

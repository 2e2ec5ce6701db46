package org.scangate.moodle;

import java.util.Map;

/**
 * One check of health.
 *
 * @param up false makes all of it DOWN
 * @param data for who may know it; in its order
 */
public record HealthCheck(String name, boolean up, Map<String, String> data) {}

package org.scangate.journal;

/**
 * Where a content was met.
 *
 * @param entry {@code local} or {@code s3}
 * @param place a path, or a bucket, key and version
 */
public record KnownPlace(String entry, String place) {}

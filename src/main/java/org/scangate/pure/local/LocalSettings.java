package org.scangate.pure.local;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the local store lies and how its verdicts are written. Read anew for each walk.
 *
 * @param roots absolute folders, none inside another; empty: there is no local store
 * @param permissions of each {@code .av}
 * @param group of each {@code .av}; empty: the one that the server or the folder gives it
 */
public record LocalSettings(
    List<Path> roots, Set<PosixFilePermission> permissions, Optional<String> group) {}

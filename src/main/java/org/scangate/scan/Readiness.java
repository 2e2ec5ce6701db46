package org.scangate.scan;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether a scanner would give a true verdict now.
 *
 * @param obstacle why it would not; empty when it is ready
 * @param advice what the administrator should change although it is ready: one sentence each, with
 *     the exact settings
 * @param version as in {@link Engine#version()}; empty when unknown
 * @param limit the largest sample in bytes that it is proven to scan; empty when it has no limit of
 *     its own or none is proven yet
 * @param opened what it was shown to open; empty where it is not ready, looks into nothing, or was
 *     not asked yet
 */
public record Readiness(
    Optional<Verdict.Unscanned> obstacle,
    List<String> advice,
    String version,
    OptionalLong limit,
    Optional<Opened> opened) {

  public static Readiness ready(List<String> advice, String version, OptionalLong limit) {
    return new Readiness(Optional.empty(), List.copyOf(advice), version, limit, Optional.empty());
  }

  /** The same, of one that was shown to open something. */
  public Readiness opening(Optional<Opened> shown) {
    return new Readiness(obstacle, advice, version, limit, shown);
  }

  public static Readiness not(Reason reason, String detail) {
    return new Readiness(
        Optional.of(new Verdict.Unscanned(reason, detail)),
        List.of(),
        "",
        OptionalLong.empty(),
        Optional.empty());
  }

  public boolean ready() {
    return obstacle.isEmpty();
  }
}

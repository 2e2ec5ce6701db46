package org.scangate.scanner.proof;

import java.util.List;
import java.util.UUID;

/**
 * What was shown of an engine, and holds until it fails a probe.
 *
 * @param id of its settings as they were shown
 * @param version of engine and signatures when its EICAR was last found; empty when it tells none
 * @param limit the largest file in bytes that it is shown to scan
 * @param whole false while larger ones are still being tried
 * @param advice what to change in its configuration, one sentence each
 */
record EngineProof(UUID id, String version, long limit, boolean whole, List<String> advice) {

  EngineProof withVersion(String newVersion) {
    return new EngineProof(id, newVersion, limit, whole, advice);
  }

  EngineProof withAdvice(List<String> newAdvice) {
    return new EngineProof(id, version, limit, whole, newAdvice);
  }
}

package org.scangate.scanner.proof;

import java.util.List;
import org.scangate.scan.Opened;
import org.scangate.scanner.EngineClient;

/**
 * What was shown of an engine, and holds until it fails a probe or its process ends.
 *
 * @param client that was asked; it alone may be asked by virtue of this proof
 * @param id of its settings as they were shown
 * @param version of engine and signatures when its EICAR was last found; empty when it tells none
 * @param limit the largest file in bytes that it is shown to scan
 * @param whole false while larger ones are still being tried
 * @param kinds of containers that it is shown to open
 * @param advice what to change in its configuration, one sentence each
 * @param tellsLimits whether it was shown to tell when it ended a scan at its own time limit
 */
record Proof(
    EngineClient client,
    String id,
    String version,
    long limit,
    boolean whole,
    KindsShown kinds,
    List<String> advice,
    boolean tellsLimits) {

  Opened opened() {
    return new Opened(kinds.opened(), limit, whole && kinds.whole());
  }

  Proof withVersion(String newVersion) {
    return new Proof(client, id, newVersion, limit, whole, kinds, advice, tellsLimits);
  }

  Proof withKinds(KindsShown newKinds) {
    return new Proof(client, id, version, limit, whole, newKinds, advice, tellsLimits);
  }

  Proof withAdvice(List<String> newAdvice, boolean tells) {
    return new Proof(client, id, version, limit, whole, kinds, newAdvice, tells);
  }
}

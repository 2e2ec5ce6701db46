package org.scangate.scanner.clamd;

import java.util.List;

/**
 * What was shown of one clamd process, and holds until its session ends.
 *
 * @param version of engine and signatures when its EICAR was last found
 * @param limit the largest file in bytes that it is shown to scan
 * @param whole false while larger ones are still being tried
 * @param advice what to change in its configuration, one sentence each
 */
record Proof(
    ClamdEndpoint endpoint,
    ClamdSession session,
    String version,
    long limit,
    boolean whole,
    List<String> advice) {

  Proof withVersion(String newVersion) {
    return new Proof(endpoint, session, newVersion, limit, whole, advice);
  }
}

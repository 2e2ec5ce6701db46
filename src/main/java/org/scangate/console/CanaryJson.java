package org.scangate.console;

import static org.scangate.console.JournalAnswer.JSON;
import static org.scangate.console.JournalAnswer.add;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scangate.watch.canary.CanaryStatus;
import org.scangate.watch.canary.ScannerProofs.Proof;

/** Canaries as JSON. */
final class CanaryJson {

  private CanaryJson() {}

  static JsonObjectBuilder all(List<CanaryStatus> canaries, List<Proof> proofs) {
    JsonArrayBuilder all = JSON.createArrayBuilder();
    canaries.forEach(one -> all.add(of(one)));
    JsonArrayBuilder scanners = JSON.createArrayBuilder();
    proofs.forEach(one -> scanners.add(proof(one)));
    return JSON.createObjectBuilder().add("canaries", all).add("scanners", scanners);
  }

  static JsonObjectBuilder of(CanaryStatus canary) {
    JsonObjectBuilder one =
        JSON.createObjectBuilder()
            .add("name", canary.name())
            .add("type", canary.type().word())
            .add("url", canary.url().toString())
            .add("state", canary.state().name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .add("running", canary.running());
    lasts(one, canary.lastSuccess(), canary.lastFailure(), canary.problem());
    return one.add("every", canary.every().toString()).add("next", canary.next().toString());
  }

  static JsonObjectBuilder proof(Proof proof) {
    JsonObjectBuilder one = JSON.createObjectBuilder().add("name", proof.scanner());
    lasts(one, proof.lastSuccess(), proof.lastFailure(), proof.problem());
    return one;
  }

  private static void lasts(
      JsonObjectBuilder one, Optional<Instant> success, Optional<Instant> failure, String problem) {
    add(one, "last_success", success.map(Instant::toString).orElse(""));
    add(one, "last_failure", failure.map(Instant::toString).orElse(""));
    add(one, "problem", problem);
  }
}

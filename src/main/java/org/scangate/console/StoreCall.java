package org.scangate.console;

import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.scangate.pure.sweep.SweepView;

/** What the API has done to a store, with the keys of its body. */
enum StoreCall {
  PAUSE,
  RESUME,
  SWEEP_NOW,
  RESCAN,
  VOUCH,
  SCAN_MOVED,
  WITHDRAW;

  private static final int MAX_PLACE = 4096;

  /** All that its body may have. */
  List<String> keys() {
    return switch (this) {
      case PAUSE -> List.of("by", "reason");
      case RESCAN -> List.of("place", "everything", "priority", "by", "reason");
      case VOUCH, WITHDRAW -> List.of("dry_run", "by", "reason");
      case RESUME, SWEEP_NOW, SCAN_MOVED -> List.of("by");
    };
  }

  private String run(StoreActs acts, SweepView store, ApiBody sent) {
    return switch (this) {
      case PAUSE -> acts.pause(store, sent.by(), sent.reason());
      case RESUME -> acts.resume(store, sent.by());
      case SWEEP_NOW -> acts.sweepNow(store, sent.by());
      case RESCAN -> rescan(acts, store, sent);
      case VOUCH -> acts.vouch(store, sent.by(), sent.reason(), sent.truth("dry_run"));
      case SCAN_MOVED -> acts.scanMoved(store, sent.by());
      case WITHDRAW -> acts.withdraw(store, sent.by(), sent.reason(), sent.truth("dry_run"));
    };
  }

  /**
   * Does it.
   *
   * @return what came of it; empty: no such store is configured
   * @throws IllegalArgumentException saying what is wrong with the body: nothing was done
   */
  Optional<JsonObjectBuilder> run(StoreActs acts, String name, InputStream body)
      throws IOException {
    ApiBody sent = new ApiBody(body, keys());
    return acts.store(name)
        .map(
            store ->
                JournalAnswer.JSON
                    .createObjectBuilder()
                    .add("store", name)
                    .add("answer", run(acts, store, sent)));
  }

  private static String rescan(StoreActs acts, SweepView store, ApiBody sent) {
    boolean everything = sent.has("everything") && sent.truth("everything");
    String place = sent.has("place") ? sent.needed("place", MAX_PLACE).strip() : "";
    String priority = sent.text("priority").orElse("normal");
    return acts.rescan(store, sent.by(), sent.reason(), place, everything, priority);
  }
}

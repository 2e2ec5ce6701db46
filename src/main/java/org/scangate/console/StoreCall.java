package org.scangate.console;

import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.scangate.pure.sweep.SweepView;

/** What the API has done to a store, with the keys of its body. */
enum StoreCall {
  PAUSE(
      List.of("by", "reason"), (acts, store, sent) -> acts.pause(store, sent.by(), sent.reason())),
  RESUME(List.of("by"), (acts, store, sent) -> acts.resume(store, sent.by())),
  SWEEP_NOW(List.of("by"), (acts, store, sent) -> acts.sweepNow(store, sent.by())),
  RESCAN(List.of("place", "everything", "priority", "by", "reason"), StoreCall::rescan),
  VOUCH(
      List.of("dry_run", "by", "reason"),
      (acts, store, sent) -> acts.vouch(store, sent.by(), sent.reason(), sent.truth("dry_run"))),
  SCAN_MOVED(List.of("by"), (acts, store, sent) -> acts.scanMoved(store, sent.by())),
  WITHDRAW(
      List.of("dry_run", "by", "reason"),
      (acts, store, sent) -> acts.withdraw(store, sent.by(), sent.reason(), sent.truth("dry_run")));

  static final int MAX_PLACE = 4096;

  private static final List<String> PRIORITIES = List.of("first", "normal", "last");

  private final List<String> keys;
  private final Doing doing;

  private interface Doing {
    String run(StoreActs acts, SweepView store, ApiBody sent);
  }

  StoreCall(List<String> keys, Doing doing) {
    this.keys = keys;
    this.doing = doing;
  }

  /** All that its body may have. */
  List<String> keys() {
    return keys;
  }

  /**
   * Does it.
   *
   * @return what came of it; empty: no such store is configured
   * @throws IllegalArgumentException saying what is wrong with the body: nothing was done
   */
  Optional<JsonObjectBuilder> run(StoreActs acts, String name, InputStream body)
      throws IOException {
    ApiBody sent = new ApiBody(body, keys);
    return acts.store(name)
        .map(
            store ->
                JournalAnswer.JSON
                    .createObjectBuilder()
                    .add("store", name)
                    .add("answer", doing.run(acts, store, sent)));
  }

  /** All of a store is never meant by leaving something out. */
  private static String rescan(StoreActs acts, SweepView store, ApiBody sent) {
    boolean everything = sent.has("everything") && sent.truth("everything");
    String place = sent.has("place") ? sent.needed("place", MAX_PLACE).strip() : "";
    if (everything != place.isEmpty()) {
      throw new IllegalArgumentException("send either place, or everything as true");
    }
    String priority = sent.text("priority").orElse("normal");
    if (!PRIORITIES.contains(priority)) {
      throw new IllegalArgumentException("priority must be one of first, normal, last");
    }
    return acts.rescan(store, sent.by(), sent.reason(), place, priority);
  }
}

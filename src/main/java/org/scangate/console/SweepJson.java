package org.scangate.console;

import static org.scangate.console.JournalAnswer.JSON;
import static org.scangate.console.JournalAnswer.add;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import org.scangate.pure.sweep.SweepMXBean;
import org.scangate.pure.sweep.SweepView;
import org.scangate.pure.sweep.WalkProgress;

/** Sweeps as JSON: files, bytes and seconds. */
final class SweepJson {

  private SweepJson() {}

  static JsonObjectBuilder all(List<SweepView> stores) {
    JsonArrayBuilder all = JSON.createArrayBuilder();
    stores.forEach(one -> all.add(of(one)));
    return JSON.createObjectBuilder().add("sweeps", all);
  }

  static JsonObjectBuilder of(SweepView view) {
    SweepMXBean figures = view.figures();
    JsonObjectBuilder one =
        JSON.createObjectBuilder()
            .add("store", view.status().store())
            .add("state", view.status().state())
            .add("paused", view.status().paused());
    add(one, "problem", view.status().problem());
    add(one, "last_full_walk", view.status().lastFullWalk().map(Instant::toString).orElse(""));
    JsonArrayBuilder walks = JSON.createArrayBuilder();
    figures.getWalks().forEach(walk -> walks.add(walk(walk)));
    JsonObjectBuilder waiting = JSON.createObjectBuilder();
    figures.getWaiting().forEach(waiting::add);
    one.add("walks", walks)
        .add("waiting", waiting)
        .add("oldest_waiting_seconds", rate(figures.getOldestWaitingSeconds()))
        .add("last_work", lastWork(figures))
        .add("since_start", sinceStart(figures))
        .add("orphans", figures.getOrphans())
        .add("moved", figures.getMoved())
        .add("kept_though_not_opened", figures.getKeptThoughNotOpened());
    add(one, "not_opened", figures.getNotOpened());
    add(one, "rescans", figures.getRescans());
    add(one, "vouched", figures.getVouched());
    add(one, "withdrawn", figures.getWithdrawn());
    return one;
  }

  static JsonObjectBuilder walk(WalkProgress walk) {
    JsonObjectBuilder one =
        JSON.createObjectBuilder()
            .add("walk", walk.getWalk())
            .add("since", walk.getSince())
            .add("seen", walk.getSeen())
            .add("due", walk.getDue())
            .add("queued", walk.getQueued())
            .add("in_hand", walk.getInHand())
            .add("clean", walk.getClean())
            .add("found", walk.getFound())
            .add("unscanned", walk.getUnscanned())
            .add("changed", walk.getChanged())
            .add("failed", walk.getFailed())
            .add("left_for_later", walk.getLeftForLater())
            .add("bytes", walk.getBytes())
            .add("files_per_second", rate(walk.getFilesPerSecond()))
            .add("bytes_per_second", rate(walk.getBytesPerSecond()));
    if (walk.getSecondsLeft() >= 0) {
      one.add("seconds_left", walk.getSecondsLeft());
    }
    return one.add("basis", walk.getBasis());
  }

  private static JsonObjectBuilder lastWork(SweepMXBean figures) {
    return JSON.createObjectBuilder()
        .add("seen", figures.getSeen())
        .add("due", figures.getDue())
        .add("scanned", figures.getScanned())
        .add("clean", figures.getClean())
        .add("found", figures.getFound())
        .add("unscanned", figures.getUnscanned())
        .add("changed", figures.getChanged())
        .add("failed", figures.getFailed())
        .add("left_for_later", figures.getLeftForLater())
        .add("bytes", figures.getBytes());
  }

  private static JsonObjectBuilder sinceStart(SweepMXBean figures) {
    return JSON.createObjectBuilder()
        .add("scanned", figures.getTotalScanned())
        .add("found", figures.getTotalFound())
        .add("unscanned", figures.getTotalUnscanned())
        .add("failed", figures.getTotalFailed());
  }

  /** JSON has no infinity, and nobody wants more digits. */
  private static BigDecimal rate(double number) {
    return Double.isFinite(number)
        ? BigDecimal.valueOf(number).setScale(2, RoundingMode.HALF_UP)
        : BigDecimal.ZERO;
  }
}

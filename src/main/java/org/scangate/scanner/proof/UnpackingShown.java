package org.scangate.scanner.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scangate.scan.Reason;
import org.scangate.scanner.UnscannedException;

/**
 * Whether an engine was shown to unpack as much as it scans. One that did and does so no more, such
 * as one whose temporary folder is full, may call clean what it did not unpack: it is proven anew,
 * and the administrator is told until it does so again. Of the thread that looks.
 */
final class UnpackingShown {

  private boolean tried = true;
  private boolean shown;
  private Optional<String> lost = Optional.empty();

  /**
   * @return false where the engine has never unpacked so much, which shows nothing
   * @throws UnscannedException when it did before
   */
  boolean holds(Prober prober, long limit) throws UnscannedException, InterruptedException {
    if (limit < ProbeSamples.SMALLEST_WITH_TWO || !tried) {
      return false;
    }
    Optional<String> failure = prober.failsToUnpack(limit);
    if (failure.isPresent() && shown) {
      shown = false;
      lost = failure;
      throw new UnscannedException(Reason.UNREACHABLE, failure.get());
    }
    shown = failure.isEmpty();
    lost = lost.flatMap(before -> failure);
    tried = shown || lost.isPresent();
    return shown;
  }

  /** The engine is proven, maybe with another limit. */
  void provenAnew(Prober prober, long limit) throws UnscannedException, InterruptedException {
    tried = true;
    shown = false;
    if (lost.isPresent()) {
      lost = prober.failsToUnpack(limit);
    }
  }

  /** The same advice, and what it does no more. */
  List<String> with(List<String> advice) {
    List<String> all = new ArrayList<>(advice);
    lost.ifPresent(all::add);
    return all;
  }
}

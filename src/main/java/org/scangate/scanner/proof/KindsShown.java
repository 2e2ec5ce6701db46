package org.scangate.scanner.proof;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.scangate.container.ContainerKind;
import org.scangate.scan.Deadline;
import org.scangate.scan.Sample;
import org.scangate.scanner.UnscannedException;

/**
 * In which kinds of containers an engine has found EICAR. What was shown holds until the engine
 * answers otherwise: a probe that is late behind scans is no answer.
 *
 * @param opened in which it was found
 * @param due for which it is to be asked, for the first time or again
 * @param whole whether it was asked for all since it was found
 * @param anywhere whether it finds EICAR behind any bytes; empty: not asked
 * @param late how often in a row a probe was not answered, by its name
 */
record KindsShown(
    Set<ContainerKind> opened,
    Set<ContainerKind> due,
    boolean whole,
    Optional<Boolean> anywhere,
    Map<String, Integer> late) {

  static final KindsShown NONE =
      new KindsShown(Set.of(), ContainerSamples.kinds(), false, Optional.empty(), Map.of());

  /** An engine that never answers a probe, but others, does not open that kind. */
  private static final int MAX_LATE = 3;

  /**
   * Formats that compress, of which there is no compressed sample: who finds EICAR behind any bytes
   * has not shown to open them.
   */
  private static final Set<ContainerKind> STORED =
      EnumSet.of(ContainerKind.RAR4, ContainerKind.RAR5, ContainerKind.ARJ, ContainerKind.WIM);

  KindsShown {
    opened = Set.copyOf(opened);
    due = Set.copyOf(due);
    late = Map.copyOf(late);
  }

  /** The same, and all is to be asked for once more, unless that goes on already. */
  KindsShown again() {
    return due.isEmpty()
        ? new KindsShown(opened, ContainerSamples.kinds(), whole, Optional.empty(), Map.of())
        : this;
  }

  /**
   * Asks for what is due, until the deadline; for one kind at least, unless it has passed before.
   *
   * @param same whether it is one process that is asked: what that was shown to open it still does
   */
  KindsShown asking(Prober prober, boolean same, Deadline enough) throws UnscannedException {
    if (due.isEmpty() || enough.passed()) {
      return this;
    }
    Asking asking = new Asking(prober, same);
    asking.behindAnyBytes();
    Set<ContainerKind> ordered = EnumSet.copyOf(due);
    for (ContainerKind kind : ordered) {
      asking.of(kind);
      if (enough.passed()) {
        break;
      }
    }
    return asking.shown();
  }

  private final class Asking {
    private final Prober prober;
    private final boolean same;
    private final Set<ContainerKind> nowOpened = EnumSet.noneOf(ContainerKind.class);
    private final Set<ContainerKind> still = EnumSet.copyOf(due);
    private final Map<String, Integer> nowLate = new HashMap<>(late);
    private Optional<Boolean> nowAnywhere = anywhere;

    Asking(Prober prober, boolean same) {
      this.prober = prober;
      this.same = same;
      nowOpened.addAll(opened);
    }

    void behindAnyBytes() throws UnscannedException {
      if (nowAnywhere.isEmpty()) {
        nowAnywhere = ask(ProbeSamples.inNoContainer(), true);
      }
    }

    void of(ContainerKind kind) throws UnscannedException {
      Optional<Boolean> found =
          STORED.contains(kind)
              ? behindOwnBytes(kind)
              : ask(ProbeSamples.in(kind), same && opened.contains(kind));
      found.ifPresent(
          opens -> {
            still.remove(kind);
            nowOpened.remove(kind);
            if (opens) {
              nowOpened.add(kind);
            }
          });
    }

    private Optional<Boolean> behindOwnBytes(ContainerKind kind) throws UnscannedException {
      if (nowAnywhere.isEmpty()) {
        return Optional.empty();
      }
      return nowAnywhere.get()
          ? Optional.of(false)
          : ask(ProbeSamples.in(kind), same && opened.contains(kind));
    }

    /**
     * @param otherwise what is true when it is late each time
     * @return empty: it is to be asked again
     */
    private Optional<Boolean> ask(Sample sample, boolean otherwise) throws UnscannedException {
      Optional<Boolean> found = prober.finds(sample);
      if (found.isPresent()) {
        nowLate.remove(sample.name());
        return found;
      }
      return nowLate.merge(sample.name(), 1, Integer::sum) < MAX_LATE
          ? Optional.empty()
          : Optional.of(otherwise);
    }

    KindsShown shown() {
      return new KindsShown(nowOpened, still, whole || still.isEmpty(), nowAnywhere, nowLate);
    }
  }
}

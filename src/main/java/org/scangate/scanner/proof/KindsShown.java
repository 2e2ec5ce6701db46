package org.scangate.scanner.proof;

import java.util.EnumSet;
import java.util.Set;
import org.scangate.container.ContainerKind;
import org.scangate.scan.Deadline;
import org.scangate.scanner.UnscannedException;

/**
 * In which kinds of containers an engine has found EICAR.
 *
 * @param opened in which it was found
 * @param asked for which it was asked so far
 */
record KindsShown(Set<ContainerKind> opened, Set<ContainerKind> asked) {

  static final KindsShown NONE = new KindsShown(Set.of(), Set.of());

  /**
   * Formats that compress, of which there is no compressed sample: who finds EICAR behind any bytes
   * has not shown to open them.
   */
  private static final Set<ContainerKind> STORED =
      EnumSet.of(ContainerKind.RAR4, ContainerKind.RAR5, ContainerKind.ARJ, ContainerKind.WIM);

  KindsShown {
    opened = Set.copyOf(opened);
    asked = Set.copyOf(asked);
  }

  /** Whether it was asked for all. */
  boolean whole() {
    return asked.containsAll(ContainerSamples.kinds());
  }

  /** Asks for what it was not asked for yet, until the deadline. */
  KindsShown asking(Prober prober, Deadline enough) throws UnscannedException {
    if (whole() || enough.passed()) {
      return this;
    }
    boolean anywhere = prober.finds(ProbeSamples.inNoContainer());
    Set<ContainerKind> nowOpened = EnumSet.noneOf(ContainerKind.class);
    nowOpened.addAll(opened);
    Set<ContainerKind> nowAsked = EnumSet.noneOf(ContainerKind.class);
    nowAsked.addAll(asked);
    for (ContainerKind kind : ContainerSamples.kinds()) {
      if (enough.passed()) {
        break;
      }
      if (nowAsked.add(kind)
          && !(anywhere && STORED.contains(kind))
          && prober.finds(ProbeSamples.in(kind))) {
        nowOpened.add(kind);
      }
    }
    return new KindsShown(nowOpened, nowAsked);
  }
}

package org.scangate.scan;

import java.util.Set;
import org.scangate.container.ContainerKind;

/**
 * What an engine was shown to open.
 *
 * @param kinds in which it has found EICAR
 * @param limit the largest file, or member of an archive, in bytes, in which it has found EICAR
 */
public record Opened(Set<ContainerKind> kinds, long limit) {

  public Opened {
    kinds = Set.copyOf(kinds);
  }
}

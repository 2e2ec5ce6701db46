package org.scangate.container;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/** Tells what a file is packed in. */
public final class ContainerInspector {

  private ContainerInspector() {}

  /**
   * Looks at the first bytes and, where it is a zip, at its directory and its members' first bytes.
   *
   * @param limit a member of a zip that is larger need not be counted any further
   * @param enough whether the time is over: what was not looked at by then is {@link
   *     Contents#unread}
   * @throws IOException of the source alone; whatever its bytes are is no error
   */
  public static Contents inspect(ByteSource file, long limit, BooleanSupplier enough)
      throws IOException {
    return Contents.NONE;
  }
}

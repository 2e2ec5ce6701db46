package org.scangate.container;

import java.io.EOFException;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/** Tells what a file is packed in. */
public final class ContainerInspector {

  /** Not larger, a file is read once: each look reads some of it. */
  private static final int SMALL = 64 << 10;

  private ContainerInspector() {}

  /**
   * Looks at the first bytes and, where it is a zip, at its directory and its members' first bytes.
   * Of a file that several kinds claim, such as a picture with a zip behind it, all are told.
   *
   * <p>Beyond zips it sees no further than the first bytes, so not what is in a {@code tar.gz}; and
   * of what is behind something else only a zip, a RAR or a 7z.
   *
   * @param limit a member of a zip that is larger need not be counted any further
   * @param enough whether the time is over: what was not looked at by then is {@link
   *     Contents#unread}
   * @throws IOException of the source alone; whatever its bytes are is no error
   */
  public static Contents inspect(ByteSource source, long limit, BooleanSupplier enough)
      throws IOException {
    ByteSource file = source.size() <= SMALL ? inMemory(source) : source;
    Findings findings = new Findings();
    Head head = Head.of(file, 0, Head.LENGTH);
    findings.addAll(FirstBytes.kinds(head));
    if (IsoImage.isAt(file)) {
      findings.add(ContainerKind.ISO);
    }
    if (SelfExtracting.isProgram(head) || (findings.kinds().isEmpty() && !FirstBytes.isZip(head))) {
      findings.addAll(SelfExtracting.kinds(file));
    }
    ZipInspector.inspect(file, head, false, findings, new Budget(limit, enough, findings));
    Encryption.of(file, enough, findings).ifPresent(findings::encrypted);
    return findings.contents();
  }

  private static ByteSource inMemory(ByteSource source) throws IOException {
    byte[] bytes = new byte[(int) source.size()];
    if (source.read(0, bytes, 0, bytes.length) < bytes.length) {
      throw new EOFException("it ended before its size");
    }
    return new ByteArraySource(bytes);
  }
}

package org.scangate.bench;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;

/** Signatures that match nothing, and cost clamd what the official ones do. */
final class ManySignatures {

  /** With so many of this kind clamd does 13 MB/s a core, as with a million official ones. */
  static final int COUNT = 100_000;

  private static final int BODY = 24;

  private ManySignatures() {}

  /** Random bytes, anywhere in anything; in force after clamd's next start. */
  static void write(Path database) throws IOException {
    Random random = new Random(1);
    byte[] body = new byte[BODY];
    try (Writer lines = Files.newBufferedWriter(database.resolve("many.ndb"))) {
      for (int i = 0; i < COUNT; i++) {
        random.nextBytes(body);
        lines.write("Bench-%d:0:*:%s%n".formatted(i, HexFormat.of().formatHex(body)));
      }
    }
  }
}

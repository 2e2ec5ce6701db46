package org.scangate.scanner.hashlist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.testing.Campaign;

/**
 * Ten million entries, and ten million that take their place, fit into 500 MB of heap; two million
 * into 100 MB.
 */
class HashlistMemoryTest {

  private static final int ENTRIES = Campaign.count(2_000_000, 10_000_000);
  private static final String HEAP = "-Xmx" + ENTRIES / 20_000 + "m";

  @TempDir Path folder;

  @Test
  void millionsOfEntriesAreReplacedByAsManyOthersInFiftyBytesOfHeapForEach() throws Exception {
    Path printed = folder.resolve("printed");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-cp",
                of(Hashlist.class) + File.pathSeparator + of(ManyEntries.class),
                ManyEntries.class.getName(),
                folder.toString(),
                Integer.toString(ENTRIES))
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    try {
      assertTrue(child.waitFor(3, TimeUnit.MINUTES), () -> "still running: " + text(printed));
      assertEquals(0, child.exitValue(), () -> text(printed));
    } finally {
      child.destroyForcibly().waitFor();
    }
    System.out.println(text(printed));
  }

  private static String of(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  private static String text(Path printed) {
    try {
      return Files.readString(printed);
    } catch (IOException e) {
      return e.toString();
    }
  }
}

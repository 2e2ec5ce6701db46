package org.scangate.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.scangate.scan.DataSize;
import org.scangate.scanner.proof.ProvenScanner;

/**
 * Two real clamds behind one scanner. One after the other gets into trouble and out of it; the next
 * trouble begins when both are proven again and neither is spared, so that at any time one of the
 * two is well and is asked.
 */
public final class TroubledClamds implements AutoCloseable {

  /** What both scan when they are well. */
  public static final DataSize LIMIT = DataSize.ofMebibytes(1);

  /** What can happen to a clamd. */
  private enum Trouble {
    KILLED,
    FROZEN,
    LOWER_LIMITS,
    RELOADED,
    /** Its temporary folder is a small file system of its own. Only root may make one. */
    FOLDER_FULL,
    /** Instead of that, where it cannot be. */
    FOLDER_GONE
  }

  private static final Duration SCAN_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String FILLING = "filling";

  private final List<ClamdServer> clamds =
      List.of(ClamdServer.builder().build(), ClamdServer.builder().build());
  private final Set<Trouble> troubles = EnumSet.complementOf(EnumSet.of(Trouble.FOLDER_GONE));
  private final ClamdScanner scanner;
  private int next;

  /** Both are proven when this returns. */
  public TroubledClamds() {
    for (ClamdServer clamd : clamds) {
      if (!run("mount", "-t", "tmpfs", "-o", "size=16m", "scangate", temporaryFolder(clamd))) {
        troubles.remove(Trouble.FOLDER_FULL);
        troubles.add(Trouble.FOLDER_GONE);
      }
      clamd.start();
    }
    scanner =
        new ClamdScanner(
            LIMIT, 8, SCAN_TIMEOUT, clamds.get(0).tcpAddress(), clamds.get(1).unixAddress());
    scanner.members().forEach(TroubledClamds::awaitProven);
  }

  public ClamdScanner scanner() {
    return scanner;
  }

  /**
   * Each trouble once, of one clamd after the other.
   *
   * @param enough whether a trouble has lasted long enough; made at its beginning
   */
  public void round(Supplier<Await.Condition> enough) throws IOException {
    for (Trouble trouble : troubles) {
      int which = next++ % clamds.size();
      ClamdServer clamd = clamds.get(which);
      begin(trouble, clamd);
      Await.Condition passed = enough.get();
      Await.until("enough happened while one was " + trouble, SOON, passed);
      end(trouble, clamd);
      awaitProven(scanner.members().get(which));
      // A trouble may be over before a probe has seen it, but not before scans have.
      Await.until("neither is spared after " + trouble, SOON, () -> !scanner.sparesOne());
    }
  }

  private static void begin(Trouble trouble, ClamdServer clamd) throws IOException {
    switch (trouble) {
      case KILLED -> clamd.kill();
      case FROZEN -> clamd.freeze();
      case LOWER_LIMITS -> clamd.restart(Map.of("MaxFileSize", "100K", "StreamMaxLength", "200K"));
      case RELOADED -> clamd.reload();
      case FOLDER_GONE -> Files.move(clamd.temporaryFolder(), away(clamd));
      case FOLDER_FULL -> fill(clamd.temporaryFolder());
    }
  }

  private static void end(Trouble trouble, ClamdServer clamd) throws IOException {
    switch (trouble) {
      case KILLED -> clamd.start();
      case FROZEN -> clamd.thaw();
      case LOWER_LIMITS -> clamd.restart(Map.of("MaxFileSize", "100M", "StreamMaxLength", "100M"));
      case RELOADED -> clamd.reload();
      case FOLDER_GONE -> Files.move(away(clamd), clamd.temporaryFolder());
      case FOLDER_FULL -> Files.delete(clamd.temporaryFolder().resolve(FILLING));
    }
  }

  private static Path away(ClamdServer clamd) {
    return clamd.temporaryFolder().resolveSibling("away");
  }

  private static void fill(Path folder) {
    try (OutputStream file = Files.newOutputStream(folder.resolve(FILLING))) {
      while (true) {
        file.write(new byte[64 << 10]);
      }
    } catch (IOException e) {
      // full
    }
  }

  private static void awaitProven(ProvenScanner member) {
    Await.until(
        "it is proven up to " + LIMIT,
        SOON,
        () -> member.readiness().ready() && member.readiness().limit().orElse(0) == LIMIT.bytes());
  }

  @Override
  public void close() {
    scanner.close();
    for (ClamdServer clamd : clamds) {
      clamd.kill();
      if (troubles.contains(Trouble.FOLDER_FULL)) {
        run("umount", temporaryFolder(clamd));
      }
      clamd.close();
    }
  }

  private static String temporaryFolder(ClamdServer clamd) {
    return clamd.temporaryFolder().toString();
  }

  private static boolean run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

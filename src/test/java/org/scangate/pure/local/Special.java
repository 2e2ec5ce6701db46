package org.scangate.pure.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What Java cannot make by itself. */
final class Special {

  private static final int SECONDS = 60;

  private Special() {}

  static void fifo(Path path) {
    run("mkfifo", path.toString());
  }

  /**
   * @return false: the system does not let us
   */
  static boolean device(Path path) {
    return ran("mknod", path.toString(), "c", "1", "3");
  }

  /** A small disk of its own, for the caller to {@link #unmount}. */
  static boolean mountSmall(Path folder) {
    return ran("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.toString());
  }

  static void unmount(Path folder) {
    run("umount", "-l", folder.toString());
  }

  static boolean ran(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false; // there is no such command
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void run(String... command) {
    if (!ran(command)) {
      throw new UncheckedIOException(new IOException("Failed: " + List.of(command)));
    }
  }
}

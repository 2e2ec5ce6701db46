package org.scangate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** The running program of a {@link ClamdServer}: started, signalled, looked at from outside. */
final class ClamdServerProcess {
  static final Duration SOON = Duration.ofSeconds(20);

  private static final Path PROGRAM = Path.of("/usr/sbin/clamd");

  private final Path output;
  private volatile Process process;

  /**
   * A program that is not started yet.
   *
   * @param output where it prints to
   */
  ClamdServerProcess(Path output) {
    this.output = output;
  }

  void start(Path configuration) {
    if (!Files.isExecutable(PROGRAM)) {
      throw new IllegalStateException(
          PROGRAM + " is missing: install Debian's package clamav-daemon");
    }
    try {
      process =
          new ProcessBuilder(PROGRAM.toString(), "--config-file=" + configuration)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("Can't start " + PROGRAM, e);
    }
  }

  void kill() {
    if (process != null) {
      process.destroyForcibly();
      awaitEnd();
    }
  }

  void terminate() {
    process.destroy();
    awaitEnd();
  }

  void freeze() {
    signal("STOP");
    Await.until("clamd is stopped", SOON, () -> state() == 'T');
  }

  void thaw() {
    signal("CONT");
    Await.until("clamd goes on", SOON, () -> state() != 'T');
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  int openFiles() {
    return entries(proc("fd"));
  }

  int threads() {
    return entries(proc("task"));
  }

  /** What it has printed since its last start. */
  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      return "no output: " + e;
    }
  }

  static int entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return Math.toIntExact(entries.count());
    } catch (IOException e) {
      throw new UncheckedIOException("Can't list " + folder, e);
    }
  }

  private void awaitEnd() {
    Await.until("clamd has ended", SOON, () -> !process.isAlive());
  }

  private void signal(String name) {
    String command = "kill -" + name + " " + pid();
    try {
      // the shell's own kill: not every small system has one as a program
      int exit = new ProcessBuilder("/bin/sh", "-c", command).inheritIO().start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException(command + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(command, e);
    }
  }

  /** As in ps: R is running, S sleeping, T stopped. */
  private char state() throws IOException {
    String stat = Files.readString(proc("stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2);
  }

  private Path proc(String entry) {
    return Path.of("/proc", Long.toString(pid()), entry);
  }
}

package org.scangate.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** A command as a check tells it, typed into a shell. */
public final class TypedCommand {

  private TypedCommand() {}

  /** Returns its exit code. */
  public static int run(String command) throws IOException, InterruptedException {
    return run(command, Map.of());
  }

  public static int run(String command, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-c", command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    shell.environment().putAll(environment);
    return shell.start().waitFor();
  }

  /** Returns what it prints, without the line's end; it must end with 0. */
  public static String output(String command) throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder("sh", "-c", command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(shell.getInputStream().readAllBytes(), UTF_8);
    int code = shell.waitFor();
    if (code != 0) {
      throw new IOException(command + " ended with " + code);
    }
    return printed.strip();
  }

  /**
   * Runs it where a test machine has not what it acts on: these programs only write down how they
   * were called.
   *
   * @param folder empty, for the programs
   * @return each call, as a line
   */
  public static List<String> calls(String command, Path folder, String... programs)
      throws IOException, InterruptedException {
    Path calls = Files.createFile(folder.resolve("calls"));
    for (String program : programs) {
      Path standIn = folder.resolve(program);
      Files.writeString(standIn, "#!/bin/sh\necho %s \"$*\" >> '%s'\n".formatted(program, calls));
      Files.setPosixFilePermissions(standIn, PosixFilePermissions.fromString("rwx------"));
    }
    int code = run(command, Map.of("PATH", folder + ":" + System.getenv("PATH")));
    if (code != 0) {
      throw new IOException(command + " ended with " + code);
    }
    return Files.readAllLines(calls).stream().map(String::strip).toList();
  }
}

package org.scangate.pure.local;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of its own. */
final class Fork {

  private static final int SECONDS = 60;

  private final List<String> before = new ArrayList<>();
  private final List<String> arguments;
  private final Map<String, String> environment = new HashMap<>();
  private String classes = System.getProperty("java.class.path");

  private Fork(Class<?> main, String... arguments) {
    this.arguments = new ArrayList<>(List.of(arguments));
    this.arguments.add(0, main.getName());
  }

  static Fork of(Class<?> main, String... arguments) {
    return new Fork(main, arguments);
  }

  Fork environment(String key, String value) {
    environment.put(key, value);
    return this;
  }

  /** A command that runs it, such as one that changes the account. */
  Fork under(String... command) {
    before.addAll(List.of(command));
    return this;
  }

  Fork classes(Path... paths) {
    classes = String.join(File.pathSeparator, List.of(paths).stream().map(Path::toString).toList());
    return this;
  }

  /** What it said. */
  String run() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classes));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.directory(new File("/"));
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new AssertionError("Failed: " + command + "\n" + said);
    }
    return said;
  }
}

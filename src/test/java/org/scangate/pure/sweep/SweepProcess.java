package org.scangate.pure.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A {@link SweepProgram}, or one like it, with 256 MB of heap; it ends when it needs more. */
public final class SweepProcess implements AutoCloseable {

  private final Process process;
  private final PrintStream orders;
  private final BufferedReader answers;

  /**
   * What came of a pass.
   *
   * @param seconds it took
   */
  public record Done(double seconds, long seen, long clean, long others) {}

  /**
   * @param arguments but for the last, the log's file
   */
  public SweepProcess(Class<?> program, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(List.of(arguments));
    command.add(Path.of("target", "sweep-bench.log").toAbsolutePath().toString());
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    orders = new PrintStream(process.getOutputStream(), true, UTF_8);
    answers = process.inputReader(UTF_8);
    expect("ready");
  }

  public void tell(String order) {
    orders.println(order);
  }

  /** Returns when that is done. */
  public void have(String order) throws IOException {
    tell(order);
    expect("ready");
  }

  public Done pass(String kind) throws IOException {
    tell(kind);
    long[] figures = Arrays.stream(expect("done ").split(" ")).mapToLong(Long::parseLong).toArray();
    return new Done(figures[0] / 1e9, figures[1], figures[2], figures[3] + figures[4] + figures[5]);
  }

  /**
   * What a program answers with words.
   *
   * @param beginning of its line, which is left out
   */
  String ask(String order, String beginning) throws IOException {
    tell(order);
    return expect(beginning);
  }

  /** The most memory that it has had so far, in kB, as the system counts it. */
  long peakMemory() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElseThrow();
    }
  }

  private String expect(String beginning) throws IOException {
    String line = answers.readLine();
    if (line == null || !line.startsWith(beginning)) {
      throw new IOException("the sweep said: " + line);
    }
    return line.substring(beginning.length());
  }

  @Override
  public void close() {
    orders.close();
    process.destroyForcibly().onExit().join();
  }
}

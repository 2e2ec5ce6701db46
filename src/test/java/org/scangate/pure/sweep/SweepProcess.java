package org.scangate.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A {@link org.scangate.pure.sweep.SweepProgram}, or one like it, with 256 MB of heap. */
final class SweepProcess implements AutoCloseable {

  private final Process process;
  private final PrintStream orders;
  private final BufferedReader answers;

  /**
   * What came of a pass.
   *
   * @param seconds it took
   */
  record Done(double seconds, long seen, long clean, long others) {}

  /**
   * @param arguments but for the last, the log's file
   */
  SweepProcess(Class<?> program, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
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

  void tell(String order) {
    orders.println(order);
  }

  /** Returns when that is done. */
  void have(String order) throws IOException {
    tell(order);
    expect("ready");
  }

  Done pass(String kind) throws IOException {
    tell(kind);
    long[] figures = Arrays.stream(expect("done ").split(" ")).mapToLong(Long::parseLong).toArray();
    return new Done(figures[0] / 1e9, figures[1], figures[2], figures[3] + figures[4] + figures[5]);
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
    process.destroyForcibly();
  }
}

package org.scangate.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.scangate.pure.SweepProgram;
import org.scangate.testing.ClamdServer;

/** {@link SweepProgram} with 256 MB of heap. */
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

  SweepProcess(
      Path root, ClamdServer clamd, boolean byPath, int parallel, String interval, String settle)
      throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                SweepProgram.class.getName(),
                root.toString(),
                clamd.unixAddress(),
                Boolean.toString(byPath),
                Integer.toString(parallel),
                interval,
                settle,
                Path.of("target", "sweep-bench.log").toAbsolutePath().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    orders = new PrintStream(process.getOutputStream(), true, UTF_8);
    answers = process.inputReader(UTF_8);
    expect("ready");
  }

  void tell(String order) {
    orders.println(order);
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

package org.scangate.watch.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.scangate.watch.check.LocalRootCheck.AvRights;

/** The check of a root in a process of its own, from which root's privileges are taken. */
final class LocalRootProgram {

  private LocalRootProgram() {}

  /**
   * Looks with the groups that the account has now.
   *
   * @param group of verdicts; empty: the account's own
   * @return the state, and the command
   */
  static String[] look(Path root, String group) throws IOException, InterruptedException {
    Process program =
        new ProcessBuilder(
                "setpriv",
                "--reuid=root",
                "--regid=root",
                "--init-groups",
                "--inh-caps=-all",
                "--bounding-set=-all",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LocalRootProgram.class.getName(),
                root.toString(),
                group)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> told = new String(program.getInputStream().readAllBytes(), UTF_8).lines().toList();
    if (program.waitFor() != 0 || told.isEmpty()) {
      throw new IOException("it ended with " + program.exitValue() + ": " + told);
    }
    return new String[] {told.get(0), told.size() > 1 ? told.get(1) : ""};
  }

  public static void main(String[] arguments) {
    AvRights rights =
        new AvRights(
            true,
            PosixFilePermissions.fromString("rw-r-----"),
            Optional.of(arguments[1]).filter(group -> !group.isEmpty()));
    CheckResult result =
        new LocalRootCheck(
                Path.of(arguments[0]),
                new MountTable(Path.of("/dev/null"), Path.of("/proc/self/mounts")),
                () -> rights)
            .look();
    System.out.println(result.state());
    System.out.println(result.command());
  }
}

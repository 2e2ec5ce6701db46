package org.scangate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of its own on 127.0.0.1, of Debian's package. It refuses to run as root, who
 * runs it as the account postgres.
 */
public final class PostgresProcess implements AutoCloseable {
  /** What to tell where it is not {@link #installed}. */
  public static final String PACKAGES = "PostgreSQL is not installed: apt-get install postgresql";

  public static final String USER = "scangate";
  public static final String PASSWORD = "right-" + UUID.randomUUID();

  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

  private final int port = LoopbackPort.free();
  private final Path folder;
  private final Path programs;

  private PostgresProcess() throws IOException {
    folder = Files.createTempDirectory("postgres");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    programs = programs();
  }

  public static boolean installed() {
    return programs() != null;
  }

  private static Path programs() {
    if (!Files.isDirectory(VERSIONS)) {
      return null;
    }
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Path::compareTo)
          .orElse(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server that answers, with the database {@code postgres} alone. */
  public static PostgresProcess start() {
    if (!installed()) {
      throw new IllegalStateException(PACKAGES);
    }
    try {
      PostgresProcess server = new PostgresProcess();
      Files.writeString(server.folder.resolve("password"), PASSWORD);
      server.run(
          "initdb -D %1$s/data -A scram-sha-256 --pwfile=%1$s/password -U %2$s -E UTF8"
                  .formatted(server.folder, USER)
              + " --locale=C.UTF-8 --no-sync");
      server.restart();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** After {@link #stop}, on the same port and with the same data. */
  public void restart() {
    run(
        "pg_ctl -D %1$s/data -l %1$s/log -w start -o '-p %2$d -c listen_addresses=127.0.0.1"
                .formatted(folder, port)
            + " -c fsync=off -k %s'".formatted(folder));
  }

  /** At once, as when its machine loses power. */
  public void stop() {
    run("pg_ctl -D %s/data -m immediate -w stop".formatted(folder));
  }

  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  private void run(String command) {
    List<String> line = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      line.addAll(List.of("su", "postgres", "-s", "/bin/sh"));
    } else {
      line.add("/bin/sh");
    }
    line.addAll(List.of("-c", programs + "/" + command));
    try {
      Path output = folder.resolve("output");
      int exit =
          new ProcessBuilder(line)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
              .start()
              .waitFor();
      if (exit != 0) {
        throw new IllegalStateException(command + ": " + Files.readString(output));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(command, e);
    }
  }

  @Override
  public void close() {
    if (Files.exists(folder.resolve("data/postmaster.pid"))) {
      stop();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted((one, other) -> other.compareTo(one)).forEach(PostgresProcess::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

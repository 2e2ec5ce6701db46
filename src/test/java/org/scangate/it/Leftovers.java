package org.scangate.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the server process holds, seen from outside.
 *
 * @param scangateThreads threads that Scangate started
 * @param sdkThreads threads that AWS's SDK started for it
 * @param deletedFiles open files without a name: the spool's
 */
record Leftovers(long scangateThreads, long sdkThreads, long deletedFiles) {

  /**
   * As the kernel keeps it: idle-connection-reaper, sdk-ScheduledExecutor-..., java-sdk-http-...
   */
  private static final List<String> SDK = List.of("idle-connection", "sdk-", "java-sdk-", "aws-");

  private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");

  /** Fields of a line of /proc/net/tcp. */
  private static final int REMOTE = 2;

  private static final int INODE = 9;

  static Leftovers now() throws IOException {
    long threads = 0;
    long sdk = 0;
    long files = 0;
    for (Path process : servers()) {
      threads += count(process.resolve("task"), task -> name(task).startsWith("scangate-"));
      sdk += count(process.resolve("task"), task -> SDK.stream().anyMatch(name(task)::startsWith));
      files += count(process.resolve("fd"), Leftovers::isDeleted);
    }
    return new Leftovers(threads, sdk, files);
  }

  /**
   * Connections of the server process to a port on loopback, those included that the other end has
   * closed.
   */
  static long connectionsTo(int port) throws IOException {
    long connections = 0;
    for (Path process : servers()) {
      Set<String> sockets = sockets(process);
      for (String table : List.of("net/tcp", "net/tcp6")) {
        connections +=
            Files.readAllLines(process.resolve(table)).stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(line -> line[REMOTE].endsWith(":%04X".formatted(port)))
                .filter(line -> sockets.contains(line[INODE]))
                .count();
      }
    }
    return connections;
  }

  private static Set<String> sockets(Path process) throws IOException {
    Set<String> inodes = new HashSet<>();
    count(
        process.resolve("fd"),
        descriptor -> {
          Matcher socket = SOCKET.matcher(Files.readSymbolicLink(descriptor).toString());
          return socket.matches() && inodes.add(socket.group(1));
        });
    return inodes;
  }

  boolean noMoreThan(Leftovers before) {
    return scangateThreads <= before.scangateThreads
        && sdkThreads <= before.sdkThreads
        && deletedFiles <= before.deletedFiles;
  }

  /** The Java processes, but this one, that run from the server's folder. */
  private static List<Path> servers() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(process -> process.info().command().orElse("").endsWith("java"))
        .filter(process -> process.info().commandLine().orElse("").contains(Site.HOME))
        .map(process -> Path.of("/proc", Long.toString(process.pid())))
        .toList();
  }

  private interface Question {
    boolean yes(Path entry) throws IOException;
  }

  private static long count(Path folder, Question question) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(entry -> answer(question, entry)).count();
    }
  }

  private static boolean answer(Question question, Path entry) {
    try {
      return question.yes(entry);
    } catch (IOException e) {
      return false; // gone meanwhile
    }
  }

  /** The kernel keeps the first 15 characters of a thread's name. */
  private static String name(Path task) throws IOException {
    return Files.readString(task.resolve("comm"));
  }

  private static boolean isDeleted(Path descriptor) throws IOException {
    String target = Files.readSymbolicLink(descriptor).toString();
    return target.contains("/scangate-") && target.endsWith(" (deleted)");
  }
}

package org.scangate.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the server process holds, seen from outside.
 *
 * @param scangateThreads threads that Scangate started
 * @param deletedFiles open files without a name: the spool's
 */
record Leftovers(long scangateThreads, long deletedFiles) {

  static Leftovers now() throws IOException {
    long threads = 0;
    long files = 0;
    for (Path process : servers()) {
      threads += count(process.resolve("task"), Leftovers::isOurs);
      files += count(process.resolve("fd"), Leftovers::isDeleted);
    }
    return new Leftovers(threads, files);
  }

  boolean noMoreThan(Leftovers before) {
    return scangateThreads <= before.scangateThreads && deletedFiles <= before.deletedFiles;
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
  private static boolean isOurs(Path task) throws IOException {
    return Files.readString(task.resolve("comm")).startsWith("scangate-");
  }

  private static boolean isDeleted(Path descriptor) throws IOException {
    String target = Files.readSymbolicLink(descriptor).toString();
    return target.contains("/scangate-") && target.endsWith(" (deleted)");
  }
}

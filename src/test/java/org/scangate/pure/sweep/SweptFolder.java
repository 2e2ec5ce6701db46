package org.scangate.pure.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.scangate.testing.ClamdServer;

/** Small files on disk, a hundred in a folder, one in fifty infected, and their verdicts. */
final class SweptFolder implements AutoCloseable {

  private static final int IN_A_FOLDER = 100;
  private static final int INFECTED = 50;

  private final Path home;
  private int files;

  /** In a temporary folder that goes with it. */
  SweptFolder() throws IOException {
    home = Files.createTempDirectory("scangate-many");
    Files.createDirectory(root());
  }

  Path root() {
    return home.resolve("root");
  }

  int files() {
    return files;
  }

  void fill(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      add("");
    }
  }

  /**
   * One more.
   *
   * @param more at the end of its content
   * @return its number
   */
  int add(String more) throws IOException {
    int number = files;
    if (number % IN_A_FOLDER == 0) {
      Files.createDirectories(path(root(), number, ".bin").getParent());
    }
    String evil = isInfected(number) ? " " + ClamdServer.MARKER : "";
    Files.writeString(path(root(), number, ".bin"), "file " + number + evil + more);
    files++;
    return number;
  }

  private static boolean isInfected(int number) {
    return number % INFECTED == 1;
  }

  private static Path path(Path root, int number, String ending) {
    int folder = number / IN_A_FOLDER;
    return root.resolve("%s/%s/%s%s".formatted(folder / 100, folder % 100, number, ending));
  }

  /** What Pure would read, and whether it is right as far as it is there. */
  Optional<String> verdict(int number) throws IOException {
    return verdict(root(), number);
  }

  private static Optional<String> verdict(Path root, int number) throws IOException {
    try {
      String document = Files.readString(path(root, number, ".av"), UTF_8);
      assertTrue(!isInfected(number) || !document.contains("\"OK\""), number + ": " + document);
      return Optional.of(document);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Whether it has the verdict that it should have. */
  boolean isRight(int number) throws IOException {
    String right = isInfected(number) ? "\"FOUND\"" : "\"OK\"";
    return verdict(number).filter(document -> document.contains(right)).isPresent();
  }

  boolean isUnscanned(int number) throws IOException {
    return verdict(number).filter(document -> document.contains("\"UNSCANNED\"")).isPresent();
  }

  void assertAllRight() throws IOException {
    for (int i = 0; i < files; i++) {
      assertTrue(isRight(i), i + ": " + verdict(i));
    }
    assertNothingElse();
  }

  /** Each file has one verdict, and nothing lies between them. */
  void assertNothingElse() throws IOException {
    Map<String, Integer> kinds = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root())) {
      all.filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString().replaceFirst("^[0-9]+", ""))
          .forEach(kind -> kinds.merge(kind, 1, Integer::sum));
    }
    assertEquals(Map.of(".av", files, ".bin", files), kinds);
  }

  /** All that there are, by the number of their file. */
  Map<Integer, String> verdictsAway() throws IOException {
    Map<Integer, String> all = new HashMap<>();
    for (int i = 0; i < files; i++) {
      int number = i;
      verdict(away(), i).ifPresent(document -> all.put(number, document));
    }
    return all;
  }

  private Path away() {
    return home.resolve("away");
  }

  /** The root has another name from now on. */
  void vanish() throws IOException {
    Files.move(root(), away());
  }

  /** As the folder on which nothing is mounted. */
  void showEmpty() throws IOException {
    Files.createDirectory(root());
  }

  void comeBack() throws IOException {
    Files.delete(root());
    Files.move(away(), root());
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      for (Path path : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
  }
}

package org.scangate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Java's regular expressions call themselves once for each turn of a group that is repeated: a
 * quoted name of some thousand characters was a StackOverflowError. So no group is repeated without
 * a small bound, in no pattern of ours; a class of characters is.
 */
class LongInputTest {

  /**
   * A group's end with a repetition behind it, in a literal; {@code {3}} and {@code ?} are small.
   */
  private static final Pattern REPEATED_GROUP =
      Pattern.compile("(?<!\\\\)\\)(?:[*+]|\\{\\d*,|\\{\\d{2,})");

  private static final Pattern CLASS = Pattern.compile("(?<!\\\\)\\[[^]]+]");

  /** Where a pattern begins, up to the end of its statement. */
  private static final Pattern PATTERNS =
      Pattern.compile(
          "(?:Pattern\\.(?:compile|matches)|\\.matches|\\.replaceAll|\\.replaceFirst|\\.split)\\("
              + "[^;]*\"[^;]*;");

  @Test
  void noPatternRepeatsAGroup() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      List<String> statements =
          sources
              .filter(path -> path.toString().endsWith(".java"))
              .flatMap(LongInputTest::patterns)
              .toList();
      assertTrue(statements.size() > 40, "they were looked at");
      assertEquals(List.of(), statements.stream().filter(LongInputTest::repeatsAGroup).toList());
    }
  }

  private static boolean repeatsAGroup(String statement) {
    return REPEATED_GROUP.matcher(CLASS.matcher(statement).replaceAll("x")).find();
  }

  @Test
  void aGroupThatIsRepeatedIsSeen() {
    assertTrue(repeatsAGroup("Pattern.compile(\"\\\"(?:[^\\\"]|x)*\\\"\")"));
    assertTrue(repeatsAGroup("Pattern.compile(\"(a|b){1,}\")"));
    assertTrue(!repeatsAGroup("Pattern.compile(\"(a|b)?[)]* \\\\)+ (x){3}\")"));
  }

  private static Stream<String> patterns(Path source) {
    try {
      return PATTERNS.matcher(Files.readString(source)).results().map(found -> found.group());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

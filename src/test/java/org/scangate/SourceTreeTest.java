package org.scangate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Named.named;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scangate.testing.ClearSamples;
import org.scangate.testing.Fixtures;

/** What holds for every file of the repository, and for what is compiled of it. */
class SourceTreeTest {

  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final String EICAR = new String(Fixtures.eicar(), UTF_8);

  /** Whoever greps for a name comes to one class. */
  @Test
  void aNameIsGivenToOneClassOnly() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve("src"))) {
      Map<String, List<Path>> byName =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .collect(groupingBy(file -> file.getFileName().toString()));
      byName.remove("package-info.java");
      assertTrue(byName.size() > 300, "they were looked at");
      byName.values().removeIf(same -> same.size() == 1);
      assertEquals(Map.of(), byName);
    }
  }

  /** Under an Arabic locale %d writes digits that no program reads: in a tar's header, say. */
  @Test
  void noNumberIsWrittenByTheLocaleOfTheServer() throws IOException {
    Pattern number = Pattern.compile("%[0-9.,]*[dfe]\\b");
    List<String> byLocale = new ArrayList<>();
    try (Stream<Path> files = Files.walk(ROOT.resolve("src/main/java"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
        String text = Files.readString(file);
        Matcher each = number.matcher(text);
        while (each.find()) {
          String before = text.substring(Math.max(0, each.start() - 300), each.start());
          if (!before.contains("Locale.ROOT")
              && before.lastIndexOf("*/") >= before.lastIndexOf("/*")) {
            byLocale.add(file.getFileName() + ": " + each.group());
          }
        }
      }
    }
    assertEquals(List.of(), byLocale, "%s writes any whole number as programs read it");
  }

  @Test
  void nothingIsInClearThatAVirusScannerWouldTakeAway() throws IOException {
    List<Path> ours = new ArrayList<>();
    for (Path root : roots()) {
      try (Stream<Path> files = Files.walk(root)) {
        files.forEach(ours::add);
      }
    }
    try (ClearSamples samples = new ClearSamples()) {
      assertEquals(List.of(), samples.in(ours.stream()));
    }
  }

  /** The repository, and the classes: not what other tests leave behind meanwhile. */
  private static List<Path> roots() throws IOException {
    Path built = ROOT.resolve("target");
    List<Path> roots = new ArrayList<>();
    try (Stream<Path> top = Files.list(ROOT)) {
      top.filter(path -> !path.endsWith(".git") && !path.equals(built)).forEach(roots::add);
    }
    roots.add(built.resolve("classes"));
    roots.add(built.resolve("test-classes"));
    return roots;
  }

  static Stream<Named<UnaryOperator<byte[]>>> disguises() {
    return Stream.of(
        named("as it is", eicar -> eicar),
        named("in a source", eicar -> text("class A {\n  String sample = \"" + EICAR + "\";\n}\n")),
        named(
            "in a page", eicar -> text("# Try it\n\n    printf '" + EICAR + "' | curl -F f=@-\n")),
        named("in HTML", eicar -> text("<!DOCTYPE html>\n<html><p>" + EICAR + "</p></html>\n")),
        named("in a WAR", eicar -> deflated("WEB-INF/a.properties", text("a=" + EICAR))),
        named("in a library", eicar -> deflated("WEB-INF/lib/a.jar", deflated("a/A", eicar))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("disguises")
  void whatIsPlantedIsFound(UnaryOperator<byte[]> disguise, @TempDir Path folder)
      throws IOException {
    Path planted = Files.write(folder.resolve("planted"), disguise.apply(Fixtures.eicar()));
    Path other = Files.writeString(folder.resolve("other"), EICAR.substring(1));
    try (ClearSamples samples = new ClearSamples()) {
      List<String> found = samples.in(Stream.of(other, planted));
      assertEquals(1, found.size(), found.toString());
      assertTrue(found.get(0).startsWith(planted + " stream: Eicar-"), found.toString());
    }
  }

  private static byte[] deflated(String name, byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }
}

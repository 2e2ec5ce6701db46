package org.scangate.config;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.scangate.config.ConfigFixture.problems;
import static org.scangate.config.ConfigFixture.read;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Names of folders under a locale that lacks their letters. */
class FileNamesTest {

  private static final List<Path> ROOTS = List.of(Path.of("/srv/pure"));

  @Test
  void aLocaleThatIsNotUtf8IsWarnedAboutWhereFoldersAreSwept() {
    String warning = FileNames.warning(ROOTS, "ANSI_X3.4-1968").orElseThrow();
    assertTrue(warning.contains("ANSI_X3.4-1968"), warning);
    assertTrue(warning.contains("are scanned"), warning);
    assertTrue(warning.contains("LC_ALL=C.UTF-8"), warning);
    assertEquals(Optional.empty(), FileNames.warning(List.of(), "ANSI_X3.4-1968"));
    assertEquals(Optional.empty(), FileNames.warning(ROOTS, "UTF-8"));
  }

  /** A Java of its own: the locale is fixed when it starts. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void inTheCLocaleANameBeyondAsciiIsSaidToNeedUtf8AndOneRootMakesOneWarning() throws Exception {
    List<String> said = inLocale("C");
    assertEquals(3, said.size(), said.toString());
    assertTrue(said.get(0).startsWith("scangate.pure.local.roots: "), said.get(0));
    assertTrue(said.get(0).contains("LC_ALL=C.UTF-8"), said.get(0));
    assertTrue(said.get(1).startsWith("scangate.spool.folder: "), said.get(1));
    assertTrue(said.get(1).contains("LC_ALL=C.UTF-8"), said.get(1));
    assertTrue(said.get(2).contains("is not UTF-8"), said.get(2));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void inAUtf8LocaleThereIsNothingToSay() throws Exception {
    assertEquals(List.of(), inLocale("C.UTF-8"));
  }

  private static List<String> inLocale(String locale) throws Exception {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Reading.class.getName());
    java.environment().put("LC_ALL", locale);
    java.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = java.start();
    String said = new String(process.getInputStream().readAllBytes(), US_ASCII);
    assertEquals(0, process.waitFor());
    return said.lines().toList();
  }

  /** Prints what is said of folders with and without letters beyond ASCII. */
  static final class Reading {

    private Reading() {}

    public static void main(String[] arguments) {
      String umlaut = "/srv/B\u00fccher";
      Settings wrong = read(Map.of("scangate.pure.local.roots", umlaut));
      Settings folder = read(Map.of("scangate.spool.folder", umlaut));
      Settings ascii = read(Map.of("scangate.pure.local.roots", "/srv/pure"));
      problems(wrong).forEach(System.out::println);
      problems(folder).forEach(System.out::println);
      problems(ascii).forEach(System.out::println);
      ascii.warnings().forEach(System.out::println);
    }
  }
}

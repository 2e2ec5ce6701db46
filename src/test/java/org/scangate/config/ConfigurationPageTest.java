package org.scangate.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The reference page of the keys: its upper part is written by hand, its tables come from the
 * register.
 */
class ConfigurationPageTest {

  private static final Path PAGE = Path.of("src/site/markdown/reference/configuration.md");
  private static final String HOW = "mvn test -Dtest=ConfigurationPageTest -Dscangate.write";
  private static final String MARK = "<!-- The rest is written by: " + HOW + " -->\n";
  private static final Pattern BLOCK =
      Pattern.compile(
          "<!-- run by: ConfigurationPageTest -->\n```properties\n(.*?)```\n", Pattern.DOTALL);

  @Test
  void theTablesAreThoseOfTheRegister() throws IOException {
    String page = Files.readString(PAGE);
    int mark = page.indexOf(MARK);
    assertTrue(mark > 0, PAGE + " has lost the line " + MARK);
    String right = page.substring(0, mark) + MARK + "\n" + ConfigurationPage.tables();
    if (System.getProperty("scangate.write") != null) {
      Files.writeString(PAGE, right);
      page = right;
    }
    assertEquals(right, page, PAGE + " is not what the register says; write it anew by: " + HOW);
  }

  @Test
  void eachKeyHasItsRow() {
    String tables = ConfigurationPage.tables();
    List<String> missing =
        Arrays.stream(Key.values())
            .filter(key -> !tables.contains("\n| `" + key.pattern() + "` |"))
            .flatMap(Key::names)
            .filter(name -> !tables.contains("\n| `" + name + "` |"))
            .toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void theExamplesAreRight() throws IOException {
    List<String> blocks =
        BLOCK.matcher(Files.readString(PAGE)).results().map(block -> block.group(1)).toList();
    assertEquals(2, blocks.size());
    for (String block : blocks) {
      Settings settings = ConfigFixture.read(properties(block));
      assertEquals(List.of(), ConfigFixture.problems(settings), block);
      assertEquals(List.of(), settings.warnings(), block);
    }
  }

  private static Map<String, String> properties(String text) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    Map<String, String> all = new TreeMap<>();
    properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
    return all;
  }
}

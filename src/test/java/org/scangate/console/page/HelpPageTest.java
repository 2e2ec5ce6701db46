package org.scangate.console.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.scangate.console.access.ConsoleUser;
import org.scangate.console.access.Role;

/** Every page of the documentation is shown by the version that runs, and its links lead on. */
class HelpPageTest {

  private static final Path PAGES = Path.of("src/site/markdown");
  private static final Pattern LINK = Pattern.compile("href=\"/c/help/([^\"#]*)(#[^\"]*)?\"");
  private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");

  private final HelpPage help = new HelpPage();

  private String show(String name) throws ConsolePage.NotThere {
    ConsoleUser user = new ConsoleUser("anna", Role.VIEWER, ConsoleUser.Source.LOGIN);
    Frame frame =
        new Frame(
            "/c",
            "",
            "help",
            user,
            "x",
            false,
            Optional.empty(),
            ZoneOffset.UTC,
            Instant.EPOCH,
            "");
    StringOutput output = new StringOutput();
    help.show(new PageRequest(frame, name, Map.of()), new OwaspHtmlTemplateOutput(output));
    return output.toString();
  }

  private static Set<String> names() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> all = Files.walk(PAGES)) {
      all.map(path -> PAGES.relativize(path).toString())
          .filter(path -> path.endsWith(".md"))
          .forEach(path -> names.add(path.substring(0, path.length() - 3)));
    }
    return names;
  }

  @Test
  void everyPageIsShownAndEveryLinkLeadsToOne() throws Exception {
    Set<String> names = names();
    assertTrue(names.size() > 40, names.toString());
    List<String> broken = new ArrayList<>();
    for (String name : names) {
      String shown = show(name);
      assertFalse(shown.contains("<img"), name + ": no picture is in the WAR");
      assertEquals(1, shown.split("<h1", -1).length - 1, name);
      Matcher link = LINK.matcher(shown);
      while (link.find()) {
        String to = link.group(1);
        if (!to.isEmpty() && !names.contains(to)) {
          broken.add(name + " -> " + to);
        } else if (link.group(2) != null && !hasAnchor(to, link.group(2).substring(1))) {
          broken.add(name + " -> " + to + link.group(2));
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  private boolean hasAnchor(String page, String anchor) throws ConsolePage.NotThere {
    return ID.matcher(show(page)).results().anyMatch(found -> found.group(1).equals(anchor));
  }

  @Test
  void nothingElseIsReadByAName() {
    for (String name :
        List.of(
            "../console.css",
            "..%2f..",
            "operate/../index",
            "operate/checks.md",
            "/etc/passwd",
            "operate/checks/x",
            "INDEX",
            "nonsense",
            "a\0b")) {
      assertThrows(ConsolePage.NotThere.class, () -> show(name), name);
    }
  }
}

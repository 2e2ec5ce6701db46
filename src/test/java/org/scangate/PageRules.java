package org.scangate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a page must not have; each rule names the faults of one page, one a line. */
final class PageRules {

  static final int MAX_LINE = 160;

  private static final Pattern RUN_BY =
      Pattern.compile("<!-- run by: (\\w+(?:Test|IT|Bench)|\\.ci/run) -->");
  private static final String NOT_RUN = "<!-- not run by a test -->";
  private static final Pattern NAMED_CLASS =
      Pattern.compile("`([A-Z]\\w*(?:Test|IT|Bench|Contract|\\.java))`");
  private static final Pattern LINK = Pattern.compile("([^#]*)#?(.*)");

  /** Languages of blocks that a reader copies. */
  private static final Set<String> COPIED =
      Set.of("", "sh", "bash", "console", "nginx", "ini", "properties", "cli");

  /** What only the authors had: notes and folders of theirs, and where their tools came from. */
  private static final Pattern OF_NO_READER =
      Pattern.compile(
          "shared[/]design|(?<![\\w./])/work/"
              + "|\\b(?:repo1?|registry|nexus|artifactory|pypi|deb)\\.[a-z0-9-]+\\.[a-z.]+\\b");

  /** The site has nothing else of the repository; src/site/pages.xml copies these. */
  private static final List<Path> IN_THE_SITE =
      Stream.of(
              "README.md",
              "LICENSE",
              "payara-config",
              "src/main/jmx",
              "src/main/monitoring",
              "src/main/wildfly",
              "src/site/markdown")
          .map(Path::of)
          .toList();

  private final Path root;
  private final Set<String> classes;

  /**
   * @param root the repository's, absolute
   */
  PageRules(Path root) throws IOException {
    this.root = root;
    try (Stream<Path> files = Files.walk(root.resolve("src"))) {
      classes =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.replace(".java", ""))
              .collect(Collectors.toSet());
    }
  }

  Stream<String> longLines(MarkdownPage page) {
    return page.lines().stream()
        .filter(line -> line.codePointCount(0, line.length()) > MAX_LINE)
        .filter(line -> !line.strip().startsWith("|") && !line.contains("https://"))
        .filter(line -> !line.startsWith("apt-get install ")) // .ci/run asks for it in one line
        .map(line -> page.path() + " has a line of more than " + MAX_LINE + ": " + line);
  }

  /** Links and images that lead nowhere, on GitHub or in the site. */
  Stream<String> deadLinks(MarkdownPage page) {
    return faults(page, page.links(), link -> fault(page, link));
  }

  private String fault(MarkdownPage page, String link) {
    Matcher parts = LINK.matcher(link);
    if (!parts.matches() || parts.group(1).startsWith("/")) {
      return " is not relative";
    }
    boolean here = parts.group(1).isEmpty();
    Path target = here ? page.path() : page.path().resolveSibling(parts.group(1)).normalize();
    if (!here && !Files.exists(root.resolve(target))) {
      return " leads nowhere";
    }
    if (!here && IN_THE_SITE.stream().noneMatch(target::startsWith)) {
      return " leads to what the site does not have";
    }
    String anchor = parts.group(2);
    boolean found =
        anchor.isEmpty()
            || (here ? page : MarkdownPage.read(root, target)).anchors().contains(anchor);
    return found ? "" : " names a heading that is not there";
  }

  /** Blocks that a reader copies, and of which nobody says whether they work. */
  Stream<String> unmarkedBlocks(MarkdownPage page) {
    return page.blocks().stream()
        .filter(block -> COPIED.contains(block.language()) && !block.above().equals(NOT_RUN))
        .filter(block -> !isRun(block.above()))
        .map(block -> page.path() + ":" + block.line() + " is said to be run by no test there is");
  }

  private boolean isRun(String above) {
    Matcher marker = RUN_BY.matcher(above);
    return marker.matches()
        && (marker.group(1).equals(".ci/run") || classes.contains(marker.group(1)));
  }

  Stream<String> namesOfNoReader(MarkdownPage page) {
    return OF_NO_READER
        .matcher(String.join("\n", page.lines()))
        .results()
        .map(name -> page.path() + ": " + name.group());
  }

  Stream<String> missingClasses(MarkdownPage page) {
    List<String> named =
        NAMED_CLASS
            .matcher(String.join("\n", page.lines()))
            .results()
            .map(name -> name.group(1).replace(".java", ""))
            .toList();
    return faults(page, named, name -> classes.contains(name) ? "" : " is no class here");
  }

  /**
   * @param rule what is wrong with a thing; empty: nothing
   */
  private static Stream<String> faults(
      MarkdownPage page, List<String> things, Function<String, String> rule) {
    return things.stream()
        .filter(thing -> !rule.apply(thing).isEmpty())
        .map(thing -> page.path() + ": " + thing + rule.apply(thing));
  }
}

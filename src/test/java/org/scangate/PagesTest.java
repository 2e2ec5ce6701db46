package org.scangate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What README.md and the pages of src/site/markdown promise their readers. */
class PagesTest {

  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final Path PAGES = Path.of("src/site/markdown");
  private static final int MAX_README = 8 * 1024;

  private static PageRules rules;

  @BeforeAll
  static void readTheRepository() throws IOException {
    rules = new PageRules(ROOT);
  }

  @Test
  void theReadmeIsShort() throws IOException {
    long size = Files.size(ROOT.resolve("README.md"));
    assertTrue(size <= MAX_README, "README.md has " + size + " bytes");
  }

  @Test
  void linesFitOnAScreen() throws IOException {
    assertNone(rules::longLines);
  }

  @Test
  void linksAndImagesLeadSomewhere() throws IOException {
    assertNone(rules::deadLinks);
  }

  @Test
  void eachBlockThatIsCopiedIsRunByATestOrSaysThatItIsNot() throws IOException {
    assertNone(rules::unmarkedBlocks);
  }

  @Test
  void noPageNamesWhatItsReadersDoNotHave() throws IOException {
    assertNone(rules::namesOfNoReader);
  }

  @Test
  void classesThatAPageNamesAreThere() throws IOException {
    assertNone(rules::missingClasses);
  }

  @Test
  void theMenuOfTheSiteHasEachPageOnce() throws IOException {
    List<String> menu =
        Pattern.compile("<item [^>]*href=\"([^\"]+)\\.html\"")
            .matcher(Files.readString(ROOT.resolve("src/site/site.xml")))
            .results()
            .map(item -> item.group(1))
            .sorted()
            .toList();
    List<String> pages =
        paths()
            .map(page -> page.startsWith(PAGES) ? PAGES.relativize(page) : Path.of("readme.md"))
            .map(page -> page.toString().replace(".md", ""))
            .sorted()
            .toList();
    assertEquals(pages, menu);
  }

  @Test
  void headingsHaveTheAnchorsThatGitHubGivesThem() {
    MarkdownPage page =
        MarkdownPage.of("a.md", "# `scan`: what's in *it*?\n```sh\n# no heading\n```\n## É_x - y");
    assertEquals(Set.of("scan-whats-in-it", "é_x---y"), page.anchors());
  }

  @Test
  void linksInCodeAndToOthersAreLeftAlone() {
    MarkdownPage page =
        MarkdownPage.of(
            "a.md",
            "[`x`](b.md#c) ![d](../images/e.svg) `[f](g)` [h](https://example.org/i)\n"
                + "```\n[j](k)\n```\n| [l](m.md) | [n](#o) |");
    assertEquals(List.of("b.md#c", "../images/e.svg", "m.md", "#o"), page.links());
  }

  @Test
  void aDeadLinkIsAFault() {
    assertEquals(
        List.of(
            "src/site/markdown/develop/x.md: #there names a heading that is not there",
            "src/site/markdown/develop/x.md: nowhere.md leads nowhere",
            "src/site/markdown/develop/x.md: /LICENSE is not relative",
            "src/site/markdown/develop/x.md: ../../../../pom.xml leads to what the site does not"
                + " have"),
        rules
            .deadLinks(
                MarkdownPage.of(
                    "src/site/markdown/develop/x.md",
                    "# Here\n[a](#here) [b](../images/way.svg) [c](../../../../LICENSE)\n"
                        + "[d](#there) [e](nowhere.md) [f](/LICENSE) [g](../../../../pom.xml)"))
            .toList());
  }

  @Test
  void aBlockWithoutAWordAboveItIsAFault() {
    MarkdownPage page =
        MarkdownPage.of(
            "a.md",
            "<!-- run by: PagesTest -->\n```sh\n```\n"
                + "<!-- not run by a test -->\n```\n```\n"
                + "<!-- run by: .ci/run -->\n~~~ini\n```\n~~~\n"
                + "text\n```json\n```\n"
                + "text\n```\n```\n"
                + "<!-- run by: NoSuchTest -->\n```nginx\n```\n"
                + "<!-- run by: MarkdownPage -->\n```cli\n```\n");
    assertEquals(
        List.of("a.md:15", "a.md:18", "a.md:21"),
        rules.unmarkedBlocks(page).map(fault -> fault.split(" ", -1)[0]).toList());
  }

  @Test
  void whatOnlyTheAuthorsHaveIsAFault() {
    MarkdownPage page =
        MarkdownPage.of(
            "a.md", "by registry.example.org, not /home/work/: `PagesTest`, `NoSuch.java`");
    assertEquals(List.of("a.md: registry.example.org"), rules.namesOfNoReader(page).toList());
    assertEquals(List.of("a.md: NoSuch is no class here"), rules.missingClasses(page).toList());
  }

  @Test
  void onlyRowsOfTablesAndAddressesMayBeLonger() {
    String text = "x".repeat(PageRules.MAX_LINE + 1);
    assertEquals(1, rules.longLines(MarkdownPage.of("a.md", text)).count());
    assertEquals(0, rules.longLines(MarkdownPage.of("a.md", "| " + text)).count());
    assertEquals(0, rules.longLines(MarkdownPage.of("a.md", "https://" + text)).count());
    assertEquals(0, rules.longLines(MarkdownPage.of("a.md", text.substring(1))).count());
  }

  private static void assertNone(Function<MarkdownPage, Stream<String>> rule) throws IOException {
    assertEquals(
        "",
        paths()
            .map(page -> MarkdownPage.read(ROOT, page))
            .flatMap(rule)
            .collect(Collectors.joining("\n")));
  }

  /** README.md and the pages, from the root. */
  private static Stream<Path> paths() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve(PAGES))) {
      List<Path> pages =
          files.filter(file -> file.toString().endsWith(".md")).map(ROOT::relativize).toList();
      return Stream.concat(Stream.of(Path.of("README.md")), pages.stream());
    }
  }
}

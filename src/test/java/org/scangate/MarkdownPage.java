package org.scangate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page in GitHub's Markdown, as far as its promises can be looked at: links, headings and blocks.
 *
 * @param path from the repository's root
 * @param lines without line feeds
 */
record MarkdownPage(Path path, List<String> lines) {

  private static final Pattern FENCE = Pattern.compile("\\s*(```+|~~~+)\\s*(\\S*).*");
  private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*?)\\s*#*");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]\\[]*]\\(([^)\\s]+)\\)");
  private static final Pattern SCHEME = Pattern.compile("[a-z]+:.*");
  private static final Pattern CODE_SPAN = Pattern.compile("`[^`]*`");

  /** What GitHub leaves out of a heading's anchor. */
  private static final Pattern NOT_IN_ANCHOR = Pattern.compile("[^\\p{L}\\p{M}\\p{N}\\p{Pc} -]");

  /**
   * A fenced block.
   *
   * @param line number of its first line, from 1
   * @param language empty where none is told
   * @param above the line above it
   */
  record Block(int line, String language, String above) {}

  static MarkdownPage read(Path root, Path path) {
    try {
      return new MarkdownPage(path, Files.readAllLines(root.resolve(path), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MarkdownPage of(String path, String text) {
    return new MarkdownPage(Path.of(path), text.lines().toList());
  }

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    read(
        line -> {},
        (number, language) ->
            blocks.add(
                new Block(number, language, number == 1 ? "" : lines.get(number - 2).strip())));
    return blocks;
  }

  /** The targets of links and images that lead to another place of the repository. */
  List<String> links() {
    return prose().stream()
        .map(line -> CODE_SPAN.matcher(line).replaceAll(""))
        .flatMap(line -> LINK.matcher(line).results().map(result -> result.group(1)))
        .filter(target -> !SCHEME.matcher(target).matches())
        .toList();
  }

  /** What a link may name behind a {@code #}, by GitHub's rule; of equal headings the first. */
  Set<String> anchors() {
    return prose().stream()
        .map(HEADING::matcher)
        .filter(Matcher::matches)
        .map(heading -> anchor(heading.group(1)))
        .collect(Collectors.toSet());
  }

  private static String anchor(String heading) {
    String text = LINK.matcher(heading).replaceAll(MarkdownPage::linkText);
    return NOT_IN_ANCHOR.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("").replace(' ', '-');
  }

  private static String linkText(MatchResult link) {
    String all = link.group();
    return Matcher.quoteReplacement(all.substring(1, all.indexOf(']')));
  }

  /** The lines outside of fenced blocks. */
  private List<String> prose() {
    List<String> prose = new ArrayList<>();
    read(prose::add, (number, language) -> {});
    return prose;
  }

  /**
   * @param prose takes each line outside of fenced blocks
   * @param block takes the number of a block's first line, from 1, and its language
   */
  private void read(Consumer<String> prose, BiConsumer<Integer, String> block) {
    String open = "";
    for (int i = 0; i < lines.size(); i++) {
      Matcher fence = FENCE.matcher(lines.get(i));
      boolean isFence = fence.matches();
      if (open.isEmpty() && isFence) {
        open = fence.group(1);
        block.accept(i + 1, fence.group(2));
      } else if (open.isEmpty()) {
        prose.accept(lines.get(i));
      } else if (isFence && fence.group(1).startsWith(open)) {
        open = "";
      }
    }
  }
}

package org.scangate.console.page;

import gg.jte.html.HtmlTemplateOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** The documentation of the version that runs: its pages are in the WAR. */
final class HelpPage implements ConsolePage {

  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+(/[a-z0-9-]+)?");
  private static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder()
          .extensions(EXTENSIONS)
          .escapeHtml(true)
          .attributeProviderFactory(context -> HelpPage::reachable)
          .build();

  /** What is too wide is scrolled, by the keyboard too. */
  private static void reachable(Node node, String tag, Map<String, String> attributes) {
    if (tag.equals("pre") || tag.equals("table")) {
      attributes.put("tabindex", "0");
    }
  }

  @Override
  public void show(PageRequest request, HtmlTemplateOutput output) throws NotThere {
    request.parameters().all("");
    String name = request.rest().isEmpty() ? "index" : request.rest();
    Node document = PARSER.parse(text(name));
    PageLinks links = new PageLinks(name, request.frame().to("help/"));
    document.accept(links);
    JtehelpGenerated.render(output, null, request.titled(links.title()), RENDERER.render(document));
  }

  private static String text(String name) throws NotThere {
    if (NAME.matcher(name).matches()) {
      try (InputStream page =
          HelpPage.class.getResourceAsStream("/org/scangate/console/page/help/" + name + ".md")) {
        if (page != null) {
          return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new NotThere("The help has no such page");
  }
}

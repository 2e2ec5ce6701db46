package org.scangate.console.page;

import java.net.URI;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;

/**
 * Has the links of a page lead to other pages of the help. What is not in the WAR, such as pictures
 * and files of the repository, becomes text.
 */
final class PageLinks extends AbstractVisitor {

  private static final Pattern PAGE = Pattern.compile("[a-z0-9-]+(?:/[a-z0-9-]+)?\\.md");

  private final URI page;
  private final String root;
  private String title = "Help";
  private boolean titled;

  /**
   * @param name of the page, such as {@code operate/checks}
   * @param root of the help, with a slash behind it
   */
  PageLinks(String name, String root) {
    this.page = URI.create("/" + name + ".md");
    this.root = root;
  }

  /** Its first heading, which is taken out: the frame has it. */
  String title() {
    return title;
  }

  @Override
  public void visit(Heading heading) {
    if (!titled && heading.getLevel() == 1) {
      titled = true;
      title = words(heading);
      heading.unlink();
    } else {
      visitChildren(heading);
    }
  }

  private static String words(Node node) {
    StringBuilder words = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text text) {
            words.append(text.getLiteral());
          }
        });
    return words.toString();
  }

  @Override
  public void visit(Link link) {
    String to = link.getDestination();
    if (to.startsWith("https://") || to.startsWith("http://") || to.startsWith("#")) {
      visitChildren(link);
      return;
    }
    URI target = page.resolve(to);
    String path = target.getPath().substring(1);
    if (PAGE.matcher(path).matches()) {
      String anchor = target.getFragment() == null ? "" : "#" + target.getFragment();
      link.setDestination(root + path.substring(0, path.length() - ".md".length()) + anchor);
    } else {
      while (link.getFirstChild() != null) {
        link.insertBefore(link.getFirstChild());
      }
      link.unlink();
    }
  }

  @Override
  public void visit(Image image) {
    Paragraph around = image.getParent() instanceof Paragraph paragraph ? paragraph : null;
    image.unlink();
    if (around != null && around.getFirstChild() == null) {
      around.unlink();
    }
  }
}

package org.scangate.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where what must outlive a restart is kept when the administrator does not say: in the server's
 * own data folder, which each server names by another system property.
 */
final class DataFolder {

  private static final String NAME = "scangate";

  private DataFolder() {}

  /** That of this server; it need not exist. Empty: it has none, nor has its user a home. */
  static Optional<Path> ofServer(UnaryOperator<String> property) {
    String wildfly = property.apply("jboss.server.data.dir");
    if (wildfly != null) {
      return Optional.of(Path.of(wildfly, NAME));
    }
    String payara = property.apply("com.sun.aas.instanceRoot");
    if (payara != null && property.apply("fish.payara.micro.UnpackDir") == null) {
      return Optional.of(Path.of(payara, NAME));
    }
    return home(property.apply("user.home")).map(home -> home.resolve("." + NAME));
  }

  /** Accounts of services often have none: {@code /nonexistent}, or {@code ?}. */
  private static Optional<Path> home(String home) {
    return Optional.ofNullable(home)
        .filter(text -> text.startsWith("/"))
        .map(Path::of)
        .filter(Files::isDirectory);
  }

  /**
   * @throws IllegalArgumentException with what would be right
   */
  static Path parse(String text) {
    Path folder = FileNames.path(text);
    if (!folder.isAbsolute()) {
      throw new IllegalArgumentException("a whole path is right, such as /var/lib/scangate");
    }
    return folder;
  }
}

package org.scangate.console.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What pages load; all of it is in the WAR. */
enum ConsoleAsset {
  STYLE("console.css", "text/css; charset=utf-8", "/org/scangate/console/page/console.css"),
  SCRIPT("console.js", "text/javascript; charset=utf-8", "/org/scangate/console/page/console.js"),
  HTMX(
      "htmx.js",
      "text/javascript; charset=utf-8",
      "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js");

  private final String path;
  private final String type;
  private final String resource;

  ConsoleAsset(String path, String type, String resource) {
    this.path = path;
    this.type = type;
    this.resource = resource;
  }

  /** Read once. */
  private static final class Content {
    static final Map<ConsoleAsset, byte[]> ALL = new ConcurrentHashMap<>();
  }

  static Optional<ConsoleAsset> of(String path) {
    for (ConsoleAsset one : values()) {
      if (one.path.equals(path)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  String path() {
    return path;
  }

  String type() {
    return type;
  }

  byte[] content() {
    return Content.ALL.computeIfAbsent(this, ConsoleAsset::read);
  }

  /** Another one for another content. */
  String tag() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content());
      return "\"" + HexFormat.of().formatHex(hash, 0, 8) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  private byte[] read() {
    try (InputStream input = ConsoleAsset.class.getResourceAsStream(resource)) {
      if (input == null) {
        throw new IllegalStateException("the WAR lacks " + resource);
      }
      return input.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.scangate.console.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** What pages load; all of it is in the WAR. */
enum ConsoleAsset {
  STYLE("console.css", "text/css; charset=utf-8", "/org/scangate/console/page/console.css"),
  SCRIPT("console.js", "text/javascript; charset=utf-8", "/org/scangate/console/page/console.js"),
  HTMX(
      "htmx.js",
      "text/javascript; charset=utf-8",
      "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js");

  /** As browsers say it: with a weight it may mean the opposite. */
  private static final Pattern ZIPPED = Pattern.compile("(?i)(^|,)\\s*gzip\\s*(,|$)");

  private final String path;
  private final String type;
  private final String resource;

  ConsoleAsset(String path, String type, String resource) {
    this.path = path;
    this.type = type;
    this.resource = resource;
  }

  /** Read, and made smaller, once. */
  private static final class Content {
    static final Map<ConsoleAsset, Content> ALL = new ConcurrentHashMap<>();

    final byte[] plain;
    final byte[] zipped;
    final String tag;

    Content(byte[] plain) {
      ByteArrayOutputStream smaller = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(smaller)) {
        gzip.write(plain);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      try {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(plain);
        tag = HexFormat.of().formatHex(hash, 0, 8);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e); // every JDK has it
      }
      this.plain = plain;
      this.zipped = smaller.toByteArray();
    }
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

  /** As its client takes it, unless the client has it. */
  void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Content content = Content.ALL.computeIfAbsent(this, asset -> new Content(asset.read()));
    boolean zipped = ZIPPED.matcher(header(request, "Accept-Encoding")).find();
    String tag = "\"" + content.tag + (zipped ? "-gzip\"" : "\"");
    response.setHeader("Cache-Control", "no-cache");
    response.setHeader("Vary", "Accept-Encoding");
    response.setHeader("ETag", tag);
    if (tag.equals(header(request, "If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    if (zipped) {
      response.setHeader("Content-Encoding", "gzip");
    }
    byte[] sent = zipped ? content.zipped : content.plain;
    response.setContentType(type);
    response.setContentLength(sent.length);
    response.getOutputStream().write(sent);
  }

  private static String header(HttpServletRequest request, String name) {
    return Objects.requireNonNullElse(request.getHeader(name), "");
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

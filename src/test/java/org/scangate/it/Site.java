package org.scangate.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.scangate.testing.Await;

/** The deployed Scangate, asked as its clients ask. */
final class Site {

  static final String SERVER = System.getProperty("scangate.it.server");
  static final String HOME = System.getProperty("scangate.it.home");
  static final int PORT = Integer.getInteger("scangate.it.port");
  static final URI BASE = URI.create("http://127.0.0.1:" + PORT + "/scangate/");
  static final String BOUNDARY = "------------------------c838f37b2819f567";

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Clamd unpacks probes of a hundred megabytes: seconds, and more beside a server that starts. */
  private static final Duration PROVEN_WITHIN = Duration.ofSeconds(90);

  private Site() {}

  /** The built WAR with settings of a test, a line each; they win over every other source. */
  static WebArchive war(String... settings) {
    String properties = "config_ordinal=500\n" + String.join("\n", settings) + "\n";
    return ShrinkWrap.create(ZipImporter.class, "scangate.war")
        .importFrom(new File("target/scangate.war"))
        .as(WebArchive.class)
        .addAsResource(new StringAsset(properties), "META-INF/microprofile-config.properties");
  }

  /** Not made yet; for who must not meet what others left, nor leave them anything. */
  static Path ownData() {
    return Path.of("target", "data-" + UUID.randomUUID()).toAbsolutePath();
  }

  static HttpResponse<String> get(String path) throws IOException {
    return send(HttpRequest.newBuilder(URI.create(BASE + path)));
  }

  /** Waits until the scanner is ready and nothing is left to be proven. */
  static void awaitReady() {
    Await.until("ready, and all proven", PROVEN_WITHIN, Site::isReady);
  }

  private static boolean isReady() throws IOException {
    HttpResponse<String> ready = get("health/ready");
    return ready.statusCode() == 200 && !ready.body().contains("just connected");
  }

  static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return CLIENT.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString(UTF_8));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  static ApiAnswer scan(byte[] content, String name) throws IOException {
    return ApiAnswer.of(send(scanRequest(BodyPublishers.concat(head(), of(content), tail(name)))));
  }

  /** A body that is made while it is sent. */
  static ApiAnswer scan(Supplier<InputStream> content, String name) throws IOException {
    return ApiAnswer.of(
        send(
            scanRequest(
                BodyPublishers.concat(head(), BodyPublishers.ofInputStream(content), tail(name)))));
  }

  static HttpRequest.Builder scanRequest(BodyPublisher body) {
    return HttpRequest.newBuilder(BASE.resolve("scan"))
        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
        .POST(body);
  }

  static byte[] form(byte[] content, String name) {
    byte[] head = headText().getBytes(UTF_8);
    byte[] tail = tailText(name).getBytes(UTF_8);
    byte[] form = new byte[head.length + content.length + tail.length];
    System.arraycopy(head, 0, form, 0, head.length);
    System.arraycopy(content, 0, form, head.length, content.length);
    System.arraycopy(tail, 0, form, head.length + content.length, tail.length);
    return form;
  }

  private static BodyPublisher head() {
    return of(headText().getBytes(UTF_8));
  }

  private static BodyPublisher tail(String name) {
    return of(tailText(name).getBytes(UTF_8));
  }

  private static BodyPublisher of(byte[] bytes) {
    return BodyPublishers.ofByteArray(bytes);
  }

  static String headText() {
    return "--"
        + BOUNDARY
        + "\r\nContent-Disposition: form-data; name=\"scanfile\"; filename=\"/tmp/php3bkhIj\"\r\n"
        + "Content-Type: application/octet-stream\r\n\r\n";
  }

  static String tailText(String name) {
    return "\r\n--"
        + BOUNDARY
        + "\r\nContent-Disposition: form-data; name=\"filename\"\r\n\r\n"
        + name
        + "\r\n--"
        + BOUNDARY
        + "--\r\n";
  }

  /**
   * Sends bytes as they are on a connection of their own, and returns all that comes back.
   *
   * @param request with {@code Connection: close}, or the end waits for the server's time-out
   */
  static String raw(byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), PORT)) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write(request);
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  /** A recorded request, sent to the context root, on a connection that ends with the answer. */
  static byte[] recorded(String name) {
    try (InputStream file = Site.class.getResourceAsStream("/moodle/" + name)) {
      String text = new String(file.readAllBytes(), ISO_8859_1);
      return text.replaceFirst("^(GET|POST) /", "$1 /scangate/")
          .replaceFirst("Connection: keep-alive\r\n", "")
          .replaceFirst("\r\nHost:", "\r\nConnection: close\r\nHost:")
          .getBytes(ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

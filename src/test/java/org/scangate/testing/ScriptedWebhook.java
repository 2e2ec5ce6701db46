package org.scangate.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A webhook that answers as it is told, and remembers what it was sent. */
public final class ScriptedWebhook implements AutoCloseable {

  /** One request. */
  public record Received(String key, String signature, String body) {
    public JsonObject json() {
      try (JsonReader reader = Json.createReader(new StringReader(body))) {
        return reader.readObject();
      }
    }

    public String subject() {
      return json().getString("subject");
    }
  }

  /** How a request is answered. */
  public interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final String scheme;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile Answer answer = code(200, "thanks");

  /** Begins at once; its path is {@code /hook}. */
  public ScriptedWebhook(int port) throws IOException {
    this(HttpServer.create(local(port), 0), "http");
  }

  /** The same over TLS. */
  public ScriptedWebhook(int port, SSLContext tls) throws IOException {
    this(overTls(port, tls), "https");
  }

  private ScriptedWebhook(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.setExecutor(executor);
    server.createContext("/hook", this::handle);
    server.start();
  }

  private static HttpServer overTls(int port, SSLContext tls) throws IOException {
    HttpsServer server = HttpsServer.create(local(port), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return server;
  }

  private static InetSocketAddress local(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  public static Answer code(int code, String body, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      byte[] bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      received.add(
          new Received(
              exchange.getRequestHeaders().getFirst("Idempotency-Key"),
              exchange.getRequestHeaders().getFirst("X-Scangate-Signature"),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      answer.to(exchange);
    }
  }

  public void answers(Answer how) {
    answer = how;
  }

  public List<Received> received() {
    return List.copyOf(received);
  }

  public URI url() {
    return URI.create(
        scheme + "://127.0.0.1:" + server.getAddress().getPort() + "/hook?secret=abc");
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}

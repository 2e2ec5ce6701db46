package org.scangate.watch.canary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** Answers as a test wants, on loopback, and remembers what it was sent. */
final class ScriptedHttp implements AutoCloseable {

  /** One request. */
  record Request(String line, Headers headers, String body) {}

  /**
   * What is answered.
   *
   * @param headers name and value, in turns
   */
  record Answer(int code, String body, List<String> headers) {
    static Answer of(int code, String body) {
      return new Answer(code, body, List.of());
    }

    static Answer json(String body) {
      return of(200, body);
    }
  }

  /** No answer, until the server ends. */
  static final Answer HANGS = Answer.of(0, "");

  /** The head of an answer, and a byte of its body now and then, without end. */
  static final Answer TRICKLES = Answer.of(-1, "");

  /** The connection is closed instead. */
  static final Answer BREAKS_OFF = Answer.of(-2, "");

  final List<Request> requests = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final HttpServer server;
  private final Function<Request, Answer> script;
  private final String scheme;

  ScriptedHttp(Function<Request, Answer> script) throws IOException {
    this(HttpServer.create(loopback(), 0), "http", script);
  }

  /** The same over TLS. */
  static ScriptedHttp tls(SSLContext tls, Function<Request, Answer> script) throws IOException {
    HttpsServer server = HttpsServer.create(loopback(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return new ScriptedHttp(server, "https", script);
  }

  private ScriptedHttp(HttpServer server, String scheme, Function<Request, Answer> script) {
    this.server = server;
    this.scheme = scheme;
    this.script = script;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  String url() {
    return scheme + "://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      String body = new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1);
      Request request = new Request(line, exchange.getRequestHeaders(), body);
      requests.add(request);
      Answer answer = script.apply(request);
      if (answer.equals(HANGS)) {
        ended.await();
      } else if (answer.equals(TRICKLES)) {
        trickle(exchange);
      } else if (!answer.equals(BREAKS_OFF)) {
        byte[] bytes = answer.body().getBytes(UTF_8);
        for (int i = 0; i < answer.headers().size(); i += 2) {
          exchange.getResponseHeaders().add(answer.headers().get(i), answer.headers().get(i + 1));
        }
        exchange.sendResponseHeaders(answer.code(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void trickle(HttpExchange exchange) throws IOException, InterruptedException {
    exchange.sendResponseHeaders(200, 0);
    do {
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
    } while (!ended.await(100, java.util.concurrent.TimeUnit.MILLISECONDS));
  }

  @Override
  public void close() {
    ended.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}

package org.scangate.moodle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.scangate.scan.DataSize;
import org.scangate.scan.ScanReport;
import org.scangate.scan.ScanService;
import org.scangate.scan.Scanner;
import org.scangate.scan.VerdictCache;
import org.scangate.scan.access.CanaryMarks;
import org.scangate.scan.spool.Spool;
import org.scangate.testing.LoopbackPort;

/** Scangate's own API without a container, behind the JDK's HTTP server on loopback. */
public final class EngineServer implements AutoCloseable {

  private static final DataSize LIMIT = DataSize.ofMebibytes(64);

  private final int port = LoopbackPort.free();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScanService scans;
  private final ScanEndpoint engine;
  private final CanaryMarks marks = new CanaryMarks();
  private final List<ScanReport> reports = new CopyOnWriteArrayList<>();
  private HttpServer server;

  /**
   * Starts it.
   *
   * @param spool a folder for uploads
   * @param block whether what could not be scanned is blocked
   * @param tokens one of which a client must send; empty: none
   */
  public EngineServer(Path spool, boolean block, List<String> tokens, Scanner scanner) {
    scans =
        new ScanService(
            List.of(scanner), VerdictCache.NONE, LIMIT, Duration.ofSeconds(20), reports::add);
    LiveSettings settings =
        FixedSettings.of(
            new UnscannedPolicy(block, Map.of()), new AccessRules(tokens, List.of()), LIMIT);
    engine =
        new ScanEndpoint(
            settings, new Spool(new Spool.Settings(spool, LIMIT, LIMIT)), scans, List::of);
    start();
  }

  public String url() {
    return "http://127.0.0.1:" + port + "/scangate";
  }

  /** By which it knows canaries. */
  public CanaryMarks marks() {
    return marks;
  }

  /** Of the scans so far. */
  public List<ScanReport> reports() {
    return reports;
  }

  /** It is there again. */
  public void start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/scangate/scan", this::handle);
    server.createContext("/scangate/conncheck", this::handle);
    server.start();
  }

  /** It is not there any more, and its connections are closed. */
  public void stop() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String address = exchange.getRemoteAddress().getAddress().getHostAddress();
      Caller client = Caller.of(address, header(exchange, "User-Agent"));
      Reply reply =
          engine
              .refusal(ReplyWording.Asked.POST, client, header(exchange, "Authorization"))
              .orElseGet(() -> answer(exchange, client));
      byte[] json =
          Json.createObjectBuilder()
              .add("status", reply.status().name())
              .add("msg", reply.msg())
              .build()
              .toString()
              .getBytes(UTF_8);
      exchange.sendResponseHeaders(reply.code(), json.length);
      exchange.getResponseBody().write(json);
    }
  }

  private Reply answer(HttpExchange exchange, Caller client) {
    String mark = header(exchange, CanaryMarks.HEADER);
    Caller caller = marks.redeem(mark).map(client::asCanary).orElse(client);
    return exchange.getRequestMethod().equals("GET")
        ? engine.conncheck(caller)
        : scan(exchange, caller);
  }

  private Reply scan(HttpExchange exchange, Caller client) {
    return engine.scan(
        exchange.getRequestBody(),
        header(exchange, "Content-Type"),
        Long.parseLong(header(exchange, "Content-Length")),
        client);
  }

  private static String header(HttpExchange exchange, String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  @Override
  public void close() {
    stop();
    threads.shutdownNow();
    scans.close();
  }
}

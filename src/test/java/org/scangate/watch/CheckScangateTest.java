package org.scangate.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.testing.LoopbackPort;

/** The plugin for Nagios and Icinga, run as they run it; MetricsIT has it ask a real Scangate. */
class CheckScangateTest {

  private static final Path CHECK = Path.of("src/main/monitoring/check_scangate");

  private HttpServer server;
  private volatile int code = 200;
  private volatile String body = "";
  private volatile String authorization = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/scangate/health/ready",
        exchange -> {
          authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] content = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(code, content.length);
          exchange.getResponseBody().write(content);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void whereAllIsReadyItIsOk() throws Exception {
    answers(200, check("scangate", "UP", "") + "," + check("clamd", "UP", ""));
    assertEquals(0, exit("-u", url()));
    assertEquals(0, exit("-u", url() + "/", "-w"));
  }

  @Test
  void whoIsNotReadyIsNamed() throws Exception {
    answers(
        503,
        check("scangate", "UP", "")
            + ","
            + check("clamd", "DOWN", "")
            + ","
            + check("spool", "DOWN", ""));
    assertEquals("2 SCANGATE CRITICAL - not scanning: clamd spool", run("-u", url()));
  }

  @Test
  void aWarningIsOneOnlyWhereItIsAskedFor() throws Exception {
    answers(
        200,
        check("clamd", "UP", "") + "," + check("keys", "UP", "\"warning-1\":\"unknown | key\""));
    assertEquals(0, exit("-u", url()));
    assertEquals("1 SCANGATE WARNING - keys: unknown  key", run("-u", url(), "-w"));
  }

  @Test
  void whatIsNoScangateIsNeverOk() throws Exception {
    code = 200;
    body = "<html>It works!</html>";
    assertEquals(3, exit("-u", url()));
    code = 404;
    assertEquals(2, exit("-u", url()));
    code = 502;
    assertEquals(2, exit("-u", url()));
    code = 503;
    assertTrue(run("-u", url()).endsWith("/health/ready answers 503"));
    assertEquals(2, exit("-u", "http://127.0.0.1:" + LoopbackPort.free() + "/scangate"));
  }

  @Test
  void itsTokenIsSentAndSeenByNobodyElse(@TempDir Path folder) throws Exception {
    answers(200, check("clamd", "UP", ""));
    Path token = Files.writeString(folder.resolve("token"), "s3cret\n");
    assertEquals(0, exit("-u", url(), "-k", token.toString()));
    assertEquals("Bearer s3cret", authorization);
    assertFalse(Files.readString(CHECK).contains("-H"), "no header among its arguments");
    assertEquals(3, exit("-u", url(), "-k", folder.resolve("none").toString()));
  }

  @Test
  void wrongArgumentsAreUnknown() throws Exception {
    assertEquals(3, exit("-x"));
    assertEquals(3, exit("-t", "soon"));
    assertEquals(3, exit("host"));
  }

  private void answers(int with, String checks) {
    code = with;
    body = "{\"status\":\"%s\",\"checks\":[%s]}".formatted(with == 200 ? "UP" : "DOWN", checks);
  }

  private static String check(String name, String status, String data) {
    return "{\"name\":\"%s\",\"status\":\"%s\",\"data\":{%s}}".formatted(name, status, data);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/scangate";
  }

  private static int exit(String... arguments) throws Exception {
    return Integer.parseInt(run(arguments).substring(0, 1));
  }

  /** Its exit code and what it says. */
  private static String run(String... arguments) throws Exception {
    List<String> command =
        Stream.concat(Stream.of("sh", CHECK.toString()), Stream.of(arguments)).toList();
    Process check = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(check.getInputStream().readAllBytes(), UTF_8);
    int exit = check.waitFor();
    assertEquals(1, said.lines().count(), said);
    return exit + " " + said.strip();
  }
}

package org.scangate.scanner.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.Reason;
import org.scangate.scanner.UnscannedException;
import org.scangate.scanner.net.Connection.Arrived;
import org.scangate.testing.Await;
import org.scangate.testing.Certificates;

/** What has arrived, what ends a wait, and what TLS changes of that. */
class ConnectionTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private static Certificates certificates;

  private final DeadlineTimer deadlines = new DeadlineTimer();
  private ServerSocket server;

  @BeforeAll
  static void makeCertificates(@TempDir Path folder) throws Exception {
    certificates = Certificates.in(folder);
  }

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void end() throws IOException {
    server.close();
    deadlines.close();
  }

  /** Both ends of a connection, and the server's socket below TLS. */
  private record Both(Connection client, Socket served, Socket raw) implements AutoCloseable {
    void say(String text) throws IOException {
      served.getOutputStream().write(text.getBytes(US_ASCII));
      served.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
      client.close();
      raw.close();
    }
  }

  private Both connect(boolean encrypted) throws Exception {
    return connect(encrypted, server.getLocalPort());
  }

  private Both connect(boolean encrypted, int port) throws Exception {
    CompletableFuture<Connection> client = begin(() -> connector(encrypted, port).connect(soon()));
    Socket raw = server.accept();
    if (!encrypted) {
      return new Both(client.get(), raw, raw);
    }
    SSLSocket served =
        (SSLSocket) certificates.right().getSocketFactory().createSocket(raw, null, true);
    served.setUseClientMode(false);
    served.startHandshake();
    return new Both(client.get(), served, raw);
  }

  private Connector connector(boolean encrypted, int port) {
    Optional<SSLContext> tls = encrypted ? Optional.of(certificates.trusting()) : Optional.empty();
    return new Connector("the engine", "127.0.0.1", port, tls, deadlines);
  }

  private static Deadline soon() {
    return Deadline.in(SOON);
  }

  @FunctionalInterface
  private interface Work<T> {
    T run() throws Exception;
  }

  private static <T> CompletableFuture<T> begin(Work<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(work.run());
              } catch (Exception e) {
                result.completeExceptionally(e);
              }
            },
            "connection-test");
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  @ParameterizedTest(name = "with TLS: {0}")
  @ValueSource(booleans = {false, true})
  void whatArrivesIsSeenBeforeItIsRead(boolean encrypted) throws Exception {
    try (Both both = connect(encrypted)) {
      assertEquals(Arrived.NOTHING, both.client().arrived());
      assertEquals(Arrived.NOTHING, both.client().arrivesWithin(Duration.ofMillis(5)));
      assertFalse(both.client().hasUnread());
      both.say("answer");
      assertEquals(Arrived.BYTES, both.client().arrivesWithin(SOON));
      assertEquals(Arrived.BYTES, both.client().arrived());
      assertEquals("answer", text(both.client().in().readNBytes(6)));
      both.say("s");
      Await.until("more comes", SOON, () -> both.client().arrived() == Arrived.BYTES);
      assertEquals('s', both.client().in().read());
      both.served().close();
      Await.until("the end comes", SOON, () -> both.client().arrived() == Arrived.END);
      assertEquals(-1, both.client().in().read());
    }
  }

  /** More than a record of TLS and more than is kept of it at once. */
  @ParameterizedTest(name = "with TLS: {0}")
  @ValueSource(booleans = {false, true})
  void whatIsLongArrivesWhole(boolean encrypted) throws Exception {
    String half = "x".repeat(40_000);
    try (Both both = connect(encrypted)) {
      CompletableFuture<Boolean> said =
          begin(
              () -> {
                both.say(half);
                both.say(half);
                return true;
              });
      assertEquals(Arrived.BYTES, both.client().arrivesWithin(SOON));
      assertEquals(half, text(both.client().in().readNBytes(half.length())));
      Await.until("the rest", SOON, () -> both.client().arrived() == Arrived.BYTES);
      assertEquals(half, text(both.client().in().readNBytes(half.length())));
      assertTrue(said.get());
    }
  }

  /** Half a record of TLS is no answer yet, and a look at it loses nothing. */
  @Test
  void aRecordThatComesByteByByteIsPutTogether() throws Exception {
    try (ByteByByte relay = new ByteByByte(server.getLocalPort());
        Both both = connect(true, relay.port())) {
      both.say("before");
      assertEquals("before", text(both.client().in().readNBytes(6)));
      relay.hold();
      both.say("answer");
      int looks = 0;
      while (looks < 1000 && both.client().arrived() == Arrived.NOTHING) {
        relay.letOneThrough();
        looks++;
      }
      assertTrue(looks > "answer".length() && looks < 1000, looks + " looks");
      assertEquals("answer", text(both.client().in().readNBytes(6)));
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, US_ASCII);
  }

  @ParameterizedTest(name = "with TLS: {0}")
  @ValueSource(booleans = {false, true})
  void closingItEndsAWriteThatNobodyReads(boolean encrypted) throws Exception {
    try (Both both = connect(encrypted)) {
      CompletableFuture<Boolean> write = begin(() -> writesWithoutEnd(both.client()));
      DeadlineTimer.Guard guard =
          deadlines.guard(both.client(), Deadline.in(Duration.ofMillis(200)));
      Await.until("it has ended", SOON, write::isDone);
      assertTrue(write.isCompletedExceptionally() && guard.fired());
    }
  }

  private static boolean writesWithoutEnd(Connection connection) throws IOException {
    while (true) {
      connection.write(ByteBuffer.allocate(1 << 20));
    }
  }

  @ParameterizedTest(name = "with TLS: {0}")
  @ValueSource(booleans = {false, true})
  void closingItEndsARead(boolean encrypted) throws Exception {
    try (Both both = connect(encrypted)) {
      CompletableFuture<Integer> read = begin(() -> both.client().in().read());
      DeadlineTimer.Guard guard =
          deadlines.guard(both.client(), Deadline.in(Duration.ofMillis(50)));
      Await.until("it has ended", SOON, read::isDone);
      assertTrue(read.isCompletedExceptionally() && guard.fired());
    }
  }

  /** Nobody accepts: the connection stands, and nothing is said on it. */
  @Test
  void aHandshakeThatIsNotAnsweredEndsInTime() {
    Connector connector = connector(true, server.getLocalPort());
    UnscannedException why =
        assertThrows(
            UnscannedException.class, () -> connector.connect(Deadline.in(Duration.ofMillis(200))));
    assertEquals(Reason.TIMED_OUT, why.reason(), why.getMessage());
  }

  @Test
  void whatIsNotThereIsUnreachableAndWhoIsNotTrustedMisconfigured() throws Exception {
    Connector encrypted = connector(true, server.getLocalPort());
    var unused =
        begin(
            () -> {
              SSLSocket other =
                  (SSLSocket)
                      certificates
                          .ofAnotherHost()
                          .getSocketFactory()
                          .createSocket(server.accept(), null, true);
              other.setUseClientMode(false);
              other.startHandshake();
              return true;
            });
    UnscannedException mistrusted =
        assertThrows(UnscannedException.class, () -> encrypted.connect(soon()));
    assertEquals(Reason.MISCONFIGURED, mistrusted.reason(), mistrusted.getMessage());
    assertTrue(mistrusted.getMessage().contains("127.0.0.1"), mistrusted.getMessage());
    server.close();
    for (Connector gone :
        new Connector[] {
          encrypted, new Connector("it", "x.invalid", 1, Optional.empty(), deadlines)
        }) {
      UnscannedException why = assertThrows(UnscannedException.class, () -> gone.connect(soon()));
      assertEquals(Reason.UNREACHABLE, why.reason(), why.getMessage());
      assertTrue(why.getMessage().contains("is not there"), why.getMessage());
    }
  }

  /** Passes on what one side says as it comes, and what the other says as it is told. */
  private static final class ByteByByte implements AutoCloseable {
    private final ServerSocket front;
    private final CompletableFuture<Socket> client = new CompletableFuture<>();
    private final Socket back;
    private volatile boolean held;

    ByteByByte(int port) throws IOException {
      front = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      back = new Socket(InetAddress.getLoopbackAddress(), port);
      var unused =
          begin(
              () -> {
                Socket accepted = front.accept();
                client.complete(accepted);
                var unusedToo = begin(() -> passOn(back.getInputStream()));
                return accepted.getInputStream().transferTo(back.getOutputStream());
              });
    }

    int port() {
      return front.getLocalPort();
    }

    private boolean passOn(InputStream from) throws IOException {
      while (!held) {
        if (from.available() > 0) {
          letOneThrough();
        } else {
          Thread.onSpinWait();
        }
      }
      return true;
    }

    void hold() {
      held = true;
    }

    synchronized void letOneThrough() throws IOException {
      if (back.getInputStream().available() > 0) {
        client.join().getOutputStream().write(back.getInputStream().read());
      }
    }

    @Override
    public void close() throws IOException {
      held = true;
      front.close();
      back.close();
      if (client.isDone()) {
        client.join().close();
      }
    }
  }
}

package org.scangate.scanner.clamd;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.testing.Fixtures;
import org.scangate.testing.TestSample;

/** Where each byte on the wire matters, and when it comes. */
@Timeout(60)
class InstreamTest {

  private static final int SIZE = 300_000;

  private final DeadlineTimer deadlines = new DeadlineTimer();
  private final Instream instream = new Instream(deadlines);
  private ServerSocket server;
  private CompletableFuture<byte[]> served;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void end() throws IOException {
    server.close();
    deadlines.close();
  }

  @Test
  void everyByteIsSentInChunksAndEndedByAnEmptyOne() throws Exception {
    for (int size : new int[] {0, 1, SIZE}) {
      byte[] content = Fixtures.randomBytes(size, size);
      serve((socket, in) -> answering(socket, readBody(in), "stream: OK\0"));
      assertEquals(new Clean(), scan(TestSample.of(content)));
      assertEquals(Fixtures.sha256(content), Fixtures.sha256(served.get()));
    }
  }

  /** It then reads to the end and closes, as after a true answer. */
  @Test
  void cleanBeforeTheEndWasSentIsNotClean() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    serve(
        (socket, in) -> {
          socket.getOutputStream().write("stream: OK\0".getBytes(US_ASCII));
          answered.countDown();
          return readBody(in);
        });
    Sample sample =
        TestSample.of(
            SIZE, () -> new Interlude(Fixtures.random(1, SIZE), SIZE / 2, () -> await(answered)));
    assertEquals(Reason.UNREACHABLE, assertInstanceOf(Unscanned.class, scan(sample)).reason());
  }

  @Test
  void aFindingBeforeTheEndWasSentIsAFinding() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    serve(
        (socket, in) -> {
          socket.getOutputStream().write("stream: Bad FOUND\0".getBytes(US_ASCII));
          answered.countDown();
          return readBody(in);
        });
    Sample sample =
        TestSample.of(
            SIZE, () -> new Interlude(Fixtures.random(1, SIZE), SIZE / 2, () -> await(answered)));
    assertEquals(new Infected("Bad"), scan(sample));
  }

  @Test
  void whatFollowsACleanAnswerTakesItBack() throws Exception {
    for (String more : new String[] {"\0", "x", "stream: Bad FOUND\0"}) {
      serve((socket, in) -> answering(socket, readBody(in), "stream: OK\0" + more));
      assertInstanceOf(Unscanned.class, scan(TestSample.of(new byte[] {1})));
    }
  }

  @Test
  void aSampleThatIsNotAsLongAsItSaysIsNotScanned() throws Exception {
    for (int size : new int[] {SIZE - 1, SIZE + 1, 0}) {
      serve((socket, in) -> answering(socket, readBody(in), "stream: OK\0"));
      Unscanned verdict =
          assertInstanceOf(
              Unscanned.class, scan(TestSample.of(SIZE, () -> Fixtures.random(1, size))));
      assertEquals(Reason.REFUSED, verdict.reason());
    }
  }

  @Test
  void aSampleThatCannotBeReadIsNobodyElsesFault() throws Exception {
    serve((socket, in) -> readBody(in));
    Unscanned verdict =
        assertInstanceOf(
            Unscanned.class,
            scan(
                TestSample.of(
                    SIZE,
                    () -> {
                      throw new IOException("no such file");
                    })));
    assertEquals(Reason.REFUSED, verdict.reason());
    assertTrue(verdict.detail().contains("no such file"), verdict.detail());
  }

  private Verdict scan(Sample sample) throws IOException {
    ClamdEndpoint endpoint =
        ClamdEndpoint.of(new ClamdAddress("127.0.0.1:" + server.getLocalPort())).get(0);
    return instream.scan(sample, endpoint, Deadline.in(Duration.ofSeconds(20)));
  }

  private interface Script {
    byte[] run(Socket socket, DataInputStream in) throws IOException;
  }

  /** Serves one connection. */
  private void serve(Script script) {
    served =
        CompletableFuture.supplyAsync(
            () -> {
              try (Socket socket = server.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                assertEquals("zINSTREAM\0", new String(in.readNBytes(10), US_ASCII));
                return script.run(socket, in);
              } catch (IOException e) {
                return new byte[0]; // the client went away
              }
            });
  }

  private static byte[] answering(Socket socket, byte[] body, String answer) throws IOException {
    socket.getOutputStream().write(answer.getBytes(US_ASCII));
    return body;
  }

  private static byte[] readBody(DataInputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int length = in.readInt(); length != 0; length = in.readInt()) {
      body.write(in.readNBytes(length));
    }
    return body.toByteArray();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(20, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

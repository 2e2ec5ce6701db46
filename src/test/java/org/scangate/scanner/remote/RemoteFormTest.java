package org.scangate.scanner.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scangate.scan.Verdict.Clean;
import org.scangate.testing.Fixtures;
import org.scangate.testing.TestSample;

/** What an engine is sent. */
class RemoteFormTest {

  private static final TestSample SMALL = TestSample.of("content".getBytes(UTF_8));

  private final BlockingQueue<String> heads = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();

  /** Says OK, and remembers what it was sent. */
  private final ScriptedEngine.Script remembering =
      wire -> {
        heads.add(wire.head());
        wire.invite();
        bodies.add(new String(wire.read((int) wire.contentLength()), UTF_8));
        wire.answer(200, HttpWire.OK);
      };

  private String headSentWith(Credentials credentials) throws InterruptedException {
    try (ScriptedEngine engine = new ScriptedEngine(remembering);
        RemoteEngineFixture rig =
            RemoteEngineFixture.of(engine.url(), credentials, RemoteEngineFixture.believing())) {
      assertEquals(new Clean(), rig.scan(SMALL));
      return heads.take();
    }
  }

  @Test
  void credentialsAreSentWithTheFirstRequest() throws Exception {
    String basic = headSentWith(new Credentials.Basic("me", "p:ä"));
    assertTrue(basic.contains("\r\nAuthorization: Basic bWU6cDrDpA==\r\n"), basic);
    String bearer = headSentWith(new Credentials.Bearer("t0ken"));
    assertTrue(bearer.contains("\r\nAuthorization: Bearer t0ken\r\n"), bearer);
    assertFalse(headSentWith(new Credentials.None()).contains("Authorization"));
  }

  @Test
  void theRequestIsPlainHttpWithItsLength() throws Exception {
    String head = headSentWith(new Credentials.None());
    assertTrue(head.startsWith("POST /engine/scan HTTP/1.1\r\nHost: 127.0.0.1:"), head);
    assertTrue(head.contains("Content-Length: "), head);
    for (String none : List.of("Upgrade", "Transfer-Encoding", "Cookie")) {
      assertFalse(head.contains(none), head);
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "report2.PDF, report2_PDF",
        "film.mp4, film_mp4",
        "`é \uD83D\uDE00 日本.txt`, `_______txt`",
        "`../a\"b\\c;d%41`, ___a_b_c_d_41",
        "``, file"
      })
  void theFormIsExactlyRightAndItsNameNoneToDecideBy(String name, String sent) throws Exception {
    assertForm(name, sent);
  }

  @Test
  void aNameForgesNoHeaderAndNoPart() throws Exception {
    assertForm("a\r\nX: y\0\"; name=\"b", "a__X__y____name__b");
    assertForm("x".repeat(5000), "x".repeat(100));
  }

  private void assertForm(String name, String sent) throws InterruptedException {
    byte[] content = "content".getBytes(UTF_8);
    TestSample sample =
        new TestSample(
            name, content.length, Optional.empty(), () -> new ByteArrayInputStream(content));
    try (ScriptedEngine engine = new ScriptedEngine(remembering);
        RemoteEngineFixture rig = RemoteEngineFixture.of(engine.url())) {
      assertEquals(new Clean(), rig.scan(sample));
    }
    String boundary = heads.take().replaceAll("(?s).*boundary=([\\w-]+)\r\n.*", "$1");
    String part = "--" + boundary + "\r\nContent-Disposition: form-data; name=";
    String form =
        part
            + ("\"scanfile\"; filename=\"" + sent + "\"\r\n")
            + "Content-Type: application/octet-stream\r\n\r\ncontent\r\n"
            + (part + "\"filename\"\r\n\r\n" + sent + "\r\n--" + boundary + "--\r\n");
    assertEquals(form, bodies.take());
  }

  @Test
  void twoHundredMegabytesStreamThroughLittleMemory() {
    long size = 200L << 20;
    AtomicReference<String> digest = new AtomicReference<>();
    ScriptedEngine.Script counting =
        wire -> {
          wire.head();
          wire.invite();
          long before = wire.contentLength() - size - after();
          wire.read((int) before);
          digest.set(Fixtures.sha256(new Bounded(wire.in(), size)));
          wire.read((int) after());
          wire.answer(200, HttpWire.OK);
        };
    try (ScriptedEngine engine = new ScriptedEngine(counting);
        RemoteEngineFixture rig = RemoteEngineFixture.of(engine.url())) {
      long before = allocated();
      assertEquals(new Clean(), rig.scan(TestSample.of(size, () -> Fixtures.random(7, size))));
      long used = allocated() - before;
      assertTrue(used < 8 << 20, used + " bytes");
      try (InputStream content = Fixtures.random(7, size)) {
        assertEquals(Fixtures.sha256(content), digest.get());
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** The form's end behind a sample that is called "test". */
  private static long after() {
    return ScanForm.around(SMALL).after().length;
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  /** The next bytes of a stream. */
  private static final class Bounded extends java.io.FilterInputStream {
    private long left;

    Bounded(InputStream in, long left) {
      super(in);
      this.left = left;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = left == 0 ? -1 : super.read(bytes, offset, (int) Math.min(length, left));
      left -= Math.max(n, 0);
      return n;
    }
  }
}

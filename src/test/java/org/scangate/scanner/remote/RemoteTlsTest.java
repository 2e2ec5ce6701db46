package org.scangate.scanner.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.testing.Certificates;
import org.scangate.testing.Fixtures;
import org.scangate.testing.TestSample;

/** Who is believed to be the engine, and what TLS does to the way of the bytes. */
class RemoteTlsTest {

  private static final TestSample SMALL = TestSample.of(new byte[10]);
  private static final long LARGE = 32L << 20;

  private static Certificates certificates;

  @BeforeAll
  static void makeCertificates(@TempDir Path folder) throws Exception {
    certificates = Certificates.in(folder);
  }

  private static RemoteEngineFixture rig(URI url) {
    return RemoteEngineFixture.of(url, new Credentials.None(), certificates.trusting());
  }

  private static ScriptedEngine engine(ScriptedEngine.Script script) {
    return new ScriptedEngine(script, certificates.right());
  }

  @Test
  void whatTlsItselfHasToSayIsNoEarlyAnswer() {
    try (ScriptedEngine engine = engine(ScriptedEngine.PROPER);
        RemoteEngineFixture rig = rig(engine.url())) {
      assertEquals(new Clean(), rig.scan(TestSample.of(LARGE, () -> Fixtures.random(1, LARGE))));
      assertEquals(new Clean(), rig.scan(TestSample.of(new byte[0])));
      assertEquals(
          assertInstanceOf(Infected.class, rig.scan(TestSample.of(Fixtures.eicar()))),
          new Infected("Eicar"));
    }
  }

  @Test
  void anEarlyOkIsSeenThroughToo() {
    ScriptedEngine.Script script =
        wire -> {
          wire.head();
          wire.invite();
          wire.read(1 << 20);
          wire.answer(200, HttpWire.OK);
          wire.drain();
        };
    try (ScriptedEngine engine = engine(script);
        RemoteEngineFixture rig = rig(engine.url())) {
      Unscanned verdict =
          assertInstanceOf(
              Unscanned.class, rig.scan(TestSample.of(LARGE, () -> Fixtures.random(1, LARGE))));
      assertTrue(verdict.detail().contains("before it had the whole file"), verdict.detail());
    }
  }

  @Test
  void aCertificateOfAnotherHostDoesNotFit() {
    try (ScriptedEngine engine =
            new ScriptedEngine(ScriptedEngine.PROPER, certificates.ofAnotherHost());
        RemoteEngineFixture rig = rig(engine.url())) {
      assertNotTrusted(rig);
    }
  }

  @Test
  void aCertificateOfAnUnknownIssuerDoesNotFit() {
    SSLContext jvm = RemoteEngineFixture.believing();
    try (ScriptedEngine engine = engine(ScriptedEngine.PROPER);
        RemoteEngineFixture rig =
            RemoteEngineFixture.of(engine.url(), new Credentials.None(), jvm)) {
      assertNotTrusted(rig);
    }
  }

  private static void assertNotTrusted(RemoteEngineFixture rig) {
    Unscanned verdict = assertInstanceOf(Unscanned.class, rig.scan(SMALL));
    assertEquals(Reason.MISCONFIGURED, verdict.reason());
    assertTrue(verdict.detail().contains("a certificate that is not trusted"), verdict.detail());
  }

  @Test
  void anEngineWithoutTlsIsNotAskedAtAnHttpsUrl() {
    try (ScriptedEngine engine = new ScriptedEngine(wire -> wire.send("HTTP/1.1 400 X\r\n\r\n"));
        RemoteEngineFixture rig =
            rig(URI.create(engine.url().toString().replace("http:", "https:")))) {
      Unscanned verdict = assertInstanceOf(Unscanned.class, rig.scan(SMALL));
      assertEquals(Reason.UNREACHABLE, verdict.reason());
    }
  }
}

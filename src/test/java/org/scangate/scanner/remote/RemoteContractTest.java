package org.scangate.scanner.remote;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.moodle.EngineServer;
import org.scangate.scan.DataSize;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.pool.ScannerPool;
import org.scangate.scanner.ScannerContract;
import org.scangate.testing.Certificates;
import org.scangate.testing.ClamdScanner;
import org.scangate.testing.ClamdServer;

/**
 * Another engine keeps the {@link ScannerContract}: Scangate's own API with a clamd behind it, and
 * a scripted one for its faults, over TLS where the certificate is the fault.
 */
class RemoteContractTest extends ScannerContract {

  private static final String TOKEN = "a-token-of-the-other-side";

  private static Certificates certificates;

  @BeforeAll
  static void makeCertificates(@TempDir Path folder) throws IOException, GeneralSecurityException {
    certificates = Certificates.in(folder);
  }

  @Override
  protected Optional<String> cannot(Fault fault) {
    return Optional.empty();
  }

  @Override
  protected Subject subject(Optional<Fault> fault, boolean there) {
    return fault.isPresent() ? new Scripted(fault.get()) : Real.made(spool, there);
  }

  private static ScriptedEngine.Script script(Fault fault) {
    return switch (fault) {
      case DIES_IN_SCAN -> inBody(wire -> wire.read(1));
      case HANGS_BEFORE_BODY ->
          wire -> {
            wire.head();
            wire.hang();
          };
      case HANGS_IN_BODY ->
          inBody(
              wire -> {
                wire.read(1);
                wire.hang();
              });
      case HANGS_AFTER_BODY -> afterBody(HttpWire::hang);
      case SAYS_CLEAN_BEFORE_BODY ->
          wire -> {
            wire.head();
            wire.answer(200, HttpWire.OK);
            wire.drain();
          };
      case GARBAGE -> afterBody(wire -> wire.send("\u0016\u0003\u0001%&?<html>\n\r\u00ff\n\n"));
      case HALF_ANSWER ->
          afterBody(wire -> wire.send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"status\":"));
      case ENDLESS_ANSWER ->
          afterBody(
              wire -> {
                wire.send("HTTP/1.1 200 OK\r\n\r\n{\"status\": \"OK\", \"msg\": \"");
                while (!Thread.currentThread().isInterrupted()) {
                  wire.send("OK".repeat(4096));
                }
              });
      case MEGABYTE_HEADER ->
          afterBody(
              wire -> {
                wire.send("HTTP/1.1 200 OK\r\nX: " + "x".repeat(1 << 20) + "\r\n\r\n");
                wire.send(HttpWire.OK);
              });
      case WRONG_CREDENTIALS -> afterBody(wire -> wire.answer(401, HttpWire.OK));
      case WRONG_CERTIFICATE -> ScriptedEngine.PROPER;
    };
  }

  private static ScriptedEngine.Script inBody(ScriptedEngine.Script act) {
    return wire -> {
      wire.head();
      wire.invite();
      act.on(wire);
    };
  }

  private static ScriptedEngine.Script afterBody(ScriptedEngine.Script act) {
    return wire -> {
      wire.request();
      act.on(wire);
    };
  }

  private abstract static class Wired implements Subject {
    private final DeadlineTimer deadlines = new DeadlineTimer();
    private final ScannerPool pool;

    Wired(URI url) {
      RemoteSettings settings =
          new RemoteSettings(
              "remote",
              List.of(url),
              new Credentials.Bearer(TOKEN),
              new DataSize(LIMIT),
              4,
              BOUND.multipliedBy(5),
              certificates.trusting());
      pool = new ScannerPool("remote", Remote.all(settings, deadlines), settings.connections());
    }

    @Override
    public ScannerPool scanner() {
      return pool;
    }

    @Override
    public void close() {
      pool.close();
      deadlines.close();
    }
  }

  private static final class Real extends Wired {
    private final ClamdServer clamd;
    private final ClamdScanner scanner;
    private final EngineServer engine;

    static Real made(Path spool, boolean there) {
      ClamdServer clamd = ClamdServer.builder().start();
      ClamdScanner scanner = ClamdScanner.of(clamd);
      EngineServer engine = new EngineServer(spool, false, List.of(TOKEN), scanner.pool());
      if (!there) {
        engine.stop();
      }
      return new Real(clamd, scanner, engine);
    }

    private Real(ClamdServer clamd, ClamdScanner scanner, EngineServer engine) {
      super(RemoteSettings.url(engine.url()));
      this.clamd = clamd;
      this.scanner = scanner;
      this.engine = engine;
    }

    @Override
    public void stop() {
      engine.stop();
    }

    @Override
    public void start() {
      engine.start();
    }

    @Override
    public void close() {
      super.close();
      engine.close();
      scanner.close();
      clamd.close();
    }
  }

  private static final class Scripted extends Wired {
    private final Fault fault;
    private final ScriptedEngine engine;

    Scripted(Fault fault) {
      this(
          fault,
          new ScriptedEngine(
              ScriptedEngine.PROPER,
              fault == Fault.WRONG_CERTIFICATE ? certificates.right() : null));
    }

    private Scripted(Fault fault, ScriptedEngine engine) {
      super(engine.url());
      this.fault = fault;
      this.engine = engine;
    }

    @Override
    public void misbehave() {
      engine.script(script(fault));
      if (fault == Fault.WRONG_CERTIFICATE) {
        engine.tls(certificates.ofAnotherHost());
      }
    }

    @Override
    public void behave() {
      engine.script(ScriptedEngine.PROPER);
      if (fault == Fault.WRONG_CERTIFICATE) {
        engine.tls(certificates.right());
      }
    }

    @Override
    public void close() {
      super.close();
      engine.close();
    }
  }
}

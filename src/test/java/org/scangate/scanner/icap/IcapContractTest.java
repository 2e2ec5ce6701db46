package org.scangate.scanner.icap;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.scan.pool.ScannerPool;
import org.scangate.scanner.ScannerContract;
import org.scangate.testing.CIcapServer;
import org.scangate.testing.Certificates;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.ScriptedIcap;
import org.scangate.testing.ScriptedIcap.From;

/** ICAP keeps the {@link ScannerContract}: a real c-icap, and a scripted server for its faults. */
class IcapContractTest extends ScannerContract {

  private static Certificates certificates;

  @BeforeAll
  static void makeCertificates(@TempDir Path folder) throws Exception {
    certificates = Certificates.in(folder);
  }

  @Override
  protected Optional<String> cannot(Fault fault) {
    return Optional.empty();
  }

  @Override
  protected Subject subject(Optional<Fault> fault, boolean there) {
    return fault.isPresent() ? new Scripted(fault.get()) : new Real(there);
  }

  private static void misbehave(ScriptedIcap icap, Fault fault) {
    switch (fault) {
      case DIES_IN_SCAN -> icap.misbehave(From.BODY, wire -> {});
      case HANGS_BEFORE_BODY -> icap.misbehave(From.HEAD, wire -> wire.hang());
      case HANGS_IN_BODY -> icap.misbehave(From.BODY, wire -> wire.hang());
      case HANGS_AFTER_BODY -> icap.misbehave(From.ANSWER, wire -> wire.hang());
      case SAYS_CLEAN_BEFORE_BODY ->
          icap.misbehave(
              From.HEAD,
              wire -> {
                wire.lines(ScriptedIcap.CLEAN);
                wire.drain();
              });
      case GARBAGE -> icap.answer("\u0016\u0003\u0001%&?<html>|||");
      case HALF_ANSWER ->
          icap.misbehave(From.ANSWER, wire -> wire.lines("ICAP/1.0 204 Unmodified|ISTag"));
      case ENDLESS_ANSWER ->
          icap.misbehave(
              From.ANSWER,
              wire -> {
                while (!Thread.currentThread().isInterrupted()) {
                  wire.lines("ICAP/1.0 100 Continue||");
                }
              });
      case MEGABYTE_HEADER ->
          icap.answer("ICAP/1.0 204 Unmodified|X: " + "x".repeat(1 << 20) + "||");
      case WRONG_CREDENTIALS -> {
        icap.options("ICAP/1.0 401 Unauthorized||");
        icap.answer("ICAP/1.0 407 Proxy Authentication Required||");
      }
      case WRONG_CERTIFICATE -> icap.show(certificates.ofAnotherHost());
    }
  }

  private abstract static class Wired implements Subject {
    private final IcapScanner scanner;

    Wired(String uri) {
      scanner =
          new IcapScanner(IcapScanner.with(IcapScanner.settings(uri), certificates.trusting()));
    }

    @Override
    public ScannerPool scanner() {
      return scanner.pool();
    }

    @Override
    public void close() {
      scanner.close();
    }
  }

  private static final class Real extends Wired {
    private final ClamdServer clamd;
    private final CIcapServer icap;

    Real(boolean there) {
      this(ClamdServer.builder().start(), there);
    }

    private Real(ClamdServer clamd, boolean there) {
      this(clamd, CIcapServer.start(clamd), there);
    }

    private Real(ClamdServer clamd, CIcapServer icap, boolean there) {
      super(icap.uri());
      this.clamd = clamd;
      this.icap = icap;
      if (!there) {
        icap.kill();
      }
    }

    @Override
    public void stop() {
      icap.kill();
    }

    @Override
    public void start() {
      icap.restart();
    }

    @Override
    public void close() {
      super.close();
      icap.close();
      clamd.close();
    }
  }

  private static final class Scripted extends Wired {
    private final ScriptedIcap icap;
    private final Fault fault;

    Scripted(Fault fault) {
      this(
          ScriptedIcap.start(fault == Fault.WRONG_CERTIFICATE ? certificates.right() : null),
          fault);
    }

    private Scripted(ScriptedIcap icap, Fault fault) {
      super(icap.uri());
      this.icap = icap;
      this.fault = fault;
    }

    @Override
    public void misbehave() {
      IcapContractTest.misbehave(icap, fault);
    }

    @Override
    public void behave() {
      icap.behave();
      icap.options(ScriptedIcap.OPTIONS);
      if (fault == Fault.WRONG_CERTIFICATE) {
        icap.show(certificates.right());
      }
    }

    @Override
    public void close() {
      super.close();
      icap.close();
    }
  }
}

package org.scangate.scanner.clamd;

import java.util.List;
import java.util.Optional;
import org.scangate.scan.DataSize;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.pool.ScannerPool;
import org.scangate.scanner.ScannerContract;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.Misbehaviour;
import org.scangate.testing.ScriptedClamd;

/** clamd keeps the {@link ScannerContract}: a real one, and a scripted one for its faults. */
class ClamdContractTest extends ScannerContract {

  @Override
  protected Optional<String> cannot(Fault fault) {
    return switch (fault) {
      case WRONG_CREDENTIALS -> Optional.of("clamd knows no credentials");
      case WRONG_CERTIFICATE -> Optional.of("clamd knows no TLS");
      default -> Optional.empty();
    };
  }

  @Override
  protected Subject subject(Optional<Fault> fault, boolean there) {
    return fault.isPresent() ? new Scripted(fault.get()) : new Real(there);
  }

  private static Misbehaviour misbehaviour(Fault fault) {
    return switch (fault) {
      case DIES_IN_SCAN -> Misbehaviour.CLOSES_IN_THE_BODY;
      case HANGS_BEFORE_BODY -> Misbehaviour.ZOMBIE;
      case HANGS_IN_BODY -> Misbehaviour.HANGS_IN_THE_BODY;
      case HANGS_AFTER_BODY -> Misbehaviour.HANGS_AFTER_THE_BODY;
      case SAYS_CLEAN_BEFORE_BODY -> Misbehaviour.EARLY_OK;
      case GARBAGE -> Misbehaviour.GARBAGE;
      case HALF_ANSWER -> Misbehaviour.HALF_ANSWER;
      case ENDLESS_ANSWER, MEGABYTE_HEADER -> Misbehaviour.ENDLESS_ANSWER;
      case WRONG_CREDENTIALS, WRONG_CERTIFICATE -> throw new IllegalArgumentException();
    };
  }

  private abstract static class Wired implements Subject {
    private final DeadlineTimer deadlines = new DeadlineTimer();
    private final ScannerPool pool;

    Wired(String address) {
      ClamdSettings settings =
          new ClamdSettings(
              "clamd",
              List.of(new ClamdAddress(address)),
              new DataSize(LIMIT),
              4,
              false,
              BOUND.multipliedBy(5));
      pool = new ScannerPool("clamd", Clamd.all(settings, deadlines), settings.connections());
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

    Real(boolean there) {
      this(ClamdServer.builder().start(), there);
    }

    private Real(ClamdServer clamd, boolean there) {
      super(clamd.unixAddress());
      this.clamd = clamd;
      if (!there) {
        clamd.kill();
      }
    }

    @Override
    public void stop() {
      clamd.kill();
    }

    @Override
    public void start() {
      clamd.start();
    }

    @Override
    public void close() {
      super.close();
      clamd.close();
    }
  }

  private static final class Scripted extends Wired {
    private final ScriptedClamd clamd;

    Scripted(Fault fault) {
      this(ScriptedClamd.start(misbehaviour(fault)));
    }

    private Scripted(ScriptedClamd clamd) {
      super(clamd.tcpAddress());
      this.clamd = clamd;
    }

    @Override
    public void misbehave() {
      clamd.misbehave(true);
    }

    @Override
    public void behave() {
      clamd.misbehave(false);
    }

    @Override
    public void close() {
      super.close();
      clamd.close();
    }
  }
}

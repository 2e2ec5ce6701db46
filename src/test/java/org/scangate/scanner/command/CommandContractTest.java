package org.scangate.scanner.command;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.scan.DataSize;
import org.scangate.scan.pool.ScannerPool;
import org.scangate.scanner.ScannerContract;
import org.scangate.testing.ClamdServer;

/** A command keeps the {@link ScannerContract}: a real clamdscan, and scripts for its faults. */
class CommandContractTest extends ScannerContract {

  private static final Path CLAMDSCAN = Path.of("/usr/bin/clamdscan");

  @TempDir private Path scripts;

  @BeforeAll
  static void clamdscanIsThere() {
    assumeTrue(Files.isExecutable(CLAMDSCAN), CLAMDSCAN + " is missing: install clamdscan");
  }

  @Override
  protected Optional<String> cannot(Fault fault) {
    return switch (fault) {
      case WRONG_CREDENTIALS -> Optional.of("a command is given no credentials by Scangate");
      case WRONG_CERTIFICATE -> Optional.of("a command is asked without TLS");
      case SAYS_CLEAN_BEFORE_BODY ->
          Optional.of(
              "of an empty sample nobody can tell whether it was read; CommandProcessesTest shows"
                  + " it with others");
      default -> Optional.empty();
    };
  }

  @Override
  protected boolean keeps(Path file) {
    return file.endsWith(PrivateFolder.LOCK);
  }

  @Override
  protected Subject subject(Optional<Fault> fault, boolean there) {
    return fault.isPresent() ? new Scripted(fault.get()) : new Real(there);
  }

  private static String fault(Fault fault) {
    return switch (fault) {
      case DIES_IN_SCAN -> "head -c 10 >/dev/null; kill -9 $$";
      case HANGS_BEFORE_BODY -> "exec sleep 60";
      case HANGS_IN_BODY -> "head -c 100 >/dev/null; sleep 60; exit 0";
      case HANGS_AFTER_BODY ->
          "cat >/dev/null; (setsid sh -c 'sleep 60 & sleep 60' &); sleep 60; exit 0";
      case GARBAGE -> "cat >/dev/null; head -c 300 /dev/urandom; exit 42";
      case HALF_ANSWER -> "cat >/dev/null; printf 'x: O'; kill -9 $$";
      case ENDLESS_ANSWER -> "cat >/dev/null; yes clean; exit 0";
      case MEGABYTE_HEADER -> "cat >/dev/null; head -c 1048600 /dev/zero | tr '\\0' x; exit 0";
      case SAYS_CLEAN_BEFORE_BODY, WRONG_CREDENTIALS, WRONG_CERTIFICATE ->
          throw new IllegalArgumentException();
    };
  }

  private abstract static class Wired implements Subject {
    private final ScannerPool pool;

    Wired(CommandSettings settings) {
      pool = new ScannerPool(settings.name(), List.of(Command.of(settings)), settings.processes());
    }

    @Override
    public ScannerPool scanner() {
      return pool;
    }

    @Override
    public void close() {
      pool.close();
    }
  }

  private final class Real extends Wired {
    private final ClamdServer clamd;

    Real(boolean there) {
      this(ClamdServer.builder().start(), there);
    }

    private Real(ClamdServer clamd, boolean there) {
      super(
          CommandFixture.settings(
              spool,
              CLAMDSCAN
                  + " --config-file="
                  + clamd.configuration()
                  + " --fdpass --no-summary {file}",
              new DataSize(LIMIT)));
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

  private final class Scripted extends Wired {
    private final Path flag;

    Scripted(Fault fault) {
      this(fault, scripts.resolve("misbehave"));
    }

    private Scripted(Fault fault, Path flag) {
      super(
          CommandFixture.input(
              spool,
              scripts,
              "if [ -e %s ]; then\n%s\nfi\n%s"
                  .formatted(flag, fault(fault), CommandFixture.SCANS_INPUT)));
      this.flag = flag;
    }

    @Override
    public void misbehave() {
      try {
        Files.createFile(flag);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void behave() {
      try {
        Files.delete(flag);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

package org.scangate.scanner.hashlist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.scan.pool.ScannerPool;
import org.scangate.scanner.ScannerContract;

/** A list keeps the {@link ScannerContract}, as far as something without an engine can break it. */
class HashlistContractTest extends ScannerContract {

  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final String ENTRY = "00".repeat(32) + " Something-Bad\n";

  @TempDir private Path folder;

  @Override
  protected Optional<String> cannot(Fault fault) {
    return Optional.of("a list is no engine that could fail in a scan");
  }

  @Override
  protected Optional<String> cannotLookIntoZips() {
    return Optional.of("a list knows whole files alone, and says so in its readiness");
  }

  @Override
  protected Optional<String> hasNoLimit() {
    return Optional.of("a list needs no more of a file than its digests, whatever its size");
  }

  @Override
  protected Optional<String> staysWithoutItsEngine() {
    return Optional.of("a list that is gone stays in force as it was read, with a warning");
  }

  @Override
  protected Subject subject(Optional<Fault> fault, boolean there) {
    return new OfFile(folder.resolve("bad.sha256"), there);
  }

  private static final class OfFile implements Subject {
    private final Path file;
    private final ScannerPool pool;

    OfFile(Path file, boolean there) {
      this.file = file;
      if (there) {
        start();
      } else {
        stop();
      }
      HashlistSettings settings = new HashlistSettings("hashlist", List.of(file));
      pool = new ScannerPool("hashlist", List.of(new Hashlist(settings, OFTEN)), 4);
    }

    @Override
    public ScannerPool scanner() {
      return pool;
    }

    @Override
    public void stop() {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void start() {
      try {
        Files.writeString(file, ENTRY);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      pool.close();
    }
  }
}

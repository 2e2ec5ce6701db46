package org.scangate.testing;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.scangate.scan.Answer;
import org.scangate.scan.DataSize;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.Sample;
import org.scangate.scan.Verdict;
import org.scangate.scan.pool.ScannerPool;
import org.scangate.scanner.clamd.Clamd;
import org.scangate.scanner.clamd.ClamdAddress;
import org.scangate.scanner.clamd.ClamdSettings;
import org.scangate.scanner.proof.ProvenScanner;

/** Scangate's own clamd scanner, wired as in the product, without the product around it. */
public final class ClamdScanner implements AutoCloseable {

  /** Far longer than any wait in a test that passes. */
  public static final Duration SOON = Duration.ofSeconds(20);

  private final DeadlineTimer deadlines = new DeadlineTimer();
  private final Duration timeout;
  private final List<ProvenScanner> members;
  private final ScannerPool pool;

  public ClamdScanner(
      DataSize maxFileSize, int connections, Duration timeout, String... addresses) {
    this(settings(maxFileSize, connections, false, timeout, addresses));
  }

  /** One whose scans wait for a clamd that is away. */
  public static ClamdScanner waiting(Duration wait, DataSize maxFileSize, String... addresses) {
    return new ClamdScanner(
        settings(maxFileSize, 4, false, Duration.ofSeconds(30), addresses), wait);
  }

  private ClamdScanner(ClamdSettings settings) {
    this(settings, Duration.ZERO);
  }

  private ClamdScanner(ClamdSettings settings, Duration wait) {
    this.timeout = settings.scanTimeout();
    this.members = Clamd.all(settings, deadlines);
    this.pool = new ScannerPool("clamd", members, settings.connections(), wait);
  }

  private static ClamdSettings settings(
      DataSize maxFileSize,
      int connections,
      boolean byPath,
      Duration timeout,
      String... addresses) {
    List<ClamdAddress> all = Arrays.stream(addresses).map(ClamdAddress::new).toList();
    return new ClamdSettings("clamd", all, maxFileSize, connections, byPath, timeout);
  }

  /** One whose clamd reads files itself; waits until it is ready. */
  public static ClamdScanner byPath(int connections, Duration timeout, String address) {
    ClamdScanner scanner =
        new ClamdScanner(settings(DataSize.ofMebibytes(1), connections, true, timeout, address));
    scanner.awaitReady();
    return scanner;
  }

  /** With limits that the test clamd has by default, over TCP; waits until it is ready. */
  public static ClamdScanner of(ClamdServer... clamds) {
    String[] addresses = Arrays.stream(clamds).map(ClamdServer::tcpAddress).toArray(String[]::new);
    ClamdScanner scanner = new ClamdScanner(DataSize.ofMebibytes(1), 4, SOON, addresses);
    scanner.awaitReady();
    return scanner;
  }

  public ScannerPool pool() {
    return pool;
  }

  /** One for each address, in their order; closed with the pool. */
  public List<ProvenScanner> members() {
    return members;
  }

  /** Waits until it is ready and nothing is left to be proven. */
  public void awaitReady() {
    Await.until("clamd is ready", SOON, () -> pool.readiness().ready() && !stillProving());
  }

  private boolean stillProving() {
    return pool.readiness().advice().stream().anyMatch(advice -> advice.contains("just connected"));
  }

  /** Whether the pool's circuit breaker keeps scans from one of them for a while. */
  public boolean sparesOne() {
    return pool.readiness().advice().stream().anyMatch(advice -> advice.contains("tried again in"));
  }

  /** Waits until it is ready, perhaps for small files only. */
  public void awaitFirstStep() {
    Await.until("clamd is ready", SOON, () -> pool.readiness().ready());
  }

  public void awaitNotReady() {
    Await.until("clamd is not ready", SOON, () -> !pool.readiness().ready());
  }

  public Answer ask(Sample sample) {
    return pool.scan(sample, Deadline.in(timeout));
  }

  public Verdict scan(Sample sample) {
    return ask(sample).verdict();
  }

  public Verdict scan(byte[] content) {
    return scan(TestSample.of(content));
  }

  @Override
  public void close() {
    pool.close();
    deadlines.close();
  }
}

package org.scangate.scan.report;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.scangate.scan.Answer;
import org.scangate.scan.ScanReport;
import org.scangate.scan.Verdict;
import org.scangate.scan.VerdictCache;
import org.scangate.scan.pool.ScannerPool;

/** What one scanner did since the start, counted from the reports. */
public final class ScannerStatistics implements ScannerMXBean, Consumer<ScanReport> {

  private final ScannerPool pool;
  private final VerdictCache cache;
  private final LongAdder clean = new LongAdder();
  private final LongAdder infected = new LongAdder();
  private final LongAdder unscanned = new LongAdder();
  private final LongAdder known = new LongAdder();
  private final LongAdder bytes = new LongAdder();

  public ScannerStatistics(ScannerPool pool, VerdictCache cache) {
    this.pool = pool;
    this.cache = cache;
  }

  @Override
  public void accept(ScanReport report) {
    for (Answer answer : report.answers()) {
      if (answer.engine().scanner().equals(pool.name())) {
        counter(answer.verdict()).increment();
        bytes.add(report.size());
        if (answer.known()) {
          known.increment();
        }
      }
    }
  }

  private LongAdder counter(Verdict verdict) {
    return verdict.fold(
        isClean -> clean, isInfected -> infected, isUnscanned -> unscanned, isExcepted -> clean);
  }

  @Override
  public boolean isReady() {
    return pool.readiness().ready();
  }

  @Override
  public String getWhyNot() {
    return pool.readiness().obstacle().map(Verdict.Unscanned::detail).orElse("");
  }

  @Override
  public List<String> getAdvice() {
    return pool.readiness().advice();
  }

  @Override
  public String getVersion() {
    return pool.readiness().version();
  }

  @Override
  public long getProvenLimit() {
    return pool.readiness().limit().orElse(-1);
  }

  @Override
  public int getInFlight() {
    return pool.inFlight();
  }

  @Override
  public int getWaiting() {
    return pool.waiting();
  }

  @Override
  public long getClean() {
    return clean.sum();
  }

  @Override
  public long getInfected() {
    return infected.sum();
  }

  @Override
  public long getUnscanned() {
    return unscanned.sum();
  }

  @Override
  public long getKnown() {
    return known.sum();
  }

  @Override
  public long getBytes() {
    return bytes.sum();
  }

  @Override
  public void probeNow() {
    pool.probeNow();
  }

  @Override
  public void flushCache() {
    cache.flush();
  }
}

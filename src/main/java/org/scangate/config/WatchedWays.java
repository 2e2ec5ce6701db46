package org.scangate.config;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.scangate.journal.CoverageGap;
import org.scangate.journal.Journal;
import org.scangate.journal.JournalException;
import org.scangate.journal.JournalQuestions;
import org.scangate.journal.JournalSettings;
import org.scangate.pure.sweep.Sweeps;
import org.scangate.scan.Readiness;
import org.scangate.scan.ScanReport;
import org.scangate.scan.ScanService;
import org.scangate.scan.access.CanaryMarks;
import org.scangate.watch.canary.Canaries;
import org.scangate.watch.canary.ScannerProofs;
import org.scangate.watch.silence.SilenceHistory;
import org.scangate.watch.silence.SilenceWatch;

/** Whether the ways to Scangate are open, and used: canaries and silence, wired. */
final class WatchedWays implements AutoCloseable {

  private final CanaryMarks marks = new CanaryMarks();
  private final Canaries canaries;
  private final SilenceWatch silence;
  private final EventWatch proofWatch;
  private final EventWatch silenceWatch;

  WatchedWays(Settings settings, ScanService scans, Sweeps sweeps, Journal journal) {
    Clock clock = Clock.system(ZoneId.systemDefault());
    ScannerProofs proofs = new ScannerProofs(scans::readiness, clock);
    long most = settings.maxFileSize().bytes();
    canaries =
        Canaries.start(
            settings.canaries(), marks, () -> proven(scans, most), proofs, journal, clock);
    silence =
        new SilenceWatch(
            settings.silence(),
            history(journal, settings.journal(), clock),
            () -> lastWalks(sweeps),
            settings.journal().kept() ? settings.journal().folder() : Optional.empty(),
            journal,
            clock,
            System::nanoTime);
    proofWatch = new EventWatch("scangate-proofs", Duration.ofSeconds(1), List.of(proofs::look));
    silenceWatch =
        new EventWatch("scangate-silence", Duration.ofMinutes(1), List.of(silence::look));
  }

  /** The largest file that every scanner was proven for. */
  private static OptionalLong proven(ScanService scans, long most) {
    boolean ready = scans.readiness().values().stream().allMatch(Readiness::ready);
    return ready
        ? LongStream.concat(
                LongStream.of(most),
                scans.readiness().values().stream().flatMapToLong(one -> one.limit().stream()))
            .min()
        : OptionalLong.empty();
  }

  private static Map<String, Optional<Instant>> lastWalks(Sweeps sweeps) {
    Map<String, Optional<Instant>> last = new LinkedHashMap<>();
    sweeps.views().forEach(one -> last.put(one.status().store(), one.status().lastFullWalk()));
    return last;
  }

  private static SilenceHistory history(Journal journal, JournalSettings settings, Clock clock) {
    JournalQuestions questions = new JournalQuestions(journal, clock);
    boolean shared =
        settings.kept()
            && settings
                .database()
                .filter(one -> !(one instanceof JournalSettings.Database.Embedded))
                .isPresent();
    return new SilenceHistory() {
      @Override
      public Map<String, Instant> lastHours(Instant since, int sites) throws JournalException {
        return questions.lastHours(since, sites);
      }

      @Override
      public List<Instant> hours(String site, Instant since) throws JournalException {
        return questions.hours(site, since);
      }

      @Override
      public List<CoverageGap> away(Instant since) throws JournalException {
        return questions.gaps(since);
      }

      @Override
      public boolean shared() {
        return shared;
      }
    };
  }

  CanaryMarks marks() {
    return marks;
  }

  Canaries canaries() {
    return canaries;
  }

  SilenceWatch silence() {
    return silence;
  }

  /** A scan has ended, or an upload never became one. */
  void count(ScanReport report) {
    silence.accept(report);
  }

  /** Begins nothing any more; waits for nobody. */
  void end() {
    canaries.end();
    proofWatch.end();
    silenceWatch.end();
  }

  @Override
  public void close() {
    canaries.close();
    proofWatch.close();
    silenceWatch.close();
    silence.keep();
  }
}

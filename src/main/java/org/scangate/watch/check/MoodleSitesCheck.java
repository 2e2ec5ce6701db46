package org.scangate.watch.check;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.scangate.scan.ScanReport;
import org.scangate.scan.Verdict;

/**
 * The Moodle sites: who asks whether there is an engine and never sends a file, and who sends the
 * same again after an error.
 */
public final class MoodleSitesCheck implements Check, Consumer<ScanReport> {

  private static final String MOODLE = "moodle";
  private static final int MAX_SITES = 50;
  private static final int MAX_FAILED = 1_000;

  /** So many questions, for so long, are no status page that somebody looked at once. */
  private static final int QUESTIONS = 3;

  private static final Duration UNANSWERED = Duration.ofMinutes(5);
  private static final Duration AGAIN_WITHIN = Duration.ofMinutes(1);
  private static final Duration TOLD_FOR = Duration.ofHours(1);

  private final Supplier<Map<String, Questions>> asked;
  private final Clock clock;
  private final Map<String, Site> sites = new TreeMap<>();

  /** When a site's content had no verdict, the oldest first. */
  private final Map<String, Instant> failed =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > MAX_FAILED;
        }
      };

  /**
   * Questions of one site whether there is an engine.
   *
   * @param count since the start
   */
  public record Questions(long count, Instant last) {}

  private static final class Site {
    private Optional<Instant> lastScan = Optional.empty();
    private Optional<Instant> lastFound = Optional.empty();
    private Instant again = Instant.MIN;
    private long askedBefore;
    private Optional<Instant> unansweredSince = Optional.empty();
  }

  /**
   * @param asked by site, as they are now
   */
  public MoodleSitesCheck(Supplier<Map<String, Questions>> asked, Clock clock) {
    this.asked = asked;
    this.clock = clock;
  }

  /** An upload has come, whether it was scanned or not. */
  @Override
  public void accept(ScanReport report) {
    String name = report.origin().site();
    if (!report.origin().entry().equals(MOODLE) || name.isEmpty()) {
      return;
    }
    synchronized (sites) {
      if (!sites.containsKey(name) && sites.size() >= MAX_SITES) {
        return;
      }
      Site site = sites.computeIfAbsent(name, any -> new Site());
      site.lastScan = Optional.of(report.ended());
      if (report.verdict() instanceof Verdict.Infected) {
        site.lastFound = Optional.of(report.ended());
      }
      report.sha256().ifPresent(content -> noteFailure(site, name + ' ' + content, report));
    }
  }

  private void noteFailure(Site site, String content, ScanReport report) {
    Instant before = failed.remove(content);
    if (before != null && before.plus(AGAIN_WITHIN).isAfter(report.ended())) {
      site.again = report.ended();
    }
    if (report.verdict() instanceof Verdict.Unscanned) {
      failed.put(content, report.ended());
    }
  }

  @Override
  public String name() {
    return "moodle-sites";
  }

  @Override
  public CheckSchedule schedule() {
    return CheckSchedule.every(Duration.ofSeconds(30));
  }

  @Override
  public CheckResult look() {
    Map<String, Questions> questions = asked.get();
    List<String> wrong = new ArrayList<>();
    Map<String, String> details = new LinkedHashMap<>();
    synchronized (sites) {
      for (String name : questions.keySet()) {
        if (sites.size() < MAX_SITES) {
          sites.computeIfAbsent(name, any -> new Site());
        }
      }
      Map<String, Questions> all = new HashMap<>(questions);
      sites.forEach((name, site) -> of(name, site, Optional.ofNullable(all.get(name)), wrong));
      sites.forEach(
          (name, site) -> details.put(name, shown(site, Optional.ofNullable(all.get(name)))));
    }
    if (details.isEmpty()) {
      return CheckResult.notApplicable("No Moodle has asked since the start.");
    }
    CheckResult result =
        wrong.isEmpty()
            ? CheckResult.ok("Each Moodle that asks also sends files.")
            : CheckResult.warning(String.join("; ", wrong));
    return result.with(details).explainedBy("connect/moodle.html");
  }

  private void of(String name, Site site, Optional<Questions> questions, List<String> wrong) {
    Instant now = clock.instant();
    long count = questions.map(Questions::count).orElse(0L);
    boolean scanned =
        questions.isEmpty()
            || site.lastScan
                .filter(scan -> !scan.isBefore(questions.get().last().minus(AGAIN_WITHIN)))
                .isPresent();
    if (scanned) {
      site.askedBefore = count;
      site.unansweredSince = Optional.empty();
    } else if (count > site.askedBefore && site.unansweredSince.isEmpty()) {
      site.unansweredSince = Optional.of(now);
    }
    boolean tooLong =
        site.unansweredSince.filter(since -> !since.plus(UNANSWERED).isAfter(now)).isPresent();
    if (tooLong && count - site.askedBefore >= QUESTIONS) {
      wrong.add(
          name
              + " asks whether there is an engine, and no file follows: is something between that"
              + " refuses large bodies, or answers in our place?");
    }
    if (site.again.isAfter(now.minus(TOLD_FOR))) {
      wrong.add(
          name
              + " sends the same content again within a minute of an error: set its retries to 0,"
              + " since Scangate tries again itself");
    }
  }

  private static String shown(Site site, Optional<Questions> questions) {
    return "last conncheck "
        + time(questions.map(Questions::last))
        + ", last scan "
        + time(site.lastScan)
        + ", last FOUND "
        + time(site.lastFound);
  }

  private static String time(Optional<Instant> time) {
    return time.map(Instant::toString).orElse("none since the start");
  }
}

package org.scangate.journal;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.scan.DataSize;
import org.scangate.testing.Await;
import org.scangate.testing.PostgresProcess;

/**
 * How fast a large journal in PostgreSQL answers, through what the console asks, and how large it
 * is. {@code -Dbench.journal.records=20000000} is the size that there are targets for: it takes 12
 * GB below {@code java.io.tmpdir} and 20 minutes. With {@code
 * -Dbench.journal.url=jdbc:postgresql:…} (and {@code .user}, {@code .password}) in a database that
 * is there, filled if it is empty.
 */
final class JournalSearchBench {

  private static final long RECORDS = Long.getLong("bench.journal.records", 200_000);
  private static final String URL = "bench.journal.url";
  private static final int QUESTIONS = 200;
  private static final int PAGE = 100;
  private static final int PAGES = 1_000;
  private static final double TARGET_MILLIS = 100;
  private static final ScanSearch ALL = new Criteria().search();

  private final LargeJournal.Asked asked = new LargeJournal.Asked(RECORDS);
  private final StringBuilder report = new StringBuilder();
  private final StringBuilder plans = new StringBuilder();

  @TempDir private Path folder;

  private Journal journal;
  private JournalDatabase database;

  @Test
  void questionsToALargeJournal() throws Exception {
    if (System.getProperty(URL) != null) {
      ask(
          new DatabaseSettings.Url(
              System.getProperty(URL),
              System.getProperty("bench.journal.user", ""),
              System.getProperty("bench.journal.password", "")));
      return;
    }
    try (PostgresProcess server = PostgresProcess.start()) {
      ask(
          new DatabaseSettings.Url(
              server.url("postgres"), PostgresProcess.USER, PostgresProcess.PASSWORD));
    }
  }

  private void ask(DatabaseSettings.Url url) throws Exception {
    try (JournalDatabase opened =
        new JournalDatabase(url, DatabaseLimits.DEFAULT, Clock.systemUTC(), told -> {})) {
      database = opened;
      LargeJournal large = new LargeJournal(opened);
      opened.change("Opening", (connection, kind) -> null);
      if (large.number("select count(*) from (select 1 from scan limit 1) s") == 0) {
        large.fill(RECORDS);
        large.change(LargeJournal.SUMS);
        large.change("analyze");
      }
      try (Journal with = journal(url)) {
        journal = with;
        Await.until("open", Duration.ofMinutes(1), this::isOpen);
        questions();
        pages();
      }
      line("%.0f bytes a record, with its indexes", large.bytesEach());
      save();
    }
  }

  private Journal journal(DatabaseSettings.Url url) {
    return Journal.open(
        new JournalSettings(
            true,
            Optional.of(folder),
            DataSize.parse("64M"),
            Optional.of(new JournalSettings.Database.Url(url.url(), url.user(), url.password())),
            Period.ofYears(9),
            Period.ofYears(9),
            Optional.of(Period.ofYears(9))));
  }

  private boolean isOpen() throws IOException {
    try {
      journal.event("started", "", "settings", "");
      return journal.find(ALL, Optional.empty(), 1).records().size() == 1;
    } catch (JournalException e) {
      return false;
    }
  }

  private void questions() throws Exception {
    report.append(
        "%,d records, %d questions each, pages of %d (load %.1f before)%n%n"
            .formatted(
                RECORDS,
                QUESTIONS,
                PAGE,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    report.append("| question | median ms | p95 | slowest | found | target |\n");
    report.append("|---|---|---|---|---|---|\n");
    question("SHA-256", () -> new Criteria().sha256(asked.sha256()).search());
    question("user", () -> new Criteria().user(asked.user()).search());
    question("beginning of a place", () -> place(asked.place()));
    console();
    question("last 100 FOUND", () -> new Criteria().verdict("FOUND").search());
    question("FOUND before a day", () -> new Criteria().verdict("FOUND").to(asked.day()).search());
    question(
        "user, OK, a month",
        () -> new Criteria().user(asked.user()).verdict("OK").month(asked.day()).search());
    question("place, FOUND", () -> new Criteria().place(asked.place()).verdict("FOUND").search());
    question(
        "place, a month", () -> new Criteria().place(asked.place()).month(asked.day()).search());
    question(
        "site, user",
        () -> new Criteria().site("https://moodle1.example").user(asked.user()).search());
    question("site that is not there", () -> new Criteria().site("no-such-bucket").search());
    question("place that was moved there long ago", () -> place(asked.moved()));
    question("site, a month", () -> new Criteria().site("/srv/pure").month(asked.day()).search());
  }

  private static ScanSearch place(String begin) {
    return new Criteria().place(begin).search();
  }

  private void question(String name, Supplier<ScanSearch> questions) throws Exception {
    List<Double> millis = new ArrayList<>();
    long found = 0;
    for (int i = 0; i < QUESTIONS; i++) {
      ScanSearch search = questions.get();
      long begun = System.nanoTime();
      found += journal.find(search, Optional.empty(), PAGE).records().size();
      millis.add((System.nanoTime() - begun) / 1e6);
    }
    row(name, millis, found / (double) QUESTIONS);
    plan(name, questions.get());
  }

  /** What the console's pages ask beside. */
  private void console() throws Exception {
    JournalQuestions questions = new JournalQuestions(journal, Clock.systemUTC());
    Instant now = Instant.now();
    List<Double> overview = new ArrayList<>();
    List<Double> acts = new ArrayList<>();
    for (int i = 0; i < QUESTIONS; i++) {
      long begun = System.nanoTime();
      journal.findings().open(now.minus(FindingNotes.COUNTED));
      questions.activity(now.minus(FindingNotes.COUNTED), now);
      overview.add((System.nanoTime() - begun) / 1e6);
      begun = System.nanoTime();
      questions.acts(
          new EventSearch(Optional.empty(), Optional.empty(), Optional.empty()),
          Optional.empty(),
          PAGE);
      acts.add((System.nanoTime() - begun) / 1e6);
    }
    row("console: overview", overview, 0);
    row("console: acts", acts, 0);
    question(
        "console: findings",
        () -> new Criteria().verdict(ScanSearch.NOT_OK).entry(ScanSearch.NO_CANARY).search());
  }

  /** Of all: each is where the one before ends, so that nobody can begin with the last. */
  private void pages() throws Exception {
    for (Criteria of : List.of(new Criteria(), new Criteria().place("/srv/pure/faculty-07/"))) {
      List<Double> first = new ArrayList<>();
      List<Double> last = new ArrayList<>();
      Optional<JournalCursor> after = Optional.empty();
      for (int i = 0; i < QUESTIONS; i++) {
        first.add(page(of, after).millis());
      }
      for (int i = 0; i < PAGES; i++) {
        Page page = page(of, after);
        if (i >= PAGES - QUESTIONS) {
          last.add(page.millis());
        }
        after = page.next();
        if (after.isEmpty()) {
          break;
        }
      }
      String what = of.search().place().map(place -> "below " + place).orElse("all");
      row("page 1 of " + what, first, PAGE);
      row("pages %d to %d".formatted(PAGES - QUESTIONS + 1, PAGES), last, PAGE);
    }
  }

  private record Page(double millis, Optional<JournalCursor> next) {}

  private Page page(Criteria of, Optional<JournalCursor> after) throws JournalException {
    long begun = System.nanoTime();
    JournalPage<ScanRecord> page = journal.find(of.search(), after, PAGE);
    return new Page((System.nanoTime() - begun) / 1e6, page.next());
  }

  private void plan(String name, ScanSearch search) throws JournalException {
    QueryPlans watched = new QueryPlans("explain (analyze, buffers)");
    database.read(
        "Looking",
        (connection, kind) ->
            JournalSearch.scans(
                watched.watching(connection), kind, search, Optional.empty(), PAGE));
    plans.append("## %s%n%n%s%n".formatted(name, watched.last()));
  }

  private void row(String name, List<Double> all, double found) throws IOException {
    if (all.isEmpty()) {
      return;
    }
    List<Double> millis = all.stream().sorted().toList();
    double p95 = millis.get((int) Math.ceil(millis.size() * 0.95) - 1);
    line(
        "| %s | %.1f | **%.1f** | %.1f | %.0f | ≤ %.0f%s |",
        name,
        millis.get(millis.size() / 2),
        p95,
        millis.get(millis.size() - 1),
        found,
        TARGET_MILLIS,
        p95 > TARGET_MILLIS ? ", missed" : "");
    save();
  }

  private void line(String text, Object... values) {
    String line = String.format(Locale.ROOT, text, values);
    System.out.println(line);
    report.append(line).append('\n');
  }

  private void save() throws IOException {
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/bench-search.md"), report);
    Files.writeString(Path.of("target/bench-search-plans.md"), plans);
  }

  /** What is looked for, criterion by criterion. */
  private static final class Criteria {
    private Optional<String> sha256 = Optional.empty();
    private Optional<String> user = Optional.empty();
    private Optional<String> site = Optional.empty();
    private Optional<String> entry = Optional.empty();
    private Optional<String> place = Optional.empty();
    private Optional<String> verdict = Optional.empty();
    private Optional<Instant> from = Optional.empty();
    private Optional<Instant> to = Optional.empty();

    Criteria sha256(String one) {
      sha256 = Optional.of(one);
      return this;
    }

    Criteria user(String one) {
      user = Optional.of(one);
      return this;
    }

    Criteria site(String one) {
      site = Optional.of(one);
      return this;
    }

    Criteria entry(String one) {
      entry = Optional.of(one);
      return this;
    }

    Criteria place(String begin) {
      place = Optional.of(begin);
      return this;
    }

    Criteria verdict(String one) {
      verdict = Optional.of(one);
      return this;
    }

    Criteria to(Instant end) {
      to = Optional.of(end);
      return this;
    }

    Criteria month(Instant begin) {
      from = Optional.of(begin);
      return to(begin.plus(Duration.ofDays(30)));
    }

    ScanSearch search() {
      return new ScanSearch(
          Optional.empty(),
          sha256,
          Optional.empty(),
          user,
          site,
          entry,
          place,
          verdict,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          from,
          to);
    }
  }
}

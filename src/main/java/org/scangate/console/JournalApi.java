package org.scangate.console;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.scangate.journal.Journal;
import org.scangate.journal.JournalException;
import org.scangate.journal.JournalPage;
import org.scangate.journal.JournalQuestions;
import org.scangate.journal.JournalRecord;
import org.scangate.journal.ScanRecord;
import org.scangate.journal.ScanSearch;
import org.scangate.scan.SharedSecrets;
import org.scangate.scan.access.ClientAddress;
import org.scangate.scan.access.FailedTokens;
import org.scangate.watch.alert.Alerts;

/** What the API shows, and to whom; made by the wiring. */
public final class JournalApi {

  /** Each has a page in memory. */
  private static final int MAX_EXPORTS = 4;

  private final Journal journal;
  private final Alerts alerts;
  private final SharedSecrets tokens;
  private final Supplier<ClientAddress> clients;
  private final BooleanSupplier stopping;
  private final FailedTokens failed = new FailedTokens(System::nanoTime);
  private final Clock clock = Clock.systemUTC();
  private final Semaphore exports = new Semaphore(MAX_EXPORTS);

  /**
   * @param alerts their ways
   * @param tokens one of which must be sent; none: nobody is told anything
   * @param clients tells clients from the proxies before them, by the settings as they are now
   * @param stopping whether the application is being stopped, so that nothing long goes on
   */
  public JournalApi(
      Journal journal,
      Alerts alerts,
      List<String> tokens,
      Supplier<ClientAddress> clients,
      BooleanSupplier stopping) {
    this.journal = journal;
    this.alerts = alerts;
    this.tokens = new SharedSecrets(tokens);
    this.clients = clients;
    this.stopping = stopping;
  }

  public JournalQuestions questions() {
    return new JournalQuestions(journal, clock);
  }

  Instant now() {
    return clock.instant();
  }

  <T extends JournalRecord> JournalExport<T> export(
      JournalExport.Pages<T> pages, ExportLines<T> lines, ApiCall.Wanted wanted)
      throws JournalException {
    return JournalExport.begin(pages, lines, stopping, exports, wanted.cursor(), wanted.limit());
  }

  /**
   * Scans as a file; what is wrong is told before anything is written.
   *
   * @param asked with a format
   * @param shown each scan as it may be told
   */
  public ExportFile scans(ApiParameters asked, ScanSearch search, UnaryOperator<ScanRecord> shown)
      throws JournalException {
    ApiCall.Wanted wanted = asked.all(ApiCall.Wanted.of(asked));
    if (wanted.format() == ExportFormat.JSON) {
      throw new IllegalArgumentException("the parameter format is wrong: it is csv or ndjson");
    }
    JournalExport<ScanRecord> content =
        export(
            (after, limit) -> shown(questions().scans(search, after, limit), shown),
            ExportLines.scans(wanted.format()),
            wanted);
    return new ExportFile(wanted.format().file("scans", now()), wanted.format().type(), content);
  }

  private static JournalPage<ScanRecord> shown(
      JournalPage<ScanRecord> page, UnaryOperator<ScanRecord> shown) {
    return new JournalPage<>(page.records().stream().map(shown).toList(), page.next());
  }

  Alerts alerts() {
    return alerts;
  }

  Journal journal() {
    return journal;
  }

  /** Who asks, by the connection and what proxies before it tell. */
  ClientAddress clients() {
    return clients.get();
  }

  /**
   * Who guesses tokens is not looked at for a while.
   *
   * @param authorization the header, or null
   */
  boolean mayAsk(String client, String authorization) {
    return !SharedSecrets.sent(authorization).isEmpty()
        && failed.isRight(client, () -> tokens.isSent(authorization));
  }
}

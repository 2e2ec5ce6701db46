package org.scangate.console.page;

import gg.jte.html.HtmlTemplateOutput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.scangate.console.ConsoleParts;
import org.scangate.console.page.Overview.Covered;
import org.scangate.console.page.Overview.Problem;
import org.scangate.journal.ActivityHour;
import org.scangate.journal.FindingNotes;
import org.scangate.journal.JournalException;
import org.scangate.pure.sweep.SweepView;
import org.scangate.watch.canary.CanaryStatus;
import org.scangate.watch.canary.ScannerProofs.Proof;
import org.scangate.watch.check.CheckState;
import org.scangate.watch.check.CheckStatus;
import org.scangate.watch.silence.SilenceLevel;
import org.scangate.watch.silence.SilenceStatus;

/** Whether all is well, in one sentence that is true. */
final class OverviewPage implements ConsolePage {

  private static final Duration MONTH = Duration.ofDays(31);

  /** However many look at it, the journal is asked this often at most. */
  private static final Duration ASKED_EVERY = Duration.ofSeconds(5);

  private final ConsoleParts parts;
  private final Remembered<FromJournal> journal;

  /** What only the journal knows. */
  private record FromJournal(Optional<Integer> open, List<ActivityHour> hours, String trouble) {}

  private static final FromJournal BEING_ASKED =
      new FromJournal(Optional.empty(), List.of(), "the journal is being asked");

  OverviewPage(ConsoleParts parts) {
    this.parts = parts;
    this.journal = new Remembered<>(ASKED_EVERY);
  }

  @Override
  public void show(PageRequest request, HtmlTemplateOutput output) {
    request.parameters().all("");
    JteoverviewGenerated.render(output, null, request.titled("Overview"), view(request));
  }

  private Overview view(PageRequest request) {
    Instant now = request.now();
    List<Problem> problems = problems();
    List<Covered> covered = covered();
    FromJournal told = journal.get(() -> ask(now), BEING_ASKED);
    List<Chart> charts =
        told.trouble().isEmpty()
            ? List.of(
                Chart.ofHours(told.hours(), now, request.frame().zone()),
                Chart.ofDays(told.hours(), now, request.frame().zone()))
            : List.of();
    return new Overview(
        problems.stream().noneMatch(Problem::severe),
        OverviewSentence.of(problems, covered, now),
        problems,
        covered,
        told.open(),
        charts,
        told.trouble());
  }

  private FromJournal ask(Instant now) {
    try {
      int open = parts.journal().findings().open(now.minus(FindingNotes.COUNTED));
      return new FromJournal(
          Optional.of(open),
          parts.api().questions().activity(now.minus(MONTH), now.plus(Duration.ofHours(1))),
          "");
    } catch (JournalException e) {
      return new FromJournal(Optional.empty(), List.of(), e.getMessage());
    }
  }

  /** What a check has not seen yet is told by the scanners themselves: they come first. */
  private List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    parts
        .readiness()
        .get()
        .forEach(
            (name, readiness) ->
                readiness
                    .obstacle()
                    .ifPresent(
                        why ->
                            problems.add(
                                new Problem(
                                    true,
                                    "scanner:" + name,
                                    "the scanner %s is not ready: %s".formatted(name, why.detail()),
                                    "",
                                    notReadySince(name)))));
    Stream.of(CheckState.ERROR, CheckState.WARNING)
        .flatMap(state -> parts.checks().statuses().stream().filter(one -> one.state() == state))
        .filter(one -> problems.stream().noneMatch(told -> told.what().equals(one.name())))
        .map(OverviewPage::problem)
        .forEach(problems::add);
    unknown().ifPresent(problems::add);
    return problems.stream().sorted(Comparator.comparing(one -> !one.severe())).toList();
  }

  /** What nobody has looked at is not known to be well. */
  private Optional<Problem> unknown() {
    int checks = parts.checks().waiting();
    long canaries =
        parts.canaries().statuses().stream()
            .filter(one -> one.state() == CanaryStatus.State.NOT_TRIED)
            .count();
    return checks + canaries == 0
        ? Optional.empty()
        : Optional.of(
            new Problem(
                false,
                "not looked at yet",
                "%s checks have not been run yet, and %s canaries were not tried yet."
                    .formatted(checks, canaries),
                "",
                Optional.empty()));
  }

  private Optional<Instant> notReadySince(String scanner) {
    return parts.canaries().proofs().stream()
        .filter(proof -> proof.scanner().equals(scanner))
        .findFirst()
        .flatMap(Proof::lastSuccess);
  }

  private static Problem problem(CheckStatus check) {
    return new Problem(
        check.state() == CheckState.ERROR,
        check.name(),
        check.result().sentence(),
        check.result().command(),
        Optional.of(check.since()));
  }

  private List<Covered> covered() {
    List<Covered> all = new ArrayList<>();
    parts.silence().statuses().stream()
        .filter(one -> one.entry().equals("moodle"))
        .map(OverviewPage::site)
        .forEach(all::add);
    parts.sweeps().views().stream().map(OverviewPage::store).forEach(all::add);
    parts.canaries().proofs().stream().map(OverviewPage::scanner).forEach(all::add);
    parts.canaries().statuses().stream().map(OverviewPage::canary).forEach(all::add);
    return all;
  }

  private static Covered site(SilenceStatus site) {
    String calm = site.heard().isPresent() ? "asks" : "not heard yet";
    return new Covered(
        OverviewSentence.SITE,
        site.site(),
        site.level() == SilenceLevel.NONE ? calm : "silent for longer than is usual",
        AlertsView.level(site),
        "last asked",
        site.heard(),
        "scans?entry=moodle&site=" + Show.url(site.site()));
  }

  private static Covered store(SweepView view) {
    boolean trouble = !view.status().problem().isEmpty() || view.status().paused();
    return new Covered(
        OverviewSentence.STORE,
        view.status().store(),
        view.status().state(),
        trouble ? "warning" : "ok",
        "last full walk",
        view.status().lastFullWalk(),
        "sweeps");
  }

  private static Covered scanner(Proof proof) {
    boolean ready = proof.problem().isEmpty();
    return new Covered(
        OverviewSentence.SCANNER,
        proof.scanner(),
        ready ? "ready" : "not ready",
        ready ? "ok" : "error",
        "last seen ready",
        proof.lastSuccess(),
        "scanners");
  }

  private static Covered canary(CanaryStatus canary) {
    return switch (canary.state()) {
      case OK -> covered(canary, "as it should be", "ok");
      case FAILED -> covered(canary, "failed", "error");
      case NOT_TRIED -> covered(canary, "not tried yet", "none");
    };
  }

  private static Covered covered(CanaryStatus canary, String state, String level) {
    return new Covered(
        "Canary", canary.name(), state, level, "last success", canary.lastSuccess(), "canaries");
  }
}

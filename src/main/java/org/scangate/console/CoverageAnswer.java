package org.scangate.console;

import static org.scangate.console.JournalAnswer.JSON;
import static org.scangate.console.JournalAnswer.add;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.scangate.journal.CoverageGap;
import org.scangate.journal.CoverageQuestion;
import org.scangate.journal.CoverageReport;
import org.scangate.journal.CoverageReport.ByOutcome;
import org.scangate.journal.CoverageReport.BySite;
import org.scangate.journal.CoverageReport.ByVersions;
import org.scangate.journal.CoverageReport.Quiet;
import org.scangate.journal.CoverageReport.Some;
import org.scangate.journal.CoverageReport.Sum;

/** Whether everything was scanned, as JSON, and what of that nobody can know. */
final class CoverageAnswer {

  private static final List<String> NEVER_KNOWN =
      List.of(
          "Files that were never sent are not counted: Moodle accepts a file without asking where"
              + " its antivirus plugin is off, or cannot reach this server; files of a store are"
              + " scanned when a sweep comes to them.",
          "Events do not name their server: where several write into one journal, gaps of one are"
              + " shown although another scanned on.",
          "A file that was scanned twice is counted twice.");

  private static final Sum NONE = new Sum(0, 0);

  private CoverageAnswer() {}

  static JsonObjectBuilder of(CoverageQuestion asked, CoverageReport report) {
    JsonObjectBuilder answer = JSON.createObjectBuilder();
    asked.entry().ifPresent(entry -> answer.add("entry", entry));
    asked.site().ifPresent(site -> answer.add("site", site));
    answer.add("from", report.from().toString()).add("to", report.to().toString());
    answer.add("asked", report.asked().toString());
    sum(answer, report.outcomes().stream().map(ByOutcome::sum).reduce(NONE, Sum::and));
    answer.add("verdicts", all(report.outcomes(), CoverageAnswer::outcome));
    some(answer, "sites", report.sites(), CoverageAnswer::site);
    some(answer, "versions", report.versions(), CoverageAnswer::versions);
    some(answer, "gaps", report.gaps(), CoverageAnswer::gap);
    some(answer, "quiet", report.quiet(), CoverageAnswer::quiet);
    JsonArrayBuilder unknown = JSON.createArrayBuilder();
    unknown(report).forEach(unknown::add);
    return answer.add("not_known", unknown);
  }

  private static List<String> unknown(CoverageReport report) {
    List<String> unknown = new ArrayList<>();
    if (report.firstHour().isEmpty()) {
      unknown.add("There is no sum of this entry and site at all. Are both spelt as in a scan?");
    } else if (report.firstHour().get().isAfter(report.from())) {
      unknown.add(
          "The first sum is of "
              + report.firstHour().get()
              + ": what was before is not known. Sums are kept for three years.");
    }
    if (report.waiting() > 0) {
      unknown.add(
          report.waiting()
              + " records of this server wait for the database, and are not counted yet. Those of"
              + " others are not known.");
    }
    if (report.asked().isBefore(report.to())) {
      unknown.add("The span goes on: it ends after this was asked.");
    }
    unknown.addAll(NEVER_KNOWN);
    return unknown;
  }

  private static <T> JsonArrayBuilder all(List<T> list, Function<T, JsonObjectBuilder> one) {
    JsonArrayBuilder all = JSON.createArrayBuilder();
    list.forEach(each -> all.add(one.apply(each)));
    return all;
  }

  private static <T> void some(
      JsonObjectBuilder to, String name, Some<T> some, Function<T, JsonObjectBuilder> one) {
    to.add(name, all(some.list(), one)).add("more_" + name, some.more());
  }

  private static JsonObjectBuilder sum(JsonObjectBuilder to, Sum sum) {
    return to.add("files", sum.files()).add("bytes", sum.bytes());
  }

  private static JsonObjectBuilder outcome(ByOutcome outcome) {
    JsonObjectBuilder one = JSON.createObjectBuilder();
    add(one, "verdict", outcome.verdict());
    add(one, "reason", outcome.reason());
    return sum(one.add("scanner_asked", outcome.asked()), outcome.sum());
  }

  private static JsonObjectBuilder site(BySite site) {
    JsonObjectBuilder one = JSON.createObjectBuilder();
    add(one, "entry", site.entry());
    add(one, "site", site.site());
    return sum(one, site.sum())
        .add("first_hour", site.firstHour().toString())
        .add("last_hour", site.lastHour().toString());
  }

  private static JsonObjectBuilder versions(ByVersions versions) {
    return sum(JSON.createObjectBuilder().add("scanners", versions.versions()), versions.sum())
        .add("first_hour", versions.firstHour().toString())
        .add("last_hour", versions.lastHour().toString());
  }

  private static JsonObjectBuilder gap(CoverageGap gap) {
    JsonObjectBuilder one = JSON.createObjectBuilder().add("kind", gap.kind());
    add(one, "what", gap.what());
    one.add("from", gap.from().toString());
    gap.to().ifPresent(to -> one.add("to", to.toString()));
    add(one, "detail", gap.detail());
    return one;
  }

  private static JsonObjectBuilder quiet(Quiet quiet) {
    return JSON.createObjectBuilder()
        .add("from", quiet.from().toString())
        .add("to", quiet.to().toString());
  }
}

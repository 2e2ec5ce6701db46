package org.scangate.watch.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.scangate.journal.CoverageGap;
import org.scangate.journal.WeekReport;
import org.scangate.journal.WeekReport.ByPlace;
import org.scangate.journal.WeekReport.ByReason;
import org.scangate.scan.LogText;

/**
 * A week in words.
 *
 * @param well whether files came, all of them were scanned, none was infected, and no gap is known
 * @param summary without an end, such as {@code 3 found, 12 not scanned, 1 gap}
 */
record WeeklyText(boolean well, String summary, List<String> lines) {

  private static final int MAX_GAPS = 20;
  private static final String NOT_THERE =
      "Not in these figures: what was never handed to Scangate, and how many files were OK though"
          + " they hold a container that nobody opens and that scangate.accept-unopened accepts.";

  WeeklyText {
    lines = List.copyOf(lines);
  }

  static WeeklyText of(WeekReport week) {
    long all = files(week, any -> true);
    long found = files(week, one -> one.verdict().equals("FOUND"));
    long notScanned = files(week, WeeklyText::isNotScanned);
    int gaps = gaps(week).size();
    boolean well = all > 0 && found == 0 && notScanned == 0 && gaps == 0;
    String summary =
        all == 0
            ? "no file came at all, " + counted(gaps, "gap")
            : well
                ? counted(all, "file") + " scanned, none infected"
                : found + " found, " + notScanned + " not scanned, " + counted(gaps, "gap");
    List<String> lines = new ArrayList<>();
    lines.add("From " + week.from() + " to " + week.to() + ":");
    lines.add(
        "%s, %s bytes: %s found infected, %s not scanned, %s allowed by an exception."
            .formatted(
                counted(all, "file"),
                bytes(week),
                found,
                notScanned,
                files(week, WeeklyText::isAllowed)));
    if (week.waiting() > 0) {
      lines.add(
          counted(week.waiting(), "record")
              + " of this server not in the database yet, nor in these figures.");
    }
    notLookedInto(week, lines);
    gaps(week, lines);
    places(week, lines);
    lines.add("");
    lines.add(NOT_THERE);
    return new WeeklyText(well, summary, lines);
  }

  private static boolean isNotScanned(ByReason one) {
    return one.verdict().equals("UNSCANNED");
  }

  private static boolean isAllowed(ByReason one) {
    return one.verdict().equals("OK") && !one.reason().isEmpty();
  }

  private static long files(WeekReport week, Predicate<ByReason> which) {
    return week.outcomes().stream().filter(which).mapToLong(one -> one.sum().files()).sum();
  }

  private static long bytes(WeekReport week) {
    return week.outcomes().stream().mapToLong(one -> one.sum().bytes()).sum();
  }

  private static void notLookedInto(WeekReport week, List<String> lines) {
    lines.add("");
    lines.add("What was not looked into:");
    int before = lines.size();
    week.outcomes().stream()
        .filter(WeeklyText::isNotScanned)
        .forEach(
            one ->
                lines.add("- " + counted(one.sum().files(), "file") + ": " + text(one.reason())));
    week.outcomes().stream()
        .filter(WeeklyText::isAllowed)
        .forEach(
            one ->
                lines.add(
                    "- %s: %s, and allowed by an exception"
                        .formatted(counted(one.sum().files(), "file"), text(one.reason()))));
    if (!week.unopened().isEmpty()) {
      lines.add(
          week.unopened().entrySet().stream()
              .map(one -> text(one.getKey()) + " " + one.getValue())
              .collect(Collectors.joining(", ", "- containers that no scanner opens: ", "")));
    }
    if (lines.size() == before) {
      lines.add("- nothing that came here");
    }
  }

  /** One of a kind and a thing is many times the same trouble. */
  private record Gap(String kind, String what) {
    @Override
    public String toString() {
      return text(kind) + (what.isEmpty() ? "" : " " + text(what));
    }
  }

  private static Map<Gap, List<CoverageGap>> gaps(WeekReport week) {
    return week.gaps().stream()
        .collect(
            Collectors.groupingBy(
                one -> new Gap(one.kind(), one.what()), LinkedHashMap::new, Collectors.toList()));
  }

  private static void gaps(WeekReport week, List<String> lines) {
    lines.add("");
    lines.add("Gaps, in which files may have gone by:");
    Map<Gap, List<CoverageGap>> gaps = gaps(week);
    gaps.entrySet().stream()
        .limit(MAX_GAPS)
        .forEach(one -> lines.add("- " + one.getKey() + ": " + words(one.getValue())));
    if (gaps.size() > MAX_GAPS) {
      lines.add("- and " + (gaps.size() - MAX_GAPS) + " others");
    }
    if (gaps.isEmpty()) {
      lines.add("- none is known");
    }
  }

  private static String words(List<CoverageGap> same) {
    CoverageGap first = same.get(0);
    CoverageGap last = same.get(same.size() - 1);
    String end = last.to().map(Instant::toString).orElse("the end");
    return counted(same.size(), "time") + ", from " + first.from() + " to " + end;
  }

  private static void places(WeekReport week, List<String> lines) {
    lines.add("");
    lines.add("By site and store:");
    for (ByPlace one : week.places().list()) {
      lines.add(
          "- %s%s: %s, %s found, %s not scanned"
              .formatted(
                  text(one.entry()),
                  one.site().isEmpty() ? "" : " " + text(one.site()),
                  counted(one.files(), "file"),
                  one.found(),
                  one.notScanned()));
    }
    if (week.places().more()) {
      lines.add("- and others, with fewer findings");
    }
    if (week.places().list().isEmpty()) {
      lines.add("- none sent anything");
    }
  }

  private static String counted(long count, String of) {
    return count + " " + of + (count == 1 ? "" : "s");
  }

  private static String text(String foreign) {
    return LogText.of(foreign);
  }
}

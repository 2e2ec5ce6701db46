package org.scangate.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes gaps of events. Those of one kind and thing are told when they begin and when they end; a
 * start ends all that were told before it, since what runs anew tells anew.
 */
final class CoverageGaps {

  static final String STARTED = "started";
  static final String STOPPED = "stopped";
  static final String READY = "scanner-ready";
  static final String NOT_READY = "scanner-not-ready";
  static final String PAUSED = "sweep-paused";
  static final String RESUMED = "sweep-resumed";
  static final String SKIPPED = "conncheck-skipped";
  static final String GIVEN_UP = "journal-given-up";
  static final String DATABASE = "journal-database";

  /** Told each minute while it goes on. */
  private static final Duration SAME_SKIPPING = Duration.ofMinutes(2);

  /** Looks for the last sign of life before a start that followed no stop. */
  @FunctionalInterface
  interface LastRecord<E extends Exception> {
    Optional<Instant> before(Instant start) throws E;
  }

  private final Instant from;
  private final Instant to;
  private final List<CoverageGap> gaps = new ArrayList<>();

  /** By what; each event of the same extends it. */
  private final Map<String, Open> open = new TreeMap<>();

  private boolean known;
  private boolean runs;
  private Instant stopped;

  private record Open(String kind, String what, Instant from, Instant last, String detail) {
    Open until(EventRecord event) {
      return new Open(kind, what, from, event.at(), event.detail());
    }
  }

  private CoverageGaps(Instant from, Instant to) {
    this.from = from;
    this.to = to;
  }

  /**
   * @param events the earliest first, from the last start or stop before the span on
   */
  static <E extends Exception> List<CoverageGap> of(
      Instant from, Instant to, List<EventRecord> events, LastRecord<E> last) throws E {
    CoverageGaps gaps = new CoverageGaps(from, to);
    for (EventRecord one : events) {
      gaps.hear(one, last);
    }
    return gaps.end();
  }

  private <E extends Exception> void hear(EventRecord event, LastRecord<E> last) throws E {
    String thing = event.what();
    switch (event.kind()) {
      case STARTED -> started(event.at(), last);
      case STOPPED -> {
        endAll(event.at());
        runs = false;
        known = true;
        stopped = event.at();
      }
      case NOT_READY -> {
        end(NOT_READY + thing, event.at()); // for another reason from now on
        begin(NOT_READY + thing, event);
      }
      case READY -> end(NOT_READY + thing, event.at());
      case PAUSED -> open.putIfAbsent(PAUSED + thing, opened(event));
      case RESUMED -> end(PAUSED + thing, event.at());
      case SKIPPED -> skipped(event);
      case GIVEN_UP, DATABASE -> add(event.kind(), thing, event.at(), event.at(), event.detail());
      default -> {
        // nothing is missed by it
      }
    }
  }

  private <E extends Exception> void started(Instant at, LastRecord<E> last) throws E {
    if (!known) {
      add(
          CoverageGap.NOT_KNOWN,
          "",
          from,
          at,
          "the journal knows of no start before; what ran then, if anything, is not known");
    } else if (!runs) {
      add(CoverageGap.NOT_RUNNING, "", stopped, at, "it was stopped");
    } else if (at.isAfter(from)) {
      Instant sign = last.before(at).orElse(at);
      endAll(sign);
      add(
          CoverageGap.NOT_RUNNING,
          "",
          sign,
          at,
          "it was killed, or another server started; from is the last record before that start");
    }
    endAll(at);
    known = true;
    runs = true;
  }

  private void skipped(EventRecord event) {
    String key = SKIPPED + event.what();
    Open before = open.get(key);
    if (before != null && event.at().isAfter(before.last().plus(SAME_SKIPPING))) {
      end(key, before.last());
    }
    open.merge(key, opened(event), (known, same) -> known.until(event));
  }

  private void begin(String key, EventRecord event) {
    open.put(key, opened(event));
  }

  private static Open opened(EventRecord event) {
    return new Open(event.kind(), event.what(), event.at(), event.at(), event.detail());
  }

  private void end(String key, Instant at) {
    Open ended = open.remove(key);
    if (ended != null) {
      Instant end = ended.kind().equals(SKIPPED) ? ended.last() : at;
      add(ended.kind(), ended.what(), ended.from(), end, ended.detail());
    }
  }

  private void endAll(Instant at) {
    List.copyOf(open.keySet()).forEach(key -> end(key, at));
  }

  /** As much of it as is within the span. */
  private void add(String kind, String what, Instant begin, Instant end, String detail) {
    boolean before = end.isBefore(from) || (end.equals(from) && begin.isBefore(from));
    if (!before && begin.isBefore(to)) {
      Optional<Instant> until = end.isAfter(to) ? Optional.empty() : Optional.of(end);
      gaps.add(new CoverageGap(kind, what, later(begin), until, detail));
    }
  }

  private Instant later(Instant begin) {
    return begin.isBefore(from) ? from : begin;
  }

  private List<CoverageGap> end() {
    if (!known) {
      gaps.add(
          new CoverageGap(
              CoverageGap.NOT_KNOWN,
              "",
              from,
              Optional.empty(),
              "the journal knows of no start or stop until the end of this span"));
    } else if (!runs) {
      gaps.add(
          new CoverageGap(
              CoverageGap.NOT_RUNNING, "", later(stopped), Optional.empty(), "it was stopped"));
    }
    open.values().stream()
        .filter(one -> one.kind().equals(SKIPPED))
        .map(one -> one.kind() + one.what())
        .toList()
        .forEach(key -> end(key, to));
    open.values()
        .forEach(
            one ->
                gaps.add(
                    new CoverageGap(
                        one.kind(),
                        one.what(),
                        later(one.from()),
                        Optional.empty(),
                        one.detail())));
    gaps.sort(Comparator.comparing(CoverageGap::from));
    return gaps;
  }
}

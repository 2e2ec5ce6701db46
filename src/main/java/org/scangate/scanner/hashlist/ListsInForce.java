package org.scangate.scanner.hashlist;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.scangate.scan.LogText;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;

/**
 * The lists that scans use, and how others come in their place: whole, and only when no file
 * changed from the look before reading to the look after it. What fails leaves the last ones.
 */
final class ListsInForce {

  /** What holds at one moment; with lists, it is ready. */
  record State(Optional<Lists> lists, Readiness readiness) {}

  /** Reads all lists, the newest of which is of that time. */
  @FunctionalInterface
  interface Reading {
    Lists read(List<Path> files, Instant newest) throws IOException;
  }

  private static final Logger LOG = System.getLogger(ListsInForce.class.getName());
  private static final int PATIENCE = 30;

  private final HashlistSettings settings;
  private final Duration settle;
  private final Reading reading;
  private volatile State state;

  // Of the thread that looks:
  private List<ListFileState> seen = List.of();
  private long seenSince;
  private int changes;
  private List<ListFileState> read = List.of();
  private List<ListFileState> refused = List.of();
  private String trouble = "";

  /**
   * Nothing is read yet.
   *
   * @param settle how long files must have been the same before they are read
   */
  ListsInForce(HashlistSettings settings, Duration settle, Reading reading) {
    this.settings = settings;
    this.settle = settle;
    this.reading = reading;
    state =
        new State(Optional.empty(), Readiness.not(Reason.UNREACHABLE, "the lists are being read"));
    if (settings.files().isEmpty()) {
      report(Lists.none());
      putInForce(Lists.none());
    }
  }

  State state() {
    return state;
  }

  /** Has the lists read if they are others and were the same at the look before. */
  void look(long nanoTime) {
    List<ListFileState> looks = looks();
    Optional<String> problem = looks.stream().flatMap(look -> look.problem().stream()).findFirst();
    if (problem.isPresent()) {
      refused = List.of();
      fail(problem.get());
    } else if (looks.equals(read)) {
      recover();
    } else if (!looks.equals(seen)) {
      change();
    } else if (!looks.equals(refused) && nanoTime - seenSince >= settle.toNanos()) {
      read(looks);
    }
    if (!looks.equals(seen)) {
      seen = looks;
      seenSince = nanoTime;
    }
  }

  private List<ListFileState> looks() {
    return settings.files().stream().map(ListFileState::at).toList();
  }

  private void change() {
    changes++;
    if (changes > PATIENCE) {
      fail("the files change on and on, and a list that is being written is not read");
    }
  }

  private void read(List<ListFileState> looks) {
    try {
      Instant newest =
          looks.stream().map(ListFileState::modified).max(Instant::compareTo).orElseThrow();
      Lists lists = reading.read(settings.files(), newest);
      if (!looks().equals(looks)) {
        return; // it was being written: read again when it rests
      }
      changes = 0;
      Optional<String> obstacle = obstacle(lists);
      if (obstacle.isPresent()) {
        refused = looks;
        fail(obstacle.get());
      } else {
        read = looks;
        report(lists);
        putInForce(lists);
      }
    } catch (IOException e) {
      failUnlessInterrupted(e);
    } catch (OutOfMemoryError e) { // of this thread alone, and what it holds is free again
      refused = looks;
      fail("the lists need more memory than there is: give the server more heap (-Xmx)");
    }
  }

  /** At the start a list without a digest is one that is not filled yet. */
  private Optional<String> obstacle(Lists lists) {
    return lists.obstacle().or(() -> state.lists().flatMap(lists::obstacleAfter));
  }

  private void failUnlessInterrupted(IOException e) {
    if (!Thread.currentThread().isInterrupted()) {
      fail("the lists cannot be read: " + LogText.of(e.toString()));
    }
  }

  private void report(Lists lists) {
    lists.reports().stream()
        .flatMap(report -> report.warning().stream())
        .forEach(warning -> LOG.log(Level.WARNING, settings.name() + ": " + warning));
    LOG.log(
        state.lists().isEmpty() ? Level.WARNING : Level.INFO,
        lists.advice(settings.name()).get(0) + "; version " + lists.version());
  }

  private void putInForce(Lists lists) {
    List<String> advice = lists.advice(settings.name());
    trouble = "";
    refused = List.of();
    state =
        new State(
            Optional.of(lists), Readiness.ready(advice, lists.version(), OptionalLong.empty()));
  }

  /** What was read is there again as it was. */
  private void recover() {
    changes = 0;
    refused = List.of();
    if (!trouble.isEmpty()) {
      LOG.log(Level.INFO, settings.name() + ": the lists are there again as they were read");
      state.lists().ifPresent(this::putInForce);
    }
  }

  private void fail(String why) {
    String problem = "scangate.%s.files: %s".formatted(settings.name(), why);
    if (problem.equals(trouble)) {
      return;
    }
    trouble = problem;
    state = state.lists().map(lists -> stale(lists, problem)).orElseGet(() -> not(problem));
  }

  private State stale(Lists lists, String problem) {
    String stale = problem + "; until it is mended the last good lists stay in force";
    LOG.log(Level.WARNING, stale);
    List<String> advice = new ArrayList<>(lists.advice(settings.name()));
    advice.add(stale);
    return new State(
        Optional.of(lists), Readiness.ready(advice, lists.version(), OptionalLong.empty()));
  }

  private static State not(String problem) {
    LOG.log(Level.WARNING, "not scanning: " + problem);
    return new State(Optional.empty(), Readiness.not(Reason.MISCONFIGURED, problem));
  }
}

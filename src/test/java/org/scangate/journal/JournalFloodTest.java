package org.scangate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scangate.testing.Await;

/** More ask than the database can answer. */
class JournalFloodTest {

  private static final int QUESTIONS = 1_000;
  private static final String ANSWERED = "answered";
  private static final Instant AT = Instant.parse("2026-11-15T12:00:00Z");

  @ParameterizedTest
  @EnumSource
  void aThousandAreAnsweredOrToldToComeAgainAndNothingIsLeftBehind(FilledJournal.In in)
      throws Exception {
    try (FilledJournal filled = new FilledJournal(in)) {
      List<ScanRecord> scans = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        scans.add(FilledJournal.scan(AT.minusSeconds(i), i + ".pdf"));
      }
      filled.write(scans);
      AtomicLong connections = new AtomicLong();
      Map<String, Integer> outcomes = flood(filled, connections);
      int answered = outcomes.getOrDefault(ANSWERED, 0);
      assertEquals(QUESTIONS, outcomes.values().stream().mapToInt(Integer::intValue).sum());
      assertTrue(answered >= 5, outcomes.toString());
      outcomes.keySet().stream()
          .filter(one -> !one.equals(ANSWERED))
          .forEach(one -> assertTrue(one.endsWith("ask again later"), one));
      assertTrue(connections.get() <= 11, "ours and the test's: " + connections);
      assertEquals(0, filled.connections("state like 'idle in transaction%'"));
      for (int i = 0; i < 30; i++) {
        assertEquals(2, find(filled, 2), "every slot was given back");
      }
      assertEquals("", filled.status().problem(), "what is shipped had its connection");
      filled.journal().event("after", "", "", "");
      Await.until("it ships on", Duration.ofSeconds(30), () -> afterwards(filled) == 1);
    }
  }

  private static long afterwards(FilledJournal filled) {
    try {
      return filled.count("select count(*) from event where kind = 'after'");
    } catch (JournalException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Integer> flood(FilledJournal filled, AtomicLong connections)
      throws Exception {
    Map<String, Integer> outcomes = new ConcurrentHashMap<>();
    CountDownLatch all = new CountDownLatch(QUESTIONS);
    ExecutorService threads = Executors.newFixedThreadPool(QUESTIONS);
    try {
      List<Future<?>> asked = new ArrayList<>();
      for (int i = 0; i < QUESTIONS; i++) {
        asked.add(
            threads.submit(
                () -> {
                  all.countDown();
                  all.await();
                  outcomes.merge(outcome(filled), 1, Integer::sum);
                  return null;
                }));
      }
      while (asked.stream().anyMatch(one -> !one.isDone())) {
        connections.accumulateAndGet(filled.connections("true"), Math::max);
      }
      for (Future<?> one : asked) {
        one.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdown();
    }
    return outcomes;
  }

  private static String outcome(FilledJournal filled) {
    try {
      return find(filled, 1_000) == 1_000 ? ANSWERED : "too few";
    } catch (JournalException e) {
      return e.passes() ? e.getMessage() : "for good: " + e.getMessage();
    }
  }

  private static int find(FilledJournal filled, int limit) throws JournalException {
    return filled.journal().find(ANY, Optional.empty(), limit).records().size();
  }

  private static final ScanSearch ANY =
      new ScanSearch(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
}

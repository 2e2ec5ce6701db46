package org.scangate.watch.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.scangate.scan.Origin;
import org.scangate.scan.Packing;
import org.scangate.scan.Reason;
import org.scangate.scan.ScanId;
import org.scangate.scan.ScanReport;
import org.scangate.scan.Verdict;
import org.scangate.testing.TypedCommand;
import org.scangate.watch.check.MoodleSitesCheck.Questions;

/** What requests and reports show. */
class RequestChecksTest {

  private static final String SITE = "https://moodle.example";
  private static final Verdict CLEAN = new Verdict.Clean();
  private static final Verdict BUSY = new Verdict.Unscanned(Reason.BUSY, "all slots are taken");

  private final MovedClock clock = new MovedClock();
  private final Map<String, Questions> asked = new LinkedHashMap<>();
  private final MoodleSitesCheck sites = new MoodleSitesCheck(() -> asked, clock);

  /** It shows the time that a test has moved it to. */
  private static final class MovedClock extends Clock {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    void move(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  void filesThatNobodyLookedIntoAreToldByKindForADay() {
    UnopenedFilesCheck check = new UnopenedFilesCheck(clock);
    assertEquals(CheckState.OK, check.look().state());
    check.accept(report("a", new Verdict.Unscanned(Reason.ENCRYPTED, "a zip"), List.of()));
    check.accept(
        report("b", new Verdict.Unscanned(Reason.NOT_OPENED, "a rar"), List.of("rar5", "zst")));
    clock.move(Duration.ofHours(12));
    check.accept(report("c", new Verdict.Unscanned(Reason.NOT_OPENED, "a rar"), List.of("rar5")));
    check.accept(report("d", BUSY, List.of()));
    CheckResult result = check.look();
    assertEquals(CheckState.WARNING, result.state());
    assertEquals(Map.of("encrypted", "1", "rar5", "2", "zst", "1"), result.details());
    clock.move(Duration.ofHours(13));
    assertEquals(Map.of("rar5", "1"), check.look().details());
    clock.move(Duration.ofHours(13));
    assertEquals(CheckState.OK, check.look().state());
  }

  @Test
  void aSiteThatAsksAndSendsNoFileIsTold() {
    assertEquals(CheckState.NOT_APPLICABLE, sites.look().state());
    asks(1);
    sites.accept(report("a", CLEAN, List.of()));
    assertEquals(CheckState.OK, sites.look().state(), sites.look().sentence());
    clock.move(Duration.ofHours(1));
    asks(4);
    assertEquals(CheckState.OK, sites.look().state()); // a file may follow
    clock.move(Duration.ofMinutes(5));
    CheckResult silent = sites.look();
    assertEquals(CheckState.WARNING, silent.state());
    assertTrue(silent.sentence().startsWith(SITE + " asks"), silent.sentence());
    asks(5);
    sites.accept(report("b", new Verdict.Infected("Eicar"), List.of()));
    CheckResult well = sites.look();
    assertEquals(CheckState.OK, well.state(), well.sentence());
    assertEquals(
        "last conncheck 2026-03-01T13:05:00Z, last scan 2026-03-01T13:05:00Z, last FOUND"
            + " 2026-03-01T13:05:00Z",
        well.details().get(SITE));
  }

  @Test
  void aLookAtAStatusPageIsNoSilence() {
    asks(2);
    sites.look();
    clock.move(Duration.ofHours(1));
    assertEquals(CheckState.OK, sites.look().state());
  }

  @Test
  void theSameContentAgainWithinAMinuteOfAnErrorIsTold() {
    sites.accept(report("a", BUSY, List.of()));
    clock.move(Duration.ofSeconds(90));
    sites.accept(report("a", BUSY, List.of()));
    assertEquals(CheckState.OK, sites.look().state());
    clock.move(Duration.ofSeconds(5));
    sites.accept(report("b", BUSY, List.of()));
    assertEquals(CheckState.OK, sites.look().state());
    sites.accept(report("a", CLEAN, List.of()));
    CheckResult again = sites.look();
    assertEquals(CheckState.WARNING, again.state());
    assertTrue(again.sentence().contains("retries to 0"), again.sentence());
    clock.move(Duration.ofHours(2));
    assertEquals(CheckState.OK, sites.look().state());
  }

  /** A client claims its site itself. */
  @Test
  void sitesAreBounded() {
    for (int i = 0; i < 1_000; i++) {
      asked.put("https://" + i + ".example", new Questions(1, clock.instant()));
      sites.accept(reportOf("https://s" + i + ".example", "x" + i, BUSY, List.of()));
    }
    assertEquals(50, sites.look().details().size());
  }

  @Test
  void whoeverMaySendAnythingIsTold() throws IOException, InterruptedException {
    AtomicReference<String> token = new AtomicReference<>("");
    OpenAccessCheck open = new OpenAccessCheck(() -> !token.get().isEmpty(), () -> false);
    assertEquals(CheckState.WARNING, open.look().state());
    token.set(TypedCommand.output(open.look().command()));
    assertEquals(48, token.get().length());
    assertEquals(CheckState.OK, open.look().state());
    assertEquals(CheckState.OK, new OpenAccessCheck(() -> true, () -> false).look().state());
    assertEquals(CheckState.OK, new OpenAccessCheck(() -> false, () -> true).look().state());
  }

  @Test
  void requestsOfADayAreTold() {
    Optional<Sighting> seen = Optional.of(new Sighting(clock.instant(), "192.0.2.7"));
    PlainHttpCheck plain = new PlainHttpCheck(() -> seen, clock);
    UntrustedProxyCheck proxy = new UntrustedProxyCheck(() -> seen, clock);
    assertEquals(CheckState.WARNING, plain.look().state());
    assertEquals("192.0.2.7", plain.look().details().get("address"));
    assertFalse(plain.look().sentence().contains("192.0.2.7"), "it goes into the journal");
    assertEquals(CheckState.WARNING, proxy.look().state());
    clock.move(Duration.ofHours(25));
    assertEquals(CheckState.OK, plain.look().state());
    assertEquals(CheckState.OK, proxy.look().state());
    assertEquals(CheckState.OK, new PlainHttpCheck(Optional::empty, clock).look().state());
    assertEquals(CheckState.OK, new UntrustedProxyCheck(Optional::empty, clock).look().state());
  }

  @Test
  void wrongTokensOfAnHourAreTold() {
    AtomicLong wrong = new AtomicLong();
    WrongTokensCheck check = new WrongTokensCheck(wrong::get, clock);
    assertEquals(CheckState.OK, check.look().state());
    wrong.set(3);
    assertEquals(CheckState.WARNING, check.look().state());
    clock.move(Duration.ofMinutes(59));
    assertEquals(CheckState.WARNING, check.look().state());
    clock.move(Duration.ofMinutes(2));
    assertEquals(CheckState.OK, check.look().state());
  }

  private void asks(long count) {
    asked.put(SITE, new Questions(count, clock.instant()));
  }

  private ScanReport report(String content, Verdict verdict, List<String> unopened) {
    return reportOf(SITE, content, verdict, unopened);
  }

  private ScanReport reportOf(String site, String content, Verdict verdict, List<String> unopened) {
    TreeSet<String> kinds = new TreeSet<>(unopened);
    return new ScanReport(
        ScanId.next(),
        "a.txt",
        new Origin("moodle", site, "a.txt", "7", "192.0.2.7", "moodle"),
        1000,
        Optional.of(content),
        Optional.empty(),
        verdict,
        List.of(),
        new Packing(kinds, kinds, Optional.empty()),
        clock.instant(),
        Duration.ofMillis(20));
  }
}

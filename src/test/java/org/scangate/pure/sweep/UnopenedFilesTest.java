package org.scangate.pure.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scangate.container.ContainerKind;
import org.scangate.pure.Status;
import org.scangate.pure.VerdictDocument;
import org.scangate.pure.VerdictFreshness;
import org.scangate.scan.Opened;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.testing.Await;
import org.scangate.testing.ScriptedScanner;

/** Files that no scanner was shown to open, new ones and ones that have an OK. */
@Timeout(30)
class UnopenedFilesTest {

  private static final Duration OLD = Duration.ofDays(40);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final byte[] RAR5 = {'R', 'a', 'r', '!', 0x1a, 7, 1, 0};

  private final SweepSite site = new SweepSite();
  private final MemoryStore store = site.store;
  private final SweepMXBean bean = site.sweep.bean();

  @BeforeEach
  void theScannerOpensZipAlone() {
    site.scanner.opened = Optional.of(new Opened(Set.of(ContainerKind.ZIP), 10_000));
  }

  @AfterEach
  void close() {
    site.close();
    assertEquals(0, store.held());
  }

  private MemoryFile rar(String name) {
    MemoryFile file = store.add(name);
    file.head = RAR5;
    return file;
  }

  private MemoryFile ok(MemoryFile file, Duration age) {
    return file.verdict(VerdictFreshness.CURRENT, site.ours(Status.OK, age));
  }

  private void withdraw(boolean dryRun) throws InterruptedException {
    store.configured = false; // so that the sweep's own thread begins nothing
    bean.withdrawUnopened("anna\n", dryRun);
    site.pass(WalkKind.WITHDRAW);
  }

  @Test
  void aDryRunCountsThemByKind() throws InterruptedException {
    site.settings.dryRun(true);
    rar("a");
    rar("b");
    store.add("c");
    site.pass(WalkKind.FULL);
    assertEquals("rar5 2", bean.getNotOpened());
    assertEquals(1, site.log.count("0 failed; not opened: rar5 2; "));
    assertEquals(List.of(), List.copyOf(store.events).stream().filter(one -> !scan(one)).toList());
  }

  private static boolean scan(String event) {
    return event.startsWith("scan ");
  }

  @Test
  void anEarlierOkIsKeptCountedAndToldOfOnce() throws InterruptedException {
    ok(rar("a"), OLD);
    ok(rar("b"), OLD);
    ok(store.add("c"), OLD);
    rar("found").verdict(VerdictFreshness.CURRENT, site.ours(Status.FOUND, OLD));
    site.pass(WalkKind.CHECK);
    assertEquals(3, store.with(Status.OK));
    assertEquals(2, bean.getKeptThoughNotOpened());
    List<String> warnings = site.log.lines(Level.WARNING);
    assertEquals(1, warnings.size(), warnings.toString());
    assertTrue(warnings.get(0).contains("2 files keep an earlier OK"), warnings.get(0));
    assertEquals(1, site.log.count("; 2 keep their OK though not opened; "));
  }

  @Test
  void whoWithdrawsThemIsAskedFirstAndWrittenDown() throws InterruptedException {
    ok(rar("a"), HOUR);
    rar("moved").verdict(VerdictFreshness.MOVED, site.ours(Status.OK, HOUR));
    ok(store.add("plain"), HOUR);
    rar("found").verdict(VerdictFreshness.CURRENT, site.ours(Status.FOUND, HOUR));
    store.add("new");
    Optional<VerdictDocument> before = store.files.get("a").document();
    withdraw(true);
    assertTrue(bean.getWithdrawn().contains("would withdraw 2 OKs"), bean.getWithdrawn());
    assertTrue(bean.getWithdrawn().endsWith("is through"), bean.getWithdrawn());
    assertEquals(before, store.files.get("a").document());
    assertEquals("rar5 2", bean.getNotOpened());
    site.scanner.given.clear();
    withdraw(false);
    assertEquals(List.of("a", "moved", "plain"), site.scanner.given.stream().sorted().toList());
    assertTrue(store.files.get("new").revisits.get() > 0, "it is left to a walk for changes");
    assertTrue(bean.getWithdrawn().contains("withdraws 2 OKs"), bean.getWithdrawn());
    assertEquals(2, site.log.count("anna\\u000a withdraws OK of"));
    assertEquals(Status.UNSCANNED, store.statusOf("a"));
    assertEquals(Status.UNSCANNED, store.statusOf("moved"));
    assertEquals(Status.OK, store.statusOf("plain"));
    assertEquals(Status.FOUND, store.statusOf("found"));
  }

  @Test
  void foreignOnesThatAreToBeKeptAreKept() throws InterruptedException {
    rar("a").verdict(VerdictFreshness.CURRENT, site.foreign(Status.OK, HOUR));
    site.settings.keepForeign();
    withdraw(false);
    assertEquals(Status.OK, store.statusOf("a"));
  }

  /** Only "not opened" withdraws, and whoever was not asked has not answered so. */
  @Test
  void whatCouldNotBeScannedKeepsItsOkAndTheWalkIsNotThrough() throws InterruptedException {
    ok(rar("a"), HOUR);
    for (Reason reason : List.of(Reason.BUSY, Reason.UNREACHABLE)) {
      site.scanner.says(ScriptedScanner.unscanned(reason));
      withdraw(false);
      assertEquals(Status.OK, store.statusOf("a"));
      assertTrue(bean.getWithdrawn().contains("before it was through"), bean.getWithdrawn());
    }
    site.scanner.notReady();
    withdraw(false);
    assertTrue(bean.getWithdrawn().contains("before it was through"), bean.getWithdrawn());
    site.scanner.ready(ScriptedScanner.VERSION);
    store.files.get("a").verdictUnreadable = true;
    withdraw(false);
    assertTrue(
        bean.getWithdrawn().contains("1 could not be read or written; the walk has ended before"),
        bean.getWithdrawn());
    assertEquals(0, site.log.count("withdraws OK of"));
  }

  @Test
  void whatIsInfectedIsFound() throws InterruptedException {
    ok(rar("a"), HOUR);
    site.scanner.says(new Verdict.Infected("Eicar-Test"));
    withdraw(false);
    assertEquals(Status.FOUND, store.statusOf("a"));
  }

  /** Asked of the sweep that runs: it ends what goes on, and new files come in between. */
  @Test
  void itBeginsWithinSecondsAndANewFileDoesNotWaitForIt() {
    site.settings.interval(Duration.ofMillis(200)).parallel(1);
    for (int i = 0; i < 50; i++) {
      ok(rar("a" + i), HOUR);
    }
    site.begin();
    site.await("it has walked", () -> bean.getState().equals("idle"));
    site.scanner.onScan =
        sample -> {
          if (site.scanner.given.size() == 3) {
            store.add("new");
            store.changed("new");
          }
          if (site.scanner.given.size() < 20) {
            site.await("20 ms", waited(20));
          }
        };
    bean.withdrawUnopened("anna", false);
    site.await("the end", () -> bean.getWithdrawn().endsWith("is through"));
    assertEquals(50, store.with(Status.UNSCANNED));
    assertEquals(Status.OK, store.statusOf("new"));
    assertFalse(site.scanner.given.indexOf("new") > 45, site.scanner.given.toString());
  }

  private static Await.Condition waited(long millis) {
    long until = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    return () -> System.nanoTime() > until;
  }
}

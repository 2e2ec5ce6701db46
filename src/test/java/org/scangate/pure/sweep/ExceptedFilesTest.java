package org.scangate.pure.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scangate.pure.Status;
import org.scangate.pure.VerdictFreshness;
import org.scangate.scan.ContentException;
import org.scangate.scan.ContentException.Kind;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Infected;
import org.scangate.testing.ScriptedScanner;

/** What an administrator allows or blocks reaches the files of a store without a change to them. */
@Timeout(30)
class ExceptedFilesTest {

  private static final byte[] CONTENT = new byte[1000];
  private static final Verdict INFECTED = new Infected("Eicar-Test");

  private final SweepSite site = new SweepSite();
  private final MemoryFile file = site.store.add("a");
  private final MemoryFile other = site.store.add("b");

  @AfterEach
  void end() {
    site.close();
  }

  /** Both are of that size, and one alone has that content. */
  private void bothAre(Status status) {
    other.head = new byte[] {1};
    Duration old = Duration.ofHours(1);
    file.verdict(VerdictFreshness.CURRENT, site.ours(status, old));
    other.verdict(VerdictFreshness.CURRENT, site.ours(status, old));
  }

  @Test
  void aFullWalkMakesWhatIsBlockedFound() throws Exception {
    bothAre(Status.OK);
    site.pass(WalkKind.FULL);
    assertEquals(0, site.scanner.scans.get());
    site.exceptions.decide(Kind.BLOCKED, CONTENT, Instant.now());
    site.pass(WalkKind.FULL);
    assertEquals(Status.FOUND, file.status());
    assertEquals(Status.OK, other.status());
    assertEquals(2, site.scanner.scans.get());
    site.pass(WalkKind.FULL);
    assertEquals(2, site.scanner.scans.get());
  }

  @Test
  void aFullWalkMakesWhatIsAllowedOkAndNamesTheException() throws Exception {
    bothAre(Status.FOUND);
    site.scanner.says(INFECTED);
    ContentException allowed = site.exceptions.decide(Kind.ALLOWED, CONTENT, Instant.now());
    site.pass(WalkKind.FULL);
    assertEquals(Status.OK, file.status());
    assertEquals(
        "exception " + allowed.id() + ": " + ScriptedScanner.VERSION,
        file.document().orElseThrow().provider());
    assertEquals(Status.FOUND, other.status());
  }

  @Test
  void theCheckOfVerdictsDoesNotTakeItForOtherSignatures() throws Exception {
    bothAre(Status.FOUND);
    site.scanner.says(INFECTED);
    site.exceptions.decide(Kind.ALLOWED, CONTENT, Instant.now());
    site.settings.rescanOnNewSignatures();
    site.pass(WalkKind.FULL);
    int scans = site.scanner.scans.get();
    site.pass(WalkKind.CHECK);
    assertEquals(scans, site.scanner.scans.get());
  }

  /** What was OK by an exception alone has nothing to fall back on. */
  @Test
  void theEndOfAnExceptionTakesItsOk() throws Exception {
    for (Verdict now :
        new Verdict[] {
          INFECTED,
          ScriptedScanner.unscanned(Reason.ENCRYPTED),
          ScriptedScanner.unscanned(Reason.BUSY)
        }) {
      bothAre(Status.FOUND);
      site.scanner.says(INFECTED);
      site.exceptions.decide(Kind.ALLOWED, CONTENT, Instant.now());
      site.pass(WalkKind.FULL);
      assertEquals(Status.OK, file.status());
      site.scanner.says(now);
      site.exceptions.end(Instant.now());
      site.pass(WalkKind.FULL);
      assertTrue(file.status() != Status.OK, now.toString());
    }
  }

  /** Pure does not open it any more, also while nobody scans. */
  @Test
  void theOkOfALapsedExceptionGoesAtOnce() throws Exception {
    bothAre(Status.FOUND);
    site.scanner.says(INFECTED);
    site.exceptions.decide(Kind.ALLOWED, CONTENT, Instant.now());
    site.pass(WalkKind.FULL);
    assertEquals(Status.OK, file.status());
    site.exceptions.end(Instant.now());
    site.scanner.notReady();
    site.pass(WalkKind.FULL);
    assertEquals(Status.PENDING, file.status());
    assertEquals(Status.FOUND, other.status());
  }

  /** Such as one whose date somebody set: what was OK by the exception alone is nothing now. */
  @Test
  void itGoesAtOnceFromATouchedFileToo() throws Exception {
    for (VerdictFreshness touched :
        new VerdictFreshness[] {VerdictFreshness.TOUCHED, VerdictFreshness.FOREIGN}) {
      bothAre(Status.FOUND);
      site.scanner.says(INFECTED);
      site.exceptions.decide(Kind.ALLOWED, CONTENT, Instant.now());
      site.pass(WalkKind.FULL);
      file.verdict(touched, file.document().orElseThrow());
      other.verdict(touched, site.ours(Status.OK, Duration.ofHours(1)));
      site.exceptions.end(Instant.now());
      site.scanner.notReady();
      site.pass(WalkKind.FULL);
      assertEquals(Status.PENDING, file.status(), touched.toString());
      assertEquals(Status.OK, other.status(), "it waits for a scanner");
      site.scanner.ready(ScriptedScanner.VERSION);
    }
  }

  /** As after the loss of the database: nobody remembers that there was one. */
  @Test
  void theCheckOfVerdictsFindsAnExceptionThatNobodyKnows() throws Exception {
    bothAre(Status.FOUND);
    site.scanner.says(INFECTED);
    site.exceptions.decide(Kind.ALLOWED, CONTENT, Instant.now());
    site.pass(WalkKind.FULL);
    assertEquals(Status.OK, file.status());
    site.exceptions.forget();
    site.pass(WalkKind.FULL);
    assertEquals(Status.OK, file.status());
    site.pass(WalkKind.CHECK);
    assertEquals(Status.FOUND, file.status());
  }

  @Test
  void aWalkForChangesReadsNoVerdictOfOtherSizes() throws Exception {
    bothAre(Status.OK);
    other.size = 2000;
    site.exceptions.decide(Kind.BLOCKED, CONTENT, Instant.now());
    site.pass(WalkKind.FULL);
    assertEquals(0, other.verdictsRead.get());
  }
}

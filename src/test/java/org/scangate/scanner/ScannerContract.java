package org.scangate.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scangate.scan.Deadline;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.scan.pool.ScannerPool;
import org.scangate.testing.Await;
import org.scangate.testing.Fixtures;
import org.scangate.testing.Footprint;
import org.scangate.testing.TestSample;
import org.scangate.testing.ZipFixtures;

/**
 * What every scanner owes, whatever is behind it: never clean in doubt, always within the time
 * bound, and nothing left behind. Each type has a subclass, which says what of this its kind has no
 * way to do.
 */
public abstract class ScannerContract {

  /** What an engine does in place of scanning. */
  public enum Fault {
    DIES_IN_SCAN,
    HANGS_BEFORE_BODY,
    HANGS_IN_BODY,
    HANGS_AFTER_BODY,
    SAYS_CLEAN_BEFORE_BODY,
    GARBAGE,
    HALF_ANSWER,
    ENDLESS_ANSWER,
    MEGABYTE_HEADER,
    WRONG_CREDENTIALS,
    WRONG_CERTIFICATE
  }

  /** A scanner as the wiring makes it, and the engine behind it. */
  public interface Subject extends AutoCloseable {
    ScannerPool scanner();

    /** The engine does its fault from now on, whatever it is asked; by default it is proper. */
    default void misbehave() {
      throw new IllegalStateException("this one has no fault");
    }

    /** The engine is proper again. */
    default void behave() {
      throw new IllegalStateException("this one has no fault");
    }

    /** The engine is not there any more. */
    default void stop() {
      throw new IllegalStateException("this one is only for faults");
    }

    /** The engine is there again, as before. */
    default void start() {
      throw new IllegalStateException("this one is only for faults");
    }

    /** Ends the scanner and then the engine. */
    @Override
    void close();
  }

  /** What is over it is not scanned, in bytes: as subjects are configured. */
  protected static final long LIMIT = 1 << 20;

  /** Scans with a fault are given this time. */
  protected static final Duration BOUND = Duration.ofSeconds(2);

  private static final Duration MARGIN = Duration.ofSeconds(2);
  private static final Duration SOON = Duration.ofSeconds(20);

  /** Where the scanner may put files for as long as it needs them. */
  @TempDir protected Path spool;

  private Footprint before;

  /**
   * Makes a scanner whose engine finds EICAR, with a limit of {@link #LIMIT}.
   *
   * @param fault that the engine will be told to do; empty: none
   * @param there whether the engine is there from the start
   */
  protected abstract Subject subject(Optional<Fault> fault, boolean there) throws Exception;

  /** Why an engine of this type has no way to do it; empty when it has. */
  protected abstract Optional<String> cannot(Fault fault);

  /** Why it does not find EICAR in a zip; empty when it does. */
  protected Optional<String> cannotLookIntoZips() {
    return Optional.empty();
  }

  /** Why it scans whatever the service lets through; empty when it has a limit of its own. */
  protected Optional<String> hasNoLimit() {
    return Optional.empty();
  }

  /** Why it goes on without its engine; empty when it cannot. */
  protected Optional<String> staysWithoutItsEngine() {
    return Optional.empty();
  }

  /** Whether it is a file that the scanner has for as long as it lives, and not for one scan. */
  protected boolean keeps(Path file) {
    return false;
  }

  @BeforeEach
  void count() throws Exception {
    try (Subject warm = subject(Optional.empty(), true)) {
      awaitReady(warm); // what the JVM opens once and keeps is not counted
    }
    before = Footprint.now();
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    before.awaitBack();
    assertEquals(List.of(), files());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(spool)) {
      return all.filter(Files::isRegularFile).filter(file -> !keeps(file)).toList();
    }
  }

  @Test
  void itTellsWhatIsInfectedAndWhatIsNot() throws Exception {
    try (Subject subject = subject(Optional.empty(), true)) {
      awaitReady(subject);
      assertTrue(scan(subject, clean(1000)) instanceof Clean, "a clean sample");
      assertTrue(scan(subject, TestSample.of(new byte[0])) instanceof Clean, "an empty sample");
      assertInstanceOf(Infected.class, scan(subject, TestSample.of(Fixtures.eicar())));
      assertEquals(List.of(), files(), "once the scans have ended");
    }
  }

  @Test
  void itFindsWhatIsInAZip() throws Exception {
    try (Subject subject = subject(Optional.empty(), true)) {
      awaitReady(subject);
      Verdict verdict =
          scan(subject, TestSample.of(ZipFixtures.zip("eicar.com", Fixtures.eicar())));
      cannotLookIntoZips().ifPresent(why -> assumeTrue(false, why));
      assertInstanceOf(Infected.class, verdict);
    }
  }

  @Test
  void whatIsOverItsLimitIsNeverClean() throws Exception {
    hasNoLimit().ifPresent(why -> assumeTrue(false, why));
    try (Subject subject = subject(Optional.empty(), true)) {
      awaitReady(subject);
      assertEquals(new Clean(), scan(subject, clean((int) LIMIT)));
      assertEquals(Reason.TOO_LARGE, unscanned(subject, clean((int) LIMIT + 1)).reason());
    }
  }

  @Test
  void withoutItsEngineNothingIsCleanAndWhenItComesItScans() throws Exception {
    try (Subject subject = subject(Optional.empty(), false)) {
      assertFalse(subject.scanner().readiness().ready());
      assertInBound(subject, clean(1000));
      subject.start();
      awaitReady(subject);
      assertProper(subject);
    }
  }

  @Test
  void whenItsEngineGoesNothingIsCleanUntilItIsBack() throws Exception {
    staysWithoutItsEngine().ifPresent(why -> assumeTrue(false, why));
    try (Subject subject = subject(Optional.empty(), true)) {
      awaitReady(subject);
      subject.stop();
      assertInBound(subject, clean(1000));
      Await.until("it is not ready", SOON, () -> !subject.scanner().readiness().ready());
      subject.start();
      awaitReady(subject);
      assertProper(subject);
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void withAFaultNothingIsCleanAndAfterItAllIsAsBefore(Fault fault) throws Exception {
    cannot(fault).ifPresent(why -> assumeTrue(false, why));
    try (Subject subject = subject(Optional.of(fault), true)) {
      awaitReady(subject);
      subject.misbehave();
      assertInBound(subject, clean(1000));
      assertInBound(subject, clean((int) LIMIT));
      assertInBound(subject, TestSample.of(new byte[0]));
      subject.behave();
      awaitReady(subject);
      assertProper(subject);
    }
  }

  @Test
  void aScanWhoseDeadlineEndsEarlyEnds() throws Exception {
    Fault hang = Fault.HANGS_AFTER_BODY;
    cannot(hang).ifPresent(why -> assumeTrue(false, why));
    try (Subject subject = subject(Optional.of(hang), true)) {
      awaitReady(subject);
      subject.misbehave();
      AtomicBoolean over = new AtomicBoolean();
      CompletableFuture<Verdict> scan = begin(subject, Deadline.in(SOON).unless(over::get));
      Await.until("it is being scanned", SOON, () -> subject.scanner().inFlight() > 0);
      over.set(true);
      Await.until("it has ended", MARGIN, scan::isDone);
      assertInstanceOf(Unscanned.class, scan.get());
    }
  }

  @Test
  void closingItEndsTheScansThatGoOn() throws Exception {
    Fault hang = Fault.HANGS_AFTER_BODY;
    cannot(hang).ifPresent(why -> assumeTrue(false, why));
    try (Subject subject = subject(Optional.of(hang), true)) {
      awaitReady(subject);
      subject.misbehave();
      CompletableFuture<Verdict> scan = begin(subject, Deadline.in(BOUND));
      Await.until("it is being scanned", SOON, () -> subject.scanner().inFlight() > 0);
      subject.scanner().close();
      assertInBound(subject, clean(1000));
      Await.until("it has ended", BOUND.plus(MARGIN), scan::isDone);
      assertInstanceOf(Unscanned.class, scan.get());
    }
  }

  private static CompletableFuture<Verdict> begin(Subject subject, Deadline deadline) {
    return CompletableFuture.supplyAsync(
        () -> subject.scanner().scan(clean(1000), deadline).verdict(),
        task -> new Thread(task, "contract").start());
  }

  /** A probe that began before may still fail, and have it proven once more. */
  private static void assertProper(Subject subject) {
    Await.until("it scans again", SOON, () -> scan(subject, clean(1000)) instanceof Clean);
    assertInstanceOf(Infected.class, scan(subject, TestSample.of(Fixtures.eicar())));
  }

  private static void assertInBound(Subject subject, Sample sample) {
    long begun = System.nanoTime();
    unscanned(subject, sample);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    assertTrue(took.compareTo(BOUND.plus(MARGIN)) < 0, "took " + took);
  }

  private static Unscanned unscanned(Subject subject, Sample sample) {
    return assertInstanceOf(
        Unscanned.class, subject.scanner().scan(sample, Deadline.in(BOUND)).verdict());
  }

  private static Verdict scan(Subject subject, Sample sample) {
    return subject.scanner().scan(sample, Deadline.in(SOON)).verdict();
  }

  /** Different each time: no engine knows it. */
  private static Sample clean(int size) {
    return TestSample.of(Fixtures.randomBytes(System.nanoTime(), size));
  }

  /** Waits until it is ready and nothing is left to be proven. */
  private static void awaitReady(Subject subject) {
    Await.until("it is ready", SOON.multipliedBy(2), () -> subject.scanner().readiness().ready());
  }
}

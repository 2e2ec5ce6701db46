package org.scangate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scangate.journal.JournalFixture.Kind;
import org.scangate.scan.ContentException;

class ExceptionRegisterTest {

  private static final String HASH = "ab".repeat(32);
  private static final String OTHER = "cd".repeat(32);
  private static final long SIZE = 4711;

  @TempDir private Path folder;

  private final List<String> events = new ArrayList<>();
  private final List<String> news = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-15T12:00:00Z");

  @ParameterizedTest
  @EnumSource
  void whatIsDecidedHoldsAtOnceForThatContentAlone(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      ExceptionRegister register = register(database, "a");
      ContentException allowed = allow(register, Duration.ofDays(1));
      assertEquals(Optional.of(allowed), register.held().find(HASH, SIZE));
      assertEquals(Optional.empty(), register.held().find(OTHER, SIZE));
      assertEquals(Optional.empty(), register.held().find(HASH, SIZE + 1));
      assertTrue(register.held().concern(SIZE));
      assertFalse(register.held().concern(SIZE + 1));
      assertFalse(register.held().block(SIZE));
      assertTrue(register.held().changed(SIZE).orElseThrow().isAfter(now));
      assertEquals(Optional.empty(), register.held().changed(SIZE + 1));
      assertEquals(List.of("exception-allowed|anna"), events);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anotherProcessLearnsOfItAndEachActsOnce(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      ExceptionRegister one = register(database, "a");
      ExceptionRegister other = register(database, "b");
      ContentException blocked = block(one);
      other.look(this::hear);
      other.look(this::hear);
      assertEquals(Optional.of(blocked), other.held().find(HASH, SIZE));
      assertTrue(other.held().block(SIZE));
      assertEquals(List.of("BLOCKED true"), news);
      assertTrue(one.end(blocked.id(), "bert", "it was none"));
      assertFalse(one.end(blocked.id(), "bert", "it was none"));
      other.look(this::hear);
      other.look(this::hear);
      assertEquals(Optional.empty(), other.held().find(HASH, SIZE));
      assertEquals(List.of("BLOCKED true", "BLOCKED false"), news);
      assertEquals(List.of("exception-blocked|anna", "exception-ended|bert"), events);
      assertEquals("bert", one.of(HASH).get(0).end().orElseThrow().by());
    }
  }

  @ParameterizedTest
  @EnumSource
  void anExpiredOneEndsByTheClockAndIsToldOnce(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      ExceptionRegister one = register(database, "a");
      ExceptionRegister other = register(database, "b");
      allow(one, Duration.ofDays(1));
      one.look(this::hear);
      other.look((exception, holds, places) -> {});
      now = now.plus(Duration.ofDays(1));
      assertEquals(Optional.empty(), one.held().find(HASH, SIZE));
      assertFalse(one.held().concern(SIZE));
      assertTrue(one.held().changed(SIZE).orElseThrow().isAfter(now));
      one.look(this::hear);
      other.look((exception, holds, places) -> {});
      assertEquals(List.of("ALLOWED true", "ALLOWED false"), news);
      assertEquals(List.of("exception-allowed|anna", "exception-expired|"), events);
      assertEquals("its time was over", one.of(HASH).get(0).end().orElseThrow().why());
    }
  }

  /** Both have seen that its time is over before one of them has ended it. */
  @ParameterizedTest
  @EnumSource
  void anExpiredOneThatTwoEndAtOnceHasOneEvent(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      ExceptionRegister one = register(database, "a");
      AtomicInteger uses = new AtomicInteger();
      ExceptionRegister slower =
          new ExceptionRegister(
              Optional.of(
                  () -> {
                    if (uses.incrementAndGet() == 3) { // it has looked twice, and ends it now
                      one.look(this::hear);
                    }
                    return database.journal;
                  }),
              file("b"),
              this::event,
              clock());
      allow(one, Duration.ofDays(1));
      slower.look((exception, holds, places) -> {});
      uses.set(1);
      now = now.plus(Duration.ofDays(1));
      slower.look((exception, holds, places) -> {});
      assertTrue(uses.get() >= 3);
      assertEquals(List.of("exception-allowed|anna", "exception-expired|"), events);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNewDecisionReplacesTheOneBefore(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      ExceptionRegister register = register(database, "a");
      allow(register, Duration.ofDays(1));
      now = now.plusSeconds(1);
      ContentException blocked = block(register);
      assertEquals(Optional.of(blocked), register.held().find(HASH, SIZE));
      List<ExceptionRecord> all = register.of(HASH);
      assertEquals(Optional.empty(), all.get(0).end());
      assertEquals("replaced by " + blocked.name(), all.get(1).end().orElseThrow().why());
    }
  }

  @Test
  void theyHoldWithoutTheDatabaseAlsoAfterARestart() throws Exception {
    ContentException blocked;
    try (JournalFixture database = new JournalFixture(Kind.H2)) {
      ExceptionRegister register = register(database, "a");
      blocked = block(register);
    }
    ExceptionRegister alone =
        new ExceptionRegister(Optional.empty(), file("a"), this::event, clock());
    alone.look(this::hear);
    assertEquals(Optional.of(blocked), alone.held().find(HASH, SIZE));
    assertEquals(List.of("BLOCKED true"), news);
    assertThrows(JournalException.class, () -> block(alone));
  }

  @Test
  void whatHoldsDoesNotEndByTheLossOfTheDatabase() throws Exception {
    ContentException blocked;
    try (JournalFixture database = new JournalFixture(Kind.H2)) {
      blocked = block(register(database, "a"));
    }
    try (JournalFixture another = new JournalFixture(Kind.H2)) {
      ExceptionRegister register = register(another, "a");
      open(another);
      register.look(this::hear);
      assertEquals(Optional.of(blocked), register.held().find(HASH, SIZE));
      assertEquals(
          List.of(blocked), register.all(now).stream().map(ExceptionRecord::exception).toList());
    }
  }

  /** As on a machine that was off for a quarter of a year. */
  @ParameterizedTest
  @EnumSource
  void whatEndedLongAgoElsewhereEndsHereToo(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      ExceptionRegister one = register(database, "a");
      ExceptionRegister other = register(database, "b");
      ContentException allowed = allow(one, Duration.ofDays(300));
      other.look(this::hear);
      one.end(allowed.id(), "bert", "it was none");
      now = now.plus(Duration.ofDays(100));
      other.look(this::hear);
      assertEquals(Optional.empty(), other.held().find(HASH, SIZE));
      assertEquals(List.of("ALLOWED true", "ALLOWED false"), news);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEndThatIsKnownOutlivesARestoredDatabase(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      ExceptionRegister register = register(database, "a");
      ContentException allowed = allow(register, Duration.ofDays(1));
      register.end(allowed.id(), "bert", "it was none");
      database.change("update content_exception set ended = null");
      register.look(this::hear);
      assertEquals(Optional.empty(), register.held().find(HASH, SIZE));
      assertTrue(register.held().lapsed(allowed.id()));
      assertTrue(register.of(HASH).get(0).end().isPresent());
    }
  }

  @Test
  void whatCouldNotBeWrittenIsWrittenLater() throws Exception {
    Path inTheWay = folder.resolve("a").resolve("exceptions.new").resolve("x");
    try (JournalFixture database = new JournalFixture(Kind.H2)) {
      Files.createDirectories(inTheWay);
      ExceptionRegister register = register(database, "a");
      block(register);
      Files.delete(inTheWay);
      register.look(this::hear);
    }
    ExceptionRegister again =
        new ExceptionRegister(Optional.empty(), file("a"), this::event, clock());
    assertTrue(again.held().block(SIZE));
  }

  /** Whoever has not heard of any yet cannot say that one is over. */
  @Test
  void whatIsNotKnownHasNotLapsed() throws Exception {
    try (JournalFixture database = new JournalFixture(Kind.H2)) {
      ExceptionRegister register = register(database, "a");
      UUID unknown = UUID.randomUUID();
      assertFalse(register.held().lapsed(unknown));
      register.look(this::hear);
      assertTrue(register.held().lapsed(unknown));
    }
  }

  @Test
  void aDamagedFileIsNotBelieved() throws Exception {
    try (JournalFixture database = new JournalFixture(Kind.H2)) {
      block(register(database, "a"));
    }
    Path file = folder.resolve("a").resolve("exceptions");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    ExceptionRegister damaged =
        new ExceptionRegister(Optional.empty(), file("a"), this::event, clock());
    assertFalse(damaged.held().concern(SIZE));
  }

  @Test
  void anEndMustBeGivenAndBeNear() throws Exception {
    try (JournalFixture database = new JournalFixture(Kind.H2)) {
      ExceptionRegister register = register(database, "a");
      for (Duration length : List.of(Duration.ZERO, Duration.ofDays(-1), Duration.ofDays(367))) {
        assertThrows(IllegalArgumentException.class, () -> allow(register, length));
      }
      allow(register, Duration.ofDays(365));
    }
  }

  @ParameterizedTest
  @EnumSource
  void knownPlacesAreTold(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      database.write(
          scan("local", "/mnt/pure/a.bin", HASH),
          scan("moodle", "essay.pdf", HASH),
          scan("local", "/mnt/pure/b.bin", OTHER));
      ExceptionRegister register = register(database, "a");
      block(register);
      List<KnownPlace> told = new ArrayList<>();
      register.look((exception, holds, places) -> told.addAll(places));
      assertEquals(List.of(new KnownPlace("local", "/mnt/pure/a.bin")), told);
    }
  }

  private static ScanRecord scan(String entry, String place, String sha256) {
    JournalFixture.Scan scan = new JournalFixture.Scan();
    scan.entry = entry;
    scan.place = place;
    scan.sha256 = sha256;
    return scan.record();
  }

  private ContentException allow(ExceptionRegister register, Duration length)
      throws JournalException {
    return register.decide(
        ContentException.Kind.ALLOWED, HASH, SIZE, "anna", "ticket 1", now.plus(length));
  }

  private ContentException block(ExceptionRegister register) throws JournalException {
    return register.decide(
        ContentException.Kind.BLOCKED,
        HASH,
        SIZE,
        "anna",
        "ticket 1",
        now.plus(Duration.ofDays(1)));
  }

  private ExceptionRegister register(JournalFixture database, String name) throws Exception {
    return new ExceptionRegister(
        Optional.of(() -> database.journal), file(name), this::event, clock());
  }

  private Optional<ExceptionFile> file(String name) throws Exception {
    return Optional.of(new ExceptionFile(Files.createDirectories(folder.resolve(name))));
  }

  private static void open(JournalFixture database) throws JournalException {
    database.journal.change("Opening", (connection, kind) -> null);
  }

  private void event(String kind, String who, String what, String detail) {
    events.add(kind + "|" + who);
  }

  private void hear(ContentException exception, boolean holds, List<KnownPlace> places) {
    news.add(exception.kind() + " " + holds);
  }

  private Clock clock() {
    return new Clock() {
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
    };
  }
}

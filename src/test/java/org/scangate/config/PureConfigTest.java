package org.scangate.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scangate.pure.sweep.PureSettings;

/** The keys of the sweep while they change. */
class PureConfigTest {

  private static final String ROOTS = "scangate.pure.local.roots";
  private static final String INTERVAL = "scangate.pure.interval";
  private static final Logger LOGGER = Logger.getLogger(PureConfig.class.getName());

  private final ChangingSource source = new ChangingSource();
  private final Config config = new SmallRyeConfigBuilder().withSources(source).build();
  private final Records log = new Records();

  @BeforeEach
  void listen() {
    LOGGER.addHandler(log);
    LOGGER.setUseParentHandlers(false);
    source.values.put(ROOTS, "/srv/pure");
    source.values.put(INTERVAL, "PT2M");
  }

  @AfterEach
  void stopListening() {
    LOGGER.setUseParentHandlers(true);
    LOGGER.removeHandler(log);
  }

  @Test
  void whatWasReadAtTheStartIsThereBeforeTheFirstPassAndNothingIsSaidOfIt() {
    PureConfig pure = start();
    assertEquals(roots("/srv/pure"), pure.local().roots());
    pure.sweep();
    assertEquals(roots("/srv/pure"), pure.local().roots());
    assertEquals(Optional.empty(), pure.problem());
    assertEquals(List.of(), log.lines);
  }

  @Test
  void aNewValueCountsFromTheNextPassOnAndIsToldOnce() {
    PureConfig pure = start();
    source.values.put(ROOTS, "/srv/pure,/mnt/new");
    source.values.put(INTERVAL, "PT5M");
    assertEquals(roots("/srv/pure"), pure.local().roots(), "local() does not read");
    assertEquals(Duration.ofMinutes(5), pure.sweep().interval());
    assertEquals(roots("/srv/pure", "/mnt/new"), pure.local().roots());
    pure.sweep();
    assertEquals(2, log.lines.size(), log.lines.toString());
    assertTrue(log.lines.get(0).startsWith("INFO scangate.pure.* has changed: "), log.first());
    assertTrue(log.lines.get(0).contains("PT5M"), log.first());
    assertTrue(log.lines.get(1).contains("/mnt/new"), log.lines.get(1));
  }

  @Test
  void aWrongNewValueIsToldOnceAndAllTheLastGoodOnesStay() {
    PureConfig pure = start();
    PureSettings good = pure.sweep();
    source.values.put(INTERVAL, "often");
    source.values.put(ROOTS, "/mnt/new");
    assertEquals(good, pure.sweep());
    assertEquals(good, pure.sweep());
    assertEquals(roots("/srv/pure"), pure.local().roots());
    assertTrue(pure.problem().orElseThrow().startsWith(INTERVAL + ": \"often\""));
    assertEquals(1, log.lines.size(), log.lines.toString());
    assertTrue(log.first().startsWith("SEVERE " + INTERVAL + ": "), log.first());
    assertTrue(log.first().endsWith("; the last good settings stay in force"), log.first());

    source.values.put(ROOTS, "relative");
    pure.sweep();
    assertEquals(2, log.lines.size(), "what comes on top is told alone " + log.lines);
    assertTrue(log.lines.get(1).startsWith("SEVERE " + ROOTS), log.lines.get(1));
    assertTrue(pure.problem().orElseThrow().contains("; " + ROOTS), pure.problem().toString());

    source.values.put(INTERVAL, "PT2M");
    source.values.put(ROOTS, "/mnt/new");
    pure.sweep();
    assertEquals(roots("/mnt/new"), pure.local().roots());
    assertEquals(Optional.empty(), pure.problem());
    assertEquals("INFO the keys scangate.pure.* are right again", log.lines.get(2));
    assertTrue(log.lines.get(3).contains("/mnt/new"), log.lines.toString());
    assertEquals(4, log.lines.size(), log.lines.toString());
  }

  @Test
  void aKeyThatIsTakenAwayHasItsDefaultAgain() {
    PureConfig pure = start();
    source.values.clear();
    assertEquals(Duration.ofMinutes(1), pure.sweep().interval());
    assertEquals(List.of(), pure.local().roots());
  }

  static Stream<Supplier<Throwable>> exceptions() {
    return Stream.of(
        () -> new IllegalStateException("the database is away, s3cret"),
        () -> new IOException("a checked one, s3cret"));
  }

  static Stream<Supplier<Throwable>> failures() {
    return Stream.concat(
        exceptions(),
        Stream.of(() -> new NoClassDefFoundError("s3cret"), () -> new StackOverflowError()));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aSourceThatFailsTakesNoSettingAway(Supplier<Throwable> failure) {
    PureConfig pure = start();
    PureSettings good = pure.sweep();
    source.failure = failure;
    assertEquals(good, pure.sweep());
    List<String> told = List.copyOf(log.lines);
    pure.sweep();
    assertEquals(told, log.lines);
    assertFalse(told.isEmpty());
    assertTrue(told.stream().allMatch(line -> line.startsWith("SEVERE scangate.pure.")));
    assertEquals(roots("/srv/pure"), pure.local().roots());
    assertTrue(pure.problem().isPresent());
    assertFalse(told.toString().contains("s3cret"), told.toString());

    source.failure = () -> null;
    assertEquals(good, pure.sweep());
    assertEquals(Optional.empty(), pure.problem());
  }

  @ParameterizedTest
  @MethodSource("exceptions")
  void aSourceThatFailsAtTheStartIsAWrongConfigurationAndNoneWithoutTokens(
      Supplier<Throwable> failure) {
    source.failure = failure;
    Settings settings = SettingsReader.read(config);
    assertTrue(
        settings.problems().stream()
            .anyMatch(one -> one.startsWith("scangate.moodle.token: it cannot be read")),
        settings.problems().toString());
    assertTrue(
        settings.problems().stream().anyMatch(one -> one.startsWith("scangate.trusted-proxies: ")),
        settings.problems().toString());
    assertTrue(settings.moodle().policy().block());
  }

  @Test
  void whatIsWrongAtTheStartLeavesNoRootAndIsNotToldTwice() {
    source.values.put("scangate.pure.foreign-verdicts", "kepe");
    PureConfig pure = start();
    assertEquals(List.of(), pure.local().roots());
    assertTrue(pure.problem().isPresent());
    pure.sweep();
    assertEquals(List.of(), pure.local().roots());
    assertEquals(List.of(), log.lines);

    source.values.put("scangate.pure.foreign-verdicts", "keep");
    assertTrue(pure.sweep().keepForeign());
    assertEquals(roots("/srv/pure"), pure.local().roots());
    assertEquals("INFO the keys scangate.pure.* are right again", log.first());
  }

  @Test
  void whatIsWrongElsewhereIsNoProblemOfTheSweep() {
    source.values.put("scangate.scan-timeout", "soon");
    PureConfig pure = start();
    assertEquals(Optional.empty(), pure.problem());
    assertEquals(roots("/srv/pure"), pure.local().roots());
  }

  @Test
  void anUnknownKeyThatComesLaterIsWarnedAboutOnceAndOnlyIfItIsOfTheSweep() {
    source.values.put("scangate.pure.old", "told at the start");
    PureConfig pure = start();
    source.values.put("scangate.pure.local.root", "/mnt/new");
    source.values.put("scangate.clamd.adress", "not read anew");
    pure.sweep();
    pure.sweep();
    assertEquals(
        List.of("WARNING unknown key scangate.pure.local.root; is it misspelled?"), log.lines);
  }

  @Test
  void theNamesInTheSourcesAreGoneThroughOnceForEachPass() {
    PureConfig pure = start();
    int before = source.askedForNames.get();
    pure.sweep();
    assertEquals(before + 1, source.askedForNames.get());
  }

  private PureConfig start() {
    return new PureConfig(config, SettingsReader.read(config));
  }

  private static List<Path> roots(String... roots) {
    return Stream.of(roots).map(Path::of).toList();
  }

  private static final class Records extends Handler {
    private final List<String> lines = new ArrayList<>();

    String first() {
      return lines.get(0);
    }

    @Override
    public void publish(LogRecord record) {
      if (record.getLevel().intValue() >= Level.INFO.intValue()) {
        lines.add(record.getLevel() + " " + record.getMessage());
      }
    }

    @Override
    public void flush() {
      // Nothing is buffered.
    }

    @Override
    public void close() {
      // Owns nothing.
    }
  }
}

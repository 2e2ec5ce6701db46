package org.scangate.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.scangate.config.ConfigFixture.problems;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scangate.container.ContainerKind;
import org.scangate.pure.sweep.PureSettings;
import org.scangate.scan.EntryRules;

/** The keys of the sweep while they change. */
class PureConfigTest {

  private static final String ROOTS = "scangate.pure.local.roots";
  private static final String INTERVAL = "scangate.pure.interval";

  private final ChangingSource source = new ChangingSource();
  private final Config config = new SmallRyeConfigBuilder().withSources(source).build();
  private LogLines log;

  @BeforeEach
  void listen() {
    log = LogLines.of(PureConfig.class);
    source.values.put(ROOTS, "/srv/pure");
    source.values.put(INTERVAL, "PT2M");
  }

  @AfterEach
  void stopListening() {
    log.close();
  }

  @Test
  void whatWasReadAtTheStartIsThereBeforeTheFirstPassAndNothingIsSaidOfIt() {
    PureConfig pure = start();
    assertEquals(roots("/srv/pure"), pure.local().roots());
    pure.sweepOfLocal();
    assertEquals(roots("/srv/pure"), pure.local().roots());
    assertEquals(Optional.empty(), pure.problemOfLocal());
    assertEquals(List.of(), log.lines());
  }

  @Test
  void aNewValueCountsFromTheNextPassOnAndIsToldOnce() {
    PureConfig pure = start();
    source.values.put(ROOTS, "/srv/pure,/mnt/new");
    source.values.put(INTERVAL, "PT5M");
    assertEquals(roots("/srv/pure"), pure.local().roots(), "local() does not read");
    assertEquals(Duration.ofMinutes(5), pure.sweepOfLocal().interval());
    assertEquals(roots("/srv/pure", "/mnt/new"), pure.local().roots());
    pure.sweepOfLocal();
    assertEquals(2, log.lines().size(), log.lines().toString());
    assertTrue(log.lines().get(0).startsWith("INFO scangate.pure.* has changed: "), log.first());
    assertTrue(log.lines().get(0).contains("PT5M"), log.first());
    assertTrue(log.lines().get(1).contains("/mnt/new"), log.lines().get(1));
  }

  @Test
  void aWrongNewValueIsToldOnceAndAllTheLastGoodOnesStay() {
    PureConfig pure = start();
    PureSettings good = pure.sweepOfLocal();
    source.values.put(INTERVAL, "often");
    source.values.put(ROOTS, "/mnt/new");
    assertEquals(good, pure.sweepOfLocal());
    assertEquals(good, pure.sweepOfLocal());
    assertEquals(roots("/srv/pure"), pure.local().roots());
    assertTrue(pure.problemOfLocal().orElseThrow().startsWith(INTERVAL + ": \"often\""));
    assertEquals(1, log.lines().size(), log.lines().toString());
    assertTrue(log.first().startsWith("SEVERE " + INTERVAL + ": "), log.first());
    assertTrue(log.first().endsWith("; the last good settings stay in force"), log.first());

    source.values.put(ROOTS, "relative");
    pure.sweepOfLocal();
    assertEquals(2, log.lines().size(), "what comes on top is told alone " + log.lines());
    assertTrue(log.lines().get(1).startsWith("SEVERE " + ROOTS), log.lines().get(1));
    assertTrue(
        pure.problemOfLocal().orElseThrow().contains("; " + ROOTS),
        pure.problemOfLocal().toString());

    source.values.put(INTERVAL, "PT2M");
    source.values.put(ROOTS, "/mnt/new");
    pure.sweepOfLocal();
    assertEquals(roots("/mnt/new"), pure.local().roots());
    assertEquals(Optional.empty(), pure.problemOfLocal());
    assertEquals("INFO the keys scangate.pure.* are right again", log.lines().get(2));
    assertTrue(log.lines().get(3).contains("/mnt/new"), log.lines().toString());
    assertEquals(4, log.lines().size(), log.lines().toString());
  }

  @Test
  void aKeyThatIsTakenAwayHasItsDefaultAgain() {
    PureConfig pure = start();
    source.values.clear();
    assertEquals(Duration.ofMinutes(1), pure.sweepOfLocal().interval());
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
    PureSettings good = pure.sweepOfLocal();
    source.failure = failure;
    assertEquals(good, pure.sweepOfLocal());
    List<String> told = List.copyOf(log.lines());
    pure.sweepOfLocal();
    assertEquals(told, log.lines());
    assertFalse(told.isEmpty());
    assertTrue(told.stream().allMatch(line -> line.startsWith("SEVERE scangate.pure.")));
    assertEquals(roots("/srv/pure"), pure.local().roots());
    assertTrue(pure.problemOfLocal().isPresent());
    assertFalse(told.toString().contains("s3cret"), told.toString());

    source.failure = () -> null;
    assertEquals(good, pure.sweepOfLocal());
    assertEquals(Optional.empty(), pure.problemOfLocal());
  }

  @ParameterizedTest
  @MethodSource("exceptions")
  void aSourceThatFailsAtTheStartIsAWrongConfigurationAndNoneWithoutTokens(
      Supplier<Throwable> failure) {
    source.failure = failure;
    Settings settings = ConfigFixture.read(config);
    assertTrue(
        problems(settings).stream()
            .anyMatch(one -> one.startsWith("scangate.moodle.token: it cannot be read")),
        problems(settings).toString());
    assertTrue(
        problems(settings).stream().anyMatch(one -> one.startsWith("scangate.trusted-proxies: ")),
        problems(settings).toString());
    assertTrue(settings.moodle().policy().block());
  }

  @Test
  void whatIsWrongAtTheStartLeavesNoRootAndIsNotToldTwice() {
    source.values.put("scangate.pure.foreign-verdicts", "kepe");
    PureConfig pure = start();
    assertEquals(List.of(), pure.local().roots());
    assertTrue(pure.problemOfLocal().isPresent());
    pure.sweepOfLocal();
    assertEquals(List.of(), pure.local().roots());
    assertEquals(List.of(), log.lines());

    source.values.put("scangate.pure.foreign-verdicts", "keep");
    assertTrue(pure.sweepOfLocal().keepForeign());
    assertEquals(roots("/srv/pure"), pure.local().roots());
    assertEquals("INFO the keys scangate.pure.* are right again", log.first());
  }

  @Test
  void theRulesOfAScanAreReadAnewToo() {
    source.values.put("scangate.accept-unopened", "rar4");
    PureConfig pure = start();
    assertEquals(Set.of(pure.sweepOfLocal().rules()), pure.rules());
    source.values.put("scangate.accept-unopened", "not read anew");
    source.values.put("scangate.pure.scan-timeout", "PT90S");
    assertEquals(
        new EntryRules(Duration.ofSeconds(90), Set.of(ContainerKind.RAR4)),
        pure.sweepOfLocal().rules());
    source.values.put("scangate.pure.scan-timeout", "PT120S");
    assertEquals(Duration.ofSeconds(90), pure.sweepOfLocal().rules().scanTimeout());
    assertTrue(pure.problemOfLocal().orElseThrow().startsWith("scangate.pure.scan-timeout: "));
  }

  @Test
  void whatIsWrongElsewhereIsNoProblemOfTheSweep() {
    source.values.put("scangate.scan-timeout", "soon");
    PureConfig pure = start();
    assertEquals(Optional.empty(), pure.problemOfLocal());
    assertEquals(roots("/srv/pure"), pure.local().roots());
  }

  @Test
  void anUnknownKeyThatComesLaterIsWarnedAboutOnceAndOnlyIfItIsOfTheSweep() {
    source.values.put("scangate.pure.old", "told at the start");
    PureConfig pure = start();
    source.values.put("scangate.pure.local.root", "/mnt/new");
    source.values.put("scangate.clamd.adress", "not read anew");
    pure.sweepOfLocal();
    pure.sweepOfLocal();
    assertEquals(
        List.of(
            "WARNING unknown key scangate.pure.local.root; did you mean"
                + " scangate.pure.local.roots?"),
        log.lines());
  }

  @Test
  void aWrongKeyOfOneStoreKeepsNothingFromTheOther() {
    source.values.put("scangate.pure.s3.buckets", "pure-files");
    PureConfig pure = start();
    PureSettings good = pure.sweepOfLocal();
    source.values.put(ROOTS, "relative");
    source.values.put(INTERVAL, "PT5M");
    source.values.put("scangate.pure.s3.buckets", "pure-files,pure-more");
    assertEquals(Duration.ofMinutes(5), pure.sweepOfS3().interval());
    assertEquals(2, pure.s3().roots().size());
    assertEquals(Optional.empty(), pure.problemOfS3());
    assertEquals(good, pure.sweepOfLocal(), "no pass works with half of a change");
    assertEquals(roots("/srv/pure"), pure.local().roots());
    assertTrue(pure.problemOfLocal().orElseThrow().startsWith(ROOTS), "told in JMX");
    assertEquals(1, pure.problems().size(), "told in health");
    assertEquals(3, log.lines().size(), log.lines().toString());

    source.values.put(ROOTS, "/mnt/new");
    source.values.put("scangate.pure.s3.region", "not a region");
    assertEquals(Duration.ofMinutes(5), pure.sweepOfLocal().interval());
    assertEquals(roots("/mnt/new"), pure.local().roots());
    assertEquals(Optional.empty(), pure.problemOfLocal());
    assertTrue(pure.problemOfS3().orElseThrow().startsWith("scangate.pure.s3.region"));
  }

  @Test
  void aWrongKeyOfBothStopsBothAndIsToldOnce() {
    source.values.put("scangate.pure.s3.buckets", "pure-files");
    PureConfig pure = start();
    source.values.put("scangate.pure.parallel", "0");
    source.values.put(ROOTS, "/mnt/new");
    source.values.put("scangate.pure.s3.buckets", "pure-more");
    assertEquals(4, pure.sweepOfLocal().parallel());
    assertEquals(4, pure.sweepOfS3().parallel());
    assertEquals(roots("/srv/pure"), pure.local().roots());
    assertEquals("pure-files", pure.s3().roots().get(0).toString());
    assertEquals(pure.problemOfLocal(), pure.problemOfS3());
    assertEquals(1, log.lines().size(), log.lines().toString());
  }

  @Test
  void aStoreWhoseKeyIsWrongAtTheStartHasNoPlaceUntilItIsMendedAndTheOtherHas() {
    source.values.put("scangate.pure.s3.buckets", "pure-files");
    source.values.put("scangate.pure.av-permissions", "0644");
    PureConfig pure = start();
    assertEquals(List.of(), pure.local().roots());
    assertEquals(1, pure.s3().roots().size());
    assertEquals(List.of(), ConfigFixture.read(config).notScanning(), "Moodle's scans go on");
    source.values.remove("scangate.pure.av-permissions");
    pure.sweepOfS3();
    assertEquals(roots("/srv/pure"), pure.local().roots());
  }

  @Test
  void theNamesInTheSourcesAreGoneThroughOnceForEachPass() {
    PureConfig pure = start();
    int before = source.askedForNames.get();
    pure.sweepOfLocal();
    assertEquals(before + 1, source.askedForNames.get());
  }

  private PureConfig start() {
    return new PureConfig(config, SettingsFile.of(config), ConfigFixture.read(config));
  }

  private static List<Path> roots(String... roots) {
    return Stream.of(roots).map(Path::of).toList();
  }
}

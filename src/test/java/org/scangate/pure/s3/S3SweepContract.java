package org.scangate.pure.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.pure.sweep.Passes;
import org.scangate.scan.ContentException;
import org.scangate.scan.Reason;
import org.scangate.scan.ScanId;
import org.scangate.scan.Verdict;
import org.scangate.testing.Await;
import org.scangate.testing.ScriptedScanner;
import org.scangate.testing.s3.S3Server;

/** Sweeps of a bucket: the same whatever the server is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class S3SweepContract {

  private S3Server server;
  private int buckets;
  S3Site site;

  abstract S3Server server();

  /** Of a.bin, which has its verdict, until the server has shown how it dates. */
  List<String> scannedAfterRestart() {
    return List.of();
  }

  @BeforeAll
  void start() {
    server = server();
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void aBucket() {
    site = aBucket(false);
  }

  private S3Site aBucket(boolean versioned) {
    String name = "pure-" + ++buckets;
    server.createBucket(name, versioned);
    return S3Site.of(server, name);
  }

  @AfterEach
  void close() {
    site.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void newObjectsGetTheirVerdicts(boolean versioned) throws InterruptedException {
    site.close();
    site = aBucket(versioned);
    site.put("clean.bin", "content");
    site.put("sub/evil.bin", "something evil");
    site.put("empty.bin", "");
    Passes.full(site.sweep);
    assertEquals("OK", site.status("clean.bin"));
    assertEquals("FOUND", site.status("sub/evil.bin"));
    assertEquals("OK", site.status("empty.bin"));
    Map<String, String> tags = site.tags("clean.bin");
    assertEquals(ScriptedScanner.VERSION, tags.get("ANTIVIRUS_PROVIDER"));
    assertTrue(ScanId.isOurs(UUID.fromString(tags.get("ANTIVIRUS_ID"))));
    assertTrue(
        tags.get("ANTIVIRUS_TIMESTAMP")
            .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00"),
        tags.get("ANTIVIRUS_TIMESTAMP"));
  }

  @Test
  void whatHasItsVerdictIsNotScannedAgain() throws InterruptedException {
    site.put("a.bin", "content");
    Passes.full(site.sweep);
    Passes.quick(site.sweep);
    Passes.full(site.sweep);
    Passes.check(site.sweep);
    try (S3Site afterRestart = S3Site.of(server, site.bucket)) {
      Passes.full(afterRestart.sweep);
      assertEquals(scannedAfterRestart(), afterRestart.scanner.given);
      Passes.full(afterRestart.sweep);
      Passes.quick(afterRestart.sweep);
      assertEquals(scannedAfterRestart(), afterRestart.scanner.given);
    }
    assertEquals(List.of("a.bin"), site.scanner.given);
  }

  /** Of what is old by its listing no tags are read, but for the size of an exception. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsBlockedIsFoundByAFullWalkAndOthersOfThatSizeStay(boolean versioned)
      throws InterruptedException {
    site.close();
    site = aBucket(versioned);
    site.put("a.bin", "content");
    site.put("b.bin", "another");
    site.put("c.bin", "of another size");
    Passes.full(site.sweep);
    Passes.full(site.sweep);
    byte[] blocked = "content".getBytes(UTF_8);
    site.exceptions.decide(ContentException.Kind.BLOCKED, blocked, site.clock.instant());
    Passes.full(site.sweep);
    assertEquals("FOUND", site.status("a.bin"));
    assertEquals("OK", site.status("b.bin"));
    List<String> twice = List.of("a.bin", "a.bin", "b.bin", "b.bin", "c.bin");
    assertEquals(twice, site.scanner.given.stream().sorted().toList());
    Passes.quick(site.sweep);
    Passes.full(site.sweep);
    assertEquals(twice, site.scanner.given.stream().sorted().toList());
    site.exceptions.end(site.clock.instant());
    Passes.full(site.sweep);
    assertEquals("OK", site.status("a.bin"));
  }

  @Test
  void whatComesLaterIsFoundByAQuickPass() throws InterruptedException {
    Passes.full(site.sweep);
    site.put("later.bin", "content");
    Passes.quick(site.sweep);
    assertEquals("OK", site.status("later.bin"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with a blank.bin",
        "with+plus.bin",
        "with%2Fpercent.bin",
        "a..b.bin",
        "up/../and down.bin",
        "amp&lt;quote'\".bin",
        "\u00e9\u4f60\ud83d\ude00.bin"
      })
  void oddKeysAreScannedLikeOthers(String key) throws InterruptedException {
    site.put(key, "evil");
    Passes.full(site.sweep);
    assertEquals("FOUND", site.status(key));
  }

  @Test
  void theLongestKeyIsScannedLikeOthers() throws InterruptedException {
    String key = "k".repeat(1020) + ".bin";
    site.put(key, "evil");
    Passes.full(site.sweep);
    assertEquals("FOUND", site.status(key));
  }

  @Test
  void otherTagsStay() throws InterruptedException {
    site.put("a.bin", "content");
    site.tag("a.bin", Map.of("owner", "library", "antivirus_status", "OK"));
    Passes.full(site.sweep);
    Map<String, String> tags = site.tags("a.bin");
    assertEquals("library", tags.get("owner"));
    assertEquals("OK", tags.get("ANTIVIRUS_STATUS"));
    assertEquals(5, tags.size(), "the other spelling is gone: " + tags);
  }

  /** Where that dates it anew, its listing and its reading may show different dates. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatOthersTaggedLaterIsScannedAtOnce(boolean versioned) throws InterruptedException {
    site.close();
    site = aBucket(versioned);
    site.put("a.bin", "evil");
    Instant put = Instant.now();
    Await.until(
        "a second", Duration.ofSeconds(5), () -> put.plusSeconds(1).isBefore(Instant.now()));
    site.tag("a.bin", Map.of("owner", "library"));
    Passes.full(site.sweep);
    assertEquals("FOUND", site.status("a.bin"));
    assertEquals("library", site.tags("a.bin").get("owner"));
  }

  @Test
  void whatHasNoRoomForAVerdictIsReportedAndLeftAlone() throws InterruptedException {
    site.put("a.bin", "content");
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 7; i++) {
      many.put("tag" + i, "x");
    }
    site.tag("a.bin", many);
    Passes.full(site.sweep);
    assertEquals(many, site.tags("a.bin"));
    assertEquals(List.of(), site.scanner.given);
    assertTrue(site.log.count("7 tags of others") > 0);
  }

  @Test
  void tagsThatCameAlongWithTheContentAreNoVerdict() throws InterruptedException {
    site.put("a.bin", "evil");
    site.tag("a.bin", verdict("OK", Instant.now().minusSeconds(60), ScanId.next()));
    site.put("foreign.bin", "evil");
    site.tag("foreign.bin", verdict("OK", Instant.now().plusSeconds(5), UUID.randomUUID()));
    site.put("nonsense.bin", "evil");
    site.tag("nonsense.bin", Map.of("ANTIVIRUS_STATUS", "fine"));
    Passes.full(site.sweep);
    assertEquals("FOUND", site.status("a.bin"));
    assertEquals("FOUND", site.status("foreign.bin"));
    assertEquals("FOUND", site.status("nonsense.bin"));
  }

  private static Map<String, String> verdict(String status, Instant at, UUID id) {
    String time = at.toString().replaceFirst("(\\.\\d+)?Z$", ".000000+00:00");
    return Map.of(
        "ANTIVIRUS_STATUS",
        status,
        "ANTIVIRUS_TIMESTAMP",
        time,
        "ANTIVIRUS_ID",
        id.toString(),
        "ANTIVIRUS_PROVIDER",
        "ClamAV");
  }

  @Test
  void anObjectThatIsOverwrittenWhileItIsScannedIsLeftForTheNextPass() throws InterruptedException {
    site.put("a.bin", "content");
    site.reader.onRead =
        sample -> {
          site.reader.onRead = any -> {};
          site.put("a.bin", "evil by now");
        };
    Passes.full(site.sweep);
    assertEquals("", site.status("a.bin"));
    Passes.quick(site.sweep);
    assertEquals("FOUND", site.status("a.bin"));
  }

  @Test
  void theVerdictGoesToTheVersionThatWasScanned() throws InterruptedException {
    site.close();
    site = aBucket(true);
    site.put("a.bin", "content");
    String first =
        site.client.headObject(head -> head.bucket(site.bucket).key("a.bin")).versionId();
    site.reader.onRead =
        sample -> {
          site.reader.onRead = any -> {};
          site.put("a.bin", "evil by now");
        };
    Passes.full(site.sweep);
    assertEquals("", site.status("a.bin"), "the new version was not scanned");
    assertTrue(
        site
            .client
            .getObjectTagging(tags -> tags.bucket(site.bucket).key("a.bin").versionId(first))
            .tagSet()
            .stream()
            .anyMatch(tag -> tag.key().equals("ANTIVIRUS_STATUS") && tag.value().equals("OK")));
    Passes.quick(site.sweep);
    assertEquals("FOUND", site.status("a.bin"));
  }

  @Test
  void anObjectThatIsDeletedWhileItIsScannedIsForgotten() throws InterruptedException {
    site.put("a.bin", "content");
    site.put("b.bin", "content");
    site.reader.onRead =
        sample -> {
          if (sample.name().equals("a.bin")) {
            site.client.deleteObject(delete -> delete.bucket(site.bucket).key("a.bin"));
          }
        };
    Passes.full(site.sweep);
    Passes.quick(site.sweep);
    assertEquals("OK", site.status("b.bin"));
    assertEquals(List.of("a.bin", "b.bin"), site.scanner.given.stream().sorted().toList());
  }

  @Test
  void aDeleteMarkerIsNotVisited() throws InterruptedException {
    site.close();
    site = aBucket(true);
    site.put("a.bin", "content");
    site.client.deleteObject(delete -> delete.bucket(site.bucket).key("a.bin"));
    Passes.full(site.sweep);
    assertEquals(List.of(), site.scanner.given);
  }

  @Test
  void moreThanAPageIsSweptWhole() throws InterruptedException {
    for (int i = 0; i < 1_100; i++) {
      site.put("many/" + i, "content");
    }
    Passes.full(site.sweep);
    assertEquals(1_100, site.scanner.given.size());
    Passes.quick(site.sweep);
    assertEquals(1_100, site.scanner.given.size());
  }

  @Test
  void whileNoScannerIsReadyNothingIsWrittenAndNothingIsForgotten() throws InterruptedException {
    site.put("a.bin", "content");
    site.scanner.notReady();
    Passes.full(site.sweep);
    assertEquals("", site.status("a.bin"));
    site.scanner.ready(ScriptedScanner.VERSION);
    Passes.full(site.sweep);
    assertEquals("OK", site.status("a.bin"));
  }

  @Test
  void aBucketThatIsNotThereIsToldAndKeepsNoOtherFromBeingSwept() throws InterruptedException {
    site.put("a.bin", "content");
    site.store = S3Site.settings(server, server.endpoint(), "nobodys", site.bucket);
    Passes.full(site.sweep);
    assertEquals("OK", site.status("a.bin"));
    assertTrue(site.log.count("names a bucket that is not there") > 0);
  }

  @Test
  void onlyWhatBeginsWithThePrefixIsVisited() throws InterruptedException {
    site.put("store/a.bin", "content");
    site.put("other/b.bin", "content");
    site.store = S3Site.settings(server, server.endpoint(), site.bucket + "/store/");
    Passes.full(site.sweep);
    assertEquals("OK", site.status("store/a.bin"));
    assertEquals("", site.status("other/b.bin"));
  }

  @Test
  void aDryRunWritesNothingAndWhatItSawIsWrittenAfterwards() throws InterruptedException {
    site.put("a.bin", "evil");
    settings(true);
    Passes.full(site.sweep);
    Passes.full(site.sweep); // begins when it is old by its date
    assertEquals(Map.of(), site.tags("a.bin"));
    assertFalse(site.scanner.given.isEmpty());
    settings(false);
    Passes.quick(site.sweep);
    assertEquals("FOUND", site.status("a.bin"));
  }

  private void settings(boolean dryRun) {
    S3Settings store = site.store;
    site.settings.dryRun(dryRun);
    site.store = store.nowhere(); // so that the beat only reads the settings
    site.sweep.beat();
    site.store = store;
  }

  /** Whatever day it is: its own has passed. */
  @Test
  void whatACheckCouldNotScanIsScannedByTheNext() throws InterruptedException {
    site.store = S3Site.settings(server, server.endpoint(), Duration.ofDays(1), site.bucket);
    site.put("a.bin", "content");
    Passes.full(site.sweep);
    String before = site.tags("a.bin").get("ANTIVIRUS_ID");
    site.settings.rescanAfter(Duration.ofMillis(1));
    settings(false);
    site.reader.says = Optional.of(new Verdict.Unscanned(Reason.BUSY, "as the test wants it"));
    Passes.check(site.sweep);
    assertEquals(before, site.tags("a.bin").get("ANTIVIRUS_ID"));
    site.reader.says = Optional.empty();
    Passes.check(site.sweep);
    assertNotEquals(before, site.tags("a.bin").get("ANTIVIRUS_ID"));
    assertEquals("OK", site.status("a.bin"));
  }
}

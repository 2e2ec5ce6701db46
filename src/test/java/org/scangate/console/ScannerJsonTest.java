package org.scangate.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.scangate.container.ContainerKind;
import org.scangate.scan.Opened;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;
import org.scangate.scan.VerdictCache;
import org.scangate.scan.pool.ScannerPool;
import org.scangate.scan.report.ScannerStatistics;
import org.scangate.testing.Await;
import org.scangate.testing.ScriptedScanner;

/** Scanners as the API tells of them, and what it has done to them. */
class ScannerJsonTest {

  private final List<String> events = new ArrayList<>();

  @Test
  void eachAddressIsToldApart() {
    ScriptedScanner good = at("a:3310");
    good.readiness =
        Readiness.ready(List.of("raise StreamMaxLength"), "ClamAV 1.4.6/27811", OptionalLong.of(7))
            .opening(Optional.of(new Opened(EnumSet.of(ContainerKind.ZIP), 7)));
    ScriptedScanner away = at("b:3310");
    away.readiness = Readiness.not(Reason.UNREACHABLE, "connection refused");
    JsonObject one = ScannerJson.of(scanner(good, away)).build();
    assertEquals("clamd", one.getString("name"));
    assertEquals(0, one.getInt("in_flight"));
    JsonObject first = one.getJsonArray("addresses").getJsonObject(0);
    assertEquals("a:3310", first.getString("address"));
    assertTrue(first.getBoolean("ready"));
    assertEquals("ClamAV 1.4.6/27811", first.getString("version"));
    assertEquals(7, first.getInt("proven_bytes"));
    assertEquals("[\"raise StreamMaxLength\"]", first.get("advice").toString());
    assertEquals("[\"zip\"]", first.get("opens").toString());
    assertTrue(first.get("does_not_open").toString().contains("\"rar5\""));
    assertFalse(first.containsKey("why_not"));
    assertEquals(
        SentBody.json(
            "{'address':'b:3310','ready':false,'reason':'unreachable',"
                + "'why_not':'connection refused','advice':[]}"),
        one.getJsonArray("addresses").getJsonObject(1));
  }

  /** What is still asked for may yet be opened. */
  @Test
  void whatIsNotOpenedIsToldWhenAllWasAskedFor() {
    ScriptedScanner scanner = at("a:3310");
    scanner.readiness =
        ScriptedScanner.READY.opening(
            Optional.of(new Opened(EnumSet.of(ContainerKind.ZIP), 7, false)));
    JsonObject one = ScannerJson.of(scanner(scanner)).build();
    assertTrue(one.containsKey("opens"));
    assertFalse(one.containsKey("does_not_open"));
  }

  @Test
  void whyThereIsNoScannerIsTold() {
    Map<String, Readiness> none =
        Map.of("configuration", Readiness.not(Reason.MISCONFIGURED, "scangate.scanner is wrong"));
    assertEquals(
        SentBody.json("{'scanners':[],'problem':'scangate.scanner is wrong'}"),
        ScannerJson.all(List.of(), none).build());
  }

  @Test
  void aProofAndForgettingAreEvents() throws IOException {
    ScriptedScanner scanner = at("a:3310");
    ScannerActs acts = acts(scanner(scanner));
    String body = "{'by':'cron'}";
    JsonObject answer =
        ScannerResource.prove(acts, "clamd", SentBody.of(body)).orElseThrow().build();
    assertTrue(answer.getString("answer").contains("clamd"));
    Await.until("it is proved", Duration.ofSeconds(10), () -> scanner.probes.get() > 0);
    assertTrue(ScannerResource.flushCache(acts, SentBody.of(body)).isPresent());
    assertEquals(
        List.of("scanner-proof-asked|cron|clamd", "cache-flushed|cron|known content"), events);
  }

  @Test
  void whatIsNotThereOrNobodyAskedForIsNotDone() throws IOException {
    ScannerActs acts = acts(scanner(at("a:3310")));
    assertEquals(
        Optional.empty(), ScannerResource.prove(acts, "icap", SentBody.of("{'by':'cron'}")));
    assertEquals(
        Optional.empty(),
        ScannerResource.flushCache(
            new ScannerActs(List.of(), (kind, who, what, detail) -> events.add(kind)),
            SentBody.of("{'by':'cron'}")));
    for (String wrong : List.of("{}", "{'by':''}", "{'by':7}", "{'by':'cron','x':1}", "")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> ScannerResource.prove(acts, "clamd", SentBody.of(wrong)));
      assertThrows(
          IllegalArgumentException.class,
          () -> ScannerResource.flushCache(acts, SentBody.of(wrong)));
    }
    assertEquals(List.of(), events);
  }

  /** One scanner that is so. */
  static JsonObject told(Readiness readiness) {
    ScriptedScanner scanner = at("a:3310");
    scanner.readiness = readiness;
    return ScannerJson.of(scanner(scanner)).build();
  }

  private ScannerActs acts(ConsoleParts.OneScanner scanner) {
    return new ScannerActs(
        List.of(scanner),
        (kind, who, what, detail) -> events.add(String.join("|", kind, who, what)));
  }

  private static ScriptedScanner at(String address) {
    ScriptedScanner scanner = ScriptedScanner.clean("clamd", ScriptedScanner.VERSION);
    scanner.address = address;
    return scanner;
  }

  private static ConsoleParts.OneScanner scanner(ScriptedScanner... members) {
    ScannerPool pool = new ScannerPool("clamd", List.of(members), 2);
    return new ConsoleParts.OneScanner(pool, new ScannerStatistics(pool, VerdictCache.NONE));
  }
}

package org.scangate.moodle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.container.ContainerKind;
import org.scangate.moodle.Reply.Status;
import org.scangate.scan.DataSize;
import org.scangate.scan.Eicar;
import org.scangate.scan.EntryRules;
import org.scangate.scan.Events;
import org.scangate.scan.Origin;
import org.scangate.scan.Packing;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.ScanId;
import org.scangate.scan.ScanReport;
import org.scangate.scan.ScanService;
import org.scangate.scan.Scanner;
import org.scangate.scan.Verdict;
import org.scangate.scan.VerdictCache;
import org.scangate.scan.access.AddressRange;
import org.scangate.scan.spool.Spool;
import org.scangate.scanner.hashlist.Hashlist;
import org.scangate.scanner.hashlist.HashlistSettings;
import org.scangate.testing.ScriptedScanner;
import org.scangate.testing.Warnings;

/** The API without a container: what is answered to every form, good and bad. */
class ScanEndpointTest {

  private static final Caller CALLER = new Caller("10.0.0.9", "https://moodle.example");

  private static final DataSize LIMIT = DataSize.parse("256K");
  private static final byte[] CLEAN = "hello clean file\n".getBytes(UTF_8);
  private static final UnscannedPolicy REPORT = FixedSettings.REPORT;
  private static final UnscannedPolicy BLOCK = FixedSettings.BLOCK;

  @TempDir Path folder;

  private final ScriptedScanner fake = ScriptedScanner.clean("fake", "Fake 1.0");
  private final Hashlist hashlist = new Hashlist(new HashlistSettings("hashlist", List.of()));
  private Spool spool;

  @BeforeEach
  void makeSpool() {
    spool = new Spool(new Spool.Settings(folder, DataSize.parse("4K"), DataSize.parse("1M")));
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    assertEquals(0, spool.bytesKept());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void aCleanFileIsOkAndAnInfectedOneIsFoundWithItsSignature() {
    ScanEndpoint engine = engine(REPORT, hashlist);
    assertEquals(Status.OK, post(engine, new FormBuilder().file(CLEAN).end()).status());
    Reply found = post(engine, new FormBuilder().file(Eicar.bytes()).end());
    assertEquals(Status.FOUND, found.status());
    assertEquals(200, found.code());
    assertTrue(found.msg().startsWith("Eicar-Test-Signature"), found.msg());
  }

  @Test
  void fieldsComeInAnyOrderAndTheNameIsTheFieldAndNotThePathOnTheClientsMachine() {
    ScanEndpoint engine = engine(REPORT, fake);
    post(
        engine,
        new FormBuilder().file(CLEAN).field("filename", "a é.txt").field("userid", "2").end());
    post(
        engine,
        new FormBuilder().field("userid", "2").field("filename", "a é.txt").file(CLEAN).end());
    assertEquals(List.of("a é.txt", "a é.txt"), fake.samples.stream().map(Sample::name).toList());
    assertEquals("moodle user=2 client=10.0.0.9", fake.samples.get(1).origin().text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"scan-clean-cli.http", "scan-accented-name-upload.http"})
  void whatMoodleSendsIsRead(String recorded) throws IOException {
    String request;
    try (InputStream in = getClass().getResourceAsStream("/moodle/" + recorded)) {
      request = new String(in.readAllBytes(), ISO_8859_1);
    }
    int body = request.indexOf("\r\n\r\n") + 4;
    String type = request.substring(0, body).replaceAll("(?s).*Content-Type: (.*?)\r\n.*", "$1");
    byte[] form = request.substring(body).getBytes(ISO_8859_1);
    assertEquals(Status.OK, scan(engine(REPORT, fake), form, type).status());
    assertEquals(CLEAN.length, fake.samples.get(0).size());
  }

  @Test
  void ofTwoFilesBothAreScannedAndTheWorstCounts() {
    ScanEndpoint engine = engine(REPORT, hashlist);
    byte[] eicarLast = new FormBuilder().file(CLEAN).file(Eicar.bytes()).end();
    byte[] eicarFirst = new FormBuilder().file(Eicar.bytes()).file(CLEAN).end();
    assertEquals(Status.FOUND, post(engine, eicarLast).status());
    assertEquals(Status.FOUND, post(engine, eicarFirst).status());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBodyCutAtAnyByteIsNeverOk(boolean infected) {
    ScanEndpoint engine = engine(REPORT, hashlist);
    byte[] whole =
        new FormBuilder()
            .file(infected ? Eicar.bytes() : CLEAN)
            .field("filename", "x.txt")
            .field("userid", "2")
            .end();
    int closed = whole.length - 2; // the last line end says nothing any more
    for (int cut = 0; cut <= whole.length; cut++) {
      Reply reply = post(engine, Arrays.copyOf(whole, cut));
      Status right = infected ? Status.FOUND : Status.OK;
      assertEquals(cut < closed ? Status.ERROR : right, reply.status(), "cut at " + cut);
      assertEquals(cut < closed ? 400 : 200, reply.code(), "cut at " + cut);
    }
  }

  @Test
  void aConnectionThatBreaksInTheMiddleIsAnErrorOfTheSender() {
    byte[] half = new FormBuilder().raw("--" + FormBuilder.BOUNDARY + "\r\nContent-Disp").bytes();
    InputStream broken = failing(new IOException("connection reset"));
    InputStream body = new SequenceInputStream(new ByteArrayInputStream(half), broken);
    Reply reply = engine(REPORT, fake).scan(body, FormBuilder.TYPE, -1, CALLER);
    assertEquals(400, reply.code());
    assertTrue(fake.samples.isEmpty());
  }

  @Test
  void whatIsNoFormOfOursIsRefusedWithTheReason() {
    ScanEndpoint engine = engine(REPORT, fake);
    byte[] form = new FormBuilder().file(CLEAN).end();
    assertEquals(400, post(engine, new FormBuilder().field("filename", "x").end()).code());
    assertEquals(400, post(engine, new byte[0]).code());
    assertEquals(400, scan(engine, form, "multipart/form-data").code());
    assertEquals(400, scan(engine, form, "multipart/form-data; boundary=").code());
    assertEquals(400, scan(engine, form, "multipart/form-data; boundary=another").code());
    assertEquals(
        400, scan(engine, form, "multipart/form-data; boundary=" + "b".repeat(99_999)).code());
    assertEquals(415, scan(engine, form, "application/x-www-form-urlencoded").code());
    assertEquals(415, scan(engine, form, null).code());
    assertTrue(fake.samples.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Disposition: form-data; name=\"other\"; name=\"scanfile\"\r\n",
        "Content-Disposition: form-data; name=\"scanfile\"; name=other\r\n",
        "Content-Disposition: form-data; name=\"x\"\r\n"
            + "Content-Disposition: form-data; name=\"y\"\r\n",
        "X-Other: 1\nContent-Disposition: form-data; name=\"scanfile\"\r\n",
        "Content-Disposition: form-data\r\n",
        "Content-Type: text/plain\r\n"
      })
  void aPartWhoseFieldCanBeReadInTwoWaysIsRefused(String headers) {
    byte[] form = new FormBuilder().file(CLEAN).part(headers, Eicar.bytes()).end();
    Reply reply = post(engine(REPORT, hashlist), form);
    assertEquals(400, reply.code());
    assertEquals(Status.ERROR, reply.status());
  }

  @Test
  void aFoldedHeaderIsReadAsOneLine() {
    String folded = "Content-Disposition: form-data;\r\n name=\"scanfile\"\r\n";
    byte[] form = new FormBuilder().file(CLEAN).part(folded, Eicar.bytes()).end();
    assertEquals(Status.FOUND, post(engine(REPORT, hashlist), form).status());
  }

  @Test
  void aUserIdThatIsNoNumberForgesNothing() {
    byte[] form = new FormBuilder().file(CLEAN).field("userid", "2 client=10.0.0.1").end();
    post(engine(REPORT, fake), form);
    assertEquals("moodle user=? client=10.0.0.9", fake.samples.get(0).origin().text());
  }

  @Test
  void allFilesOfAFormShareOneTimeBound() {
    post(engine(REPORT, fake), new FormBuilder().file(CLEAN).file(CLEAN).file(CLEAN).end());
    assertEquals(1, fake.deadlines.stream().distinct().count());
    assertEquals(3, fake.deadlines.size());
  }

  @Test
  void aFormBeyondAllReasonIsRefused() {
    ScanEndpoint engine = engine(REPORT, fake);
    FormBuilder parts = new FormBuilder();
    for (int i = 0; i < 10_000; i++) {
      parts.field("f" + i, "x");
    }
    assertEquals(400, chunked(engine, parts.file(CLEAN).end()).code());
    byte[] longHeader =
        new FormBuilder().part("X-Long: " + "h".repeat(1 << 20) + "\r\n", CLEAN).file(CLEAN).end();
    assertEquals(400, chunked(engine, longHeader).code());
    byte[] longField = new FormBuilder().field("filename", "n".repeat(100_000)).file(CLEAN).end();
    assertEquals(400, chunked(engine, longField).code());
  }

  @Test
  void anyNameIsTakenAsItIs() {
    ScanEndpoint engine = engine(REPORT, fake);
    List<byte[]> names =
        List.of(
            new byte[0],
            "n".repeat(4000).getBytes(UTF_8),
            new byte[] {'a', (byte) 0xff, (byte) 0xc3, 'b'},
            "a\r\nINFO: forged".getBytes(UTF_8),
            "<script>alert(1)</script>".getBytes(UTF_8));
    for (byte[] name : names) {
      byte[] form = new FormBuilder().file(CLEAN).field("filename", name).end();
      assertEquals(Status.OK, post(engine, form).status());
    }
    assertEquals("a\r\nINFO: forged", fake.samples.get(3).name());
  }

  @Test
  void aFileUpToTheLimitIsScannedAndOneByteMoreIsNot() {
    ScanEndpoint engine = engine(REPORT, fake);
    int limit = (int) LIMIT.bytes();
    assertEquals(Status.OK, post(engine, new FormBuilder().file(new byte[limit]).end()).status());
    assertEquals(limit, fake.samples.get(0).size());
    Reply over = post(engine, new FormBuilder().file(new byte[limit + 1]).end());
    assertEquals(413, over.code());
    assertEquals(Status.ERROR, over.status());
    assertEquals(1, fake.samples.size());
  }

  @Test
  void anAnnouncedLengthOverTheLimitIsRefusedBeforeAByteIsRead() {
    InputStream untouched = failing(new IOException("it was read"));
    long length = LIMIT.bytes() + ScanEndpoint.FORM_OVERHEAD + 1;
    Reply reply = engine(REPORT, fake).scan(untouched, FormBuilder.TYPE, length, CALLER);
    assertEquals(413, reply.code());
    assertFalse(reply.msg().contains("it was read"));
  }

  @Test
  void aFullSpoolIsUnscannedAndNeverOk() throws IOException {
    spool = new Spool(new Spool.Settings(folder, DataSize.parse("4K"), DataSize.parse("64K")));
    Reply full = post(engine(REPORT, fake), new FormBuilder().file(new byte[100_000]).end());
    assertEquals(Status.ERROR, full.status());
    assertTrue(full.msg().startsWith("spool-full"), full.msg());
    assertEquals(
        Status.OK,
        post(engine(REPORT, fake), new FormBuilder().file(new byte[50_000]).end()).status());
  }

  @Test
  void aSpoolThatCannotBeWrittenIsUnscannedAndNeverOk() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    spool = new Spool(new Spool.Settings(file, DataSize.parse("4K"), DataSize.parse("1M")));
    Reply reply = post(engine(REPORT, fake), new FormBuilder().file(new byte[100_000]).end());
    assertEquals(Status.ERROR, reply.status());
    assertTrue(reply.msg().contains("scangate.spool.folder"), reply.msg());
    Files.delete(file);
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void anUploadThatTricklesIsEndedByItsOwnBound() {
    LiveSettings hasty =
        FixedSettings.of(REPORT, FixedSettings.ANYBODY, LIMIT).uploadTimeout(Duration.ofMillis(50));
    ScanEndpoint engine = new ScanEndpoint(hasty, spool, scans(fake), List::of);
    assertTooSlow(engine, new ByteArrayInputStream(new byte[0]));
    String inAHeader = "--" + FormBuilder.BOUNDARY + "\r\nContent-Disposition: form-data; x=";
    assertTooSlow(engine, new ByteArrayInputStream(inAHeader.getBytes(UTF_8)));
  }

  private static void assertTooSlow(ScanEndpoint engine, InputStream begin) {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return '-';
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            LockSupport.parkNanos(1_000_000); // a byte a millisecond, as from a slow sender
            bytes[offset] = '-';
            return 1;
          }
        };
    InputStream body = new SequenceInputStream(begin, endless);
    Reply reply = engine.scan(body, FormBuilder.TYPE, -1, CALLER);
    assertEquals(Status.ERROR, reply.status());
    assertTrue(reply.msg().contains("scangate.upload-timeout"), reply.msg());
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void underReportWhatCouldNotBeScannedIsAnErrorAndUnderBlockItIsFound(Reason reason) {
    fake.says(new Verdict.Unscanned(reason, "because"));
    byte[] form = new FormBuilder().file(CLEAN).end();
    Reply reported = post(engine(REPORT, fake), form);
    assertEquals(Status.ERROR, reported.status());
    assertEquals(200, reported.code());
    Reply blocked = post(engine(BLOCK, fake), form);
    assertEquals(Status.FOUND, blocked.status());
    assertEquals(200, blocked.code());
    assertTrue(blocked.msg().startsWith("Not scanned: "), blocked.msg());
  }

  @Test
  void exceptionsCountPerReasonBothWays() {
    byte[] form = new FormBuilder().file(CLEAN).end();
    fake.says(new Verdict.Unscanned(Reason.ENCRYPTED, "because"));
    UnscannedPolicy blockBut = new UnscannedPolicy(true, Map.of(Reason.ENCRYPTED, false));
    UnscannedPolicy reportBut = new UnscannedPolicy(false, Map.of(Reason.ENCRYPTED, true));
    assertEquals(Status.ERROR, post(engine(blockBut, fake), form).status());
    assertEquals(Status.FOUND, post(engine(reportBut, fake), form).status());
    fake.says(new Verdict.Unscanned(Reason.TIMED_OUT, "because"));
    assertEquals(Status.FOUND, post(engine(blockBut, fake), form).status());
    assertEquals(Status.ERROR, post(engine(reportBut, fake), form).status());
  }

  @Test
  void underBlockEveryPostWithoutACleanVerdictIsFoundWhateverTheReason() {
    ScanEndpoint engine = engine(BLOCK, fake);
    fake.says(
        sample -> {
          throw new IllegalStateException("a bug");
        });
    byte[] form = new FormBuilder().file(CLEAN).end();
    List<Reply> wording =
        List.of(
            post(engine, form),
            post(engine, Arrays.copyOf(form, 50)),
            post(engine, new byte[0]),
            post(engine, new FormBuilder().file(new byte[300_000]).end()),
            scan(engine, form, "text/plain"),
            engine.failure(ReplyWording.Asked.POST, "", 404, "no such path"),
            engine.failure(ReplyWording.Asked.POST, "", 500, "a bug"));
    for (Reply reply : wording) {
      assertEquals(200, reply.code());
      assertEquals(Status.FOUND, reply.status());
      assertTrue(reply.msg().startsWith("Not scanned: "), reply.msg());
    }
  }

  @Test
  void credentialsAndAddressAreAskedFor() {
    ScanEndpoint engine =
        new ScanEndpoint(
            FixedSettings.of(
                REPORT,
                new AccessRules(List.of("s3cret"), List.of(AddressRange.parse("10.0.0.0/8"))),
                LIMIT),
            spool,
            scans(fake),
            List::of);
    assertEquals(
        401,
        engine
            .refusal(ReplyWording.Asked.POST, new Caller("10.1.1.1", ""), null)
            .orElseThrow()
            .code());
    assertEquals(
        403,
        engine
            .refusal(ReplyWording.Asked.POST, new Caller("11.1.1.1", ""), "Bearer s3cret")
            .orElseThrow()
            .code());
    assertFalse(
        engine
            .refusal(ReplyWording.Asked.POST, new Caller("10.1.1.1", ""), "Bearer s3cret")
            .isPresent());
  }

  @Test
  void whoGuessesTokensIsNotLookedAtForAWhileAndThatIsCounted() {
    AccessRules access = new AccessRules(List.of("s3cret"), List.of());
    ScanEndpoint engine =
        new ScanEndpoint(FixedSettings.of(REPORT, access, LIMIT), spool, scans(fake), List::of);
    for (int i = 0; i < 6; i++) {
      assertEquals(401, refusal(engine, "11.1.1.1", null), "no token is no guess");
    }
    for (int i = 0; i < 5; i++) {
      assertEquals(401, refusal(engine, "11.1.1.1", "Bearer guess" + i));
    }
    assertEquals(429, refusal(engine, "11.1.1.1", "Bearer s3cret"));
    assertFalse(
        engine
            .refusal(ReplyWording.Asked.POST, new Caller("11.1.1.2", ""), "Bearer s3cret")
            .isPresent());
    assertEquals(6, engine.statistics().getWrongTokens());
    assertEquals(12, engine.statistics().getRefused());
  }

  private static int refusal(ScanEndpoint engine, String client, String authorization) {
    return engine
        .refusal(ReplyWording.Asked.POST, new Caller(client, ""), authorization)
        .orElseThrow()
        .code();
  }

  @Test
  void anUploadThatWasNotReceivedHasOneLineWithAllThatIsKnownOfIt() {
    ScanEndpoint engine = engine(REPORT, fake);
    byte[] half = new FormBuilder().field("filename", "a\nb").field("userid", "7").bytes();
    try (Warnings log = new Warnings(ScanEndpoint.class)) {
      InputStream body =
          new SequenceInputStream(
              new ByteArrayInputStream(half), failing(new IOException("connection reset")));
      Reply broken = engine.scan(body, FormBuilder.TYPE, 9_000, CALLER);
      String id = broken.msg().replaceAll(".*\\(upload (.*)\\)", "$1");
      String line =
          "WARNING upload %s NO FORM (the upload broke off: java.io.IOException: connection reset)"
              + " file=\"a\\u000ab\" moodle user=- client=10.0.0.9 received=%d of 9000 bytes";
      assertEquals(List.of(line.formatted(id, half.length)), log.logged());
    }
    try (Warnings log = new Warnings(ScanEndpoint.class)) {
      post(engine, new FormBuilder().file(new byte[300_000]).end());
      scan(engine, half, "text/plain");
      assertEquals(2, log.logged().size(), log.logged().toString());
      assertTrue(log.logged().get(0).contains(" UNSCANNED too-large ("), log.logged().get(0));
    }
    assertEquals(3, engine.statistics().getNotReceived());
  }

  @Test
  void anUploadThatWasNotReceivedIsToldOfAsOneThatNobodyScanned() {
    List<ScanReport> told = new ArrayList<>();
    ScanEndpoint engine =
        new ScanEndpoint(
            FixedSettings.of(REPORT, FixedSettings.ANYBODY, LIMIT),
            spool,
            scans(fake),
            List::of,
            Events.NONE,
            told::add,
            true);
    byte[] half = new FormBuilder().field("filename", "a").field("userid", "7").bytes();
    Reply reply = engine.scan(new ByteArrayInputStream(half), FormBuilder.TYPE, 9_000, CALLER);
    assertEquals(1, told.size());
    ScanReport report = told.get(0);
    assertTrue(reply.msg().contains(report.id().toString()), reply.msg());
    assertEquals("https://moodle.example", report.origin().site());
    assertEquals("10.0.0.9", report.origin().client());
    assertEquals("a", report.origin().place());
    assertEquals(half.length, report.size());
    assertEquals(List.of(), report.answers());
    assertTrue(report.verdict() instanceof Verdict.Unscanned);
  }

  @Test
  void whoseUploadItIsIsToldToNobodyWhereThatIsNotWanted() {
    List<ScanReport> told = new ArrayList<>();
    ScanService scans =
        new ScanService(List.of(fake), VerdictCache.NONE, LIMIT, Duration.ofSeconds(10), told::add);
    ScanEndpoint engine =
        new ScanEndpoint(
            FixedSettings.of(REPORT, FixedSettings.ANYBODY, LIMIT),
            spool,
            scans,
            List::of,
            Events.NONE,
            told::add,
            false);
    FormBuilder form = new FormBuilder().field("filename", "a name").field("userid", "7");
    assertEquals(Status.OK, post(engine, form.file(CLEAN).end()).status());
    try (Warnings log = new Warnings(ScanEndpoint.class)) {
      byte[] half = new FormBuilder().field("filename", "a name").field("userid", "7").bytes();
      post(engine, half);
      String line = log.logged().get(0);
      assertTrue(line.contains(" file=\"\" moodle user=- client=- received="), line);
    }
    assertEquals(2, told.size());
    for (ScanReport report : told) {
      assertEquals("", report.name());
      assertEquals(
          new Origin("moodle", "https://moodle.example", "", "", "", "moodle user=- client=-"),
          report.origin());
    }
  }

  /** Events are kept for years. */
  @Test
  void noEventHasTheAddressOfWhoIsTurnedAway() {
    List<String> events = new ArrayList<>();
    AccessRules access = new AccessRules(List.of(), List.of(AddressRange.parse("192.0.2.0/24")));
    ScanEndpoint engine =
        new ScanEndpoint(
            FixedSettings.of(REPORT, ConncheckPolicy.READY, access, LIMIT),
            spool,
            scans(fake),
            List::of,
            (kind, who, what, detail) -> events.add(kind + detail),
            report -> {},
            true);
    Reply refused = engine.refusal(ReplyWording.Asked.CONNCHECK, CALLER, null).orElseThrow();
    assertTrue(refused.msg().contains(CALLER.address()), refused.msg());
    assertEquals(1, events.size());
    assertTrue(events.get(0).contains("a client is not among"), events.get(0));
    assertFalse(events.get(0).contains(CALLER.address()), events.get(0));
  }

  @Test
  void theSamplesOfAFormKnowWhereTheyComeFrom() {
    post(
        engine(REPORT, fake),
        new FormBuilder().field("filename", "a.txt").field("userid", "7").file(new byte[5]).end());
    assertEquals(
        new Origin(
            "moodle",
            "https://moodle.example",
            "a.txt",
            "7",
            "10.0.0.9",
            "moodle user=7 client=10.0.0.9"),
        fake.samples.get(0).origin());
  }

  @Test
  void anExceptionOfTheAdministratorIsNamedInConncheckAndInEachVerdict() {
    LiveSettings accepting =
        FixedSettings.of(REPORT, FixedSettings.ANYBODY, LIMIT)
            .rules(new EntryRules(Duration.ofSeconds(10), Set.of(ContainerKind.RAR5)));
    ScanEndpoint engine = new ScanEndpoint(accepting, spool, scans(fake), List::of);
    assertTrue(
        engine.conncheck("").msg().contains("; warning: rar5 counts as scanned although"),
        engine.conncheck("").msg());
    assertFalse(engine(REPORT, fake).conncheck("").msg().contains("rar5"));
    assertEquals(
        Reply.ok("clean, but rar4, rar5 was not opened (scangate.accept-unopened)"),
        withoutId(
            new ReplyWording(REPORT, ConncheckPolicy.ASK)
                .of(report(new Verdict.Clean(Set.of("rar5", "rar4"))))));
  }

  private static ScanReport report(Verdict verdict) {
    return new ScanReport(
        ScanId.next(),
        "a",
        Origin.of(""),
        1,
        Optional.empty(),
        Optional.empty(),
        verdict,
        List.of(),
        Packing.NONE,
        Instant.EPOCH,
        Duration.ZERO);
  }

  private static Reply withoutId(Reply reply) {
    return new Reply(
        reply.code(), reply.status(), reply.msg().replaceFirst(" \\(scan [0-9a-f-]{36}\\)$", ""));
  }

  @Test
  void conncheckLetsMoodleAskAndTellsThatNoScannerIsReady() {
    fake.readiness = Readiness.not(Reason.UNREACHABLE, "clamd is down");
    Reply reported = engine(REPORT, fake).conncheck("");
    assertEquals(Reply.ok("NOT READY: unreachable: clamd is down"), reported);
    Reply blocked = engine(BLOCK, fake).conncheck("");
    assertEquals(Reply.ok("NOT READY: unreachable: clamd is down; uploads are blocked"), blocked);
  }

  @Test
  void whereItIsToBeTakenLiterallyConncheckIsNotOkAndThatIsCounted() {
    fake.readiness = Readiness.not(Reason.UNREACHABLE, "clamd is down");
    ScanEndpoint engine = literal(REPORT);
    try (Warnings log = new Warnings(ScanEndpoint.class)) {
      assertEquals(Reply.error(503, "unreachable: clamd is down"), engine.conncheck(""));
      assertEquals(401, engine.failure(ReplyWording.Asked.CONNCHECK, "", 401, "no token").code());
      assertEquals(
          List.of(
              "WARNING Moodle accepts files unscanned: /conncheck answered 503"
                  + " unreachable: clamd is down"),
          log.logged());
    }
    assertEquals(2, engine.statistics().getConnchecksNotOk());
    fake.readiness = Readiness.ready(List.of(), "Fake 1.0", OptionalLong.empty());
    assertEquals(Status.OK, engine.conncheck("").status());
    assertEquals(2, engine.statistics().getConnchecksNotOk());
  }

  /** Or Moodle would not ask, and accept every file; and the stranger hears nothing of scanners. */
  @Test
  void conncheckIsOkEvenForWhoMayNotAskAndThePostTellsHim() {
    for (UnscannedPolicy policy : List.of(REPORT, BLOCK)) {
      Reply reply = engine(policy, fake).failure(ReplyWording.Asked.CONNCHECK, "", 401, "no token");
      assertEquals(Reply.ok("NOT READY: no token"), reply);
    }
    assertEquals(
        401, engine(REPORT, fake).failure(ReplyWording.Asked.POST, "", 401, "none").code());
  }

  @Test
  void underBlockConncheckIsOkWhateverElseIsSet() {
    fake.readiness = Readiness.not(Reason.UNREACHABLE, "clamd is down");
    assertEquals(Status.OK, literal(BLOCK).conncheck("").status());
    assertEquals(
        Status.OK, literal(BLOCK).failure(ReplyWording.Asked.CONNCHECK, "", 401, "none").status());
    UnscannedPolicy reportBut = new UnscannedPolicy(false, Map.of(Reason.UNREACHABLE, true));
    assertEquals(Status.OK, literal(reportBut).conncheck("").status());
  }

  @Test
  void onlyWhoGetsConncheckIsAnsweredAsIfItWereOne() {
    assertEquals(ReplyWording.Asked.CONNCHECK, AccessFilter.asked("GET", "conncheck"));
    assertEquals(ReplyWording.Asked.CONNCHECK, AccessFilter.asked("HEAD", "//conncheck/"));
    assertEquals(ReplyWording.Asked.POST, AccessFilter.asked("POST", "conncheck"));
    assertEquals(ReplyWording.Asked.OTHER, AccessFilter.asked("DELETE", "conncheck"));
    assertEquals(ReplyWording.Asked.OTHER, AccessFilter.asked("GET", "scan"));
  }

  @Test
  void noScannerIsNeverOk() {
    ScanEndpoint engine = engine(REPORT);
    assertTrue(engine.conncheck("").msg().startsWith("NOT READY: no-scanner"));
    assertEquals(Status.ERROR, post(engine, new FormBuilder().file(CLEAN).end()).status());
  }

  private ScanEndpoint engine(UnscannedPolicy policy, Scanner... scanners) {
    return new ScanEndpoint(
        FixedSettings.of(policy, FixedSettings.ANYBODY, LIMIT), spool, scans(scanners), List::of);
  }

  /** Whose {@code /conncheck} is to be taken literally. */
  private ScanEndpoint literal(UnscannedPolicy policy) {
    return new ScanEndpoint(
        FixedSettings.of(policy, ConncheckPolicy.READY, FixedSettings.ANYBODY, LIMIT),
        spool,
        scans(fake),
        List::of);
  }

  private static ScanService scans(Scanner... scanners) {
    return new ScanService(
        List.of(scanners), VerdictCache.NONE, LIMIT, Duration.ofSeconds(10), report -> {});
  }

  private static Reply post(ScanEndpoint engine, byte[] form) {
    return scan(engine, form, FormBuilder.TYPE);
  }

  private static Reply chunked(ScanEndpoint engine, byte[] form) {
    return engine.scan(new ByteArrayInputStream(form), FormBuilder.TYPE, -1, CALLER);
  }

  private static Reply scan(ScanEndpoint engine, byte[] form, String type) {
    return engine.scan(new ByteArrayInputStream(form), type, form.length, CALLER);
  }

  private static InputStream failing(IOException failure) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw failure;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        throw failure;
      }
    };
  }
}

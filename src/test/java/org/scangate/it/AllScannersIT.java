package org.scangate.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scangate.moodle.EngineServer;
import org.scangate.testing.Await;
import org.scangate.testing.CIcapServer;
import org.scangate.testing.ClamdScanner;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.Fixtures;

/** All five types of scanner together, each over its real engine, on every server. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Tag("portable")
@Tag("uploads")
class AllScannersIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final byte[] CLEAN = "hello clean file".getBytes(UTF_8);
  private static final byte[] LISTED = "nobody but the list knows this".getBytes(UTF_8);

  private static Path folder;
  private static ClamdServer clamd;
  private static CIcapServer icap;
  private static ClamdScanner others;
  private static EngineServer other;

  @Deployment(testable = false)
  static WebArchive war() throws IOException {
    folder = Files.createTempDirectory("scangate-all");
    Path list = Files.writeString(folder.resolve("bad.sha256"), Fixtures.sha256(LISTED) + " Bad");
    clamd = ClamdServer.builder().databaseVersion(27_811).start();
    icap = CIcapServer.start(clamd);
    others = ClamdScanner.of(clamd);
    other = new EngineServer(folder, false, List.of("s3cret"), others.pool());
    return Site.war(
        "scangate.scanner=clamd,av,script,other,list",
        "scangate.max-file-size=9M",
        "scangate.spool.folder=" + Files.createDirectory(folder.resolve("spool")),
        "scangate.clamd.address=" + clamd.tcpAddress(),
        "scangate.clamd.max-file-size=1M",
        "scangate.av.type=icap",
        "scangate.av.uri=" + icap.uri(),
        "scangate.av.max-file-size=1M",
        "scangate.script.type=command",
        "scangate.script.line=clamdscan --no-summary --fdpass --config-file="
            + clamd.configuration()
            + " {file}",
        "scangate.script.signature=^.*: (.+) FOUND$",
        "scangate.script.max-file-size=1M",
        "scangate.other.type=remote",
        "scangate.other.url=" + other.url(),
        "scangate.other.token=s3cret",
        "scangate.other.max-file-size=1M",
        "scangate.list.type=hashlist",
        "scangate.list.files=" + list);
  }

  @AfterAll
  static void stop() {
    other.close();
    others.close();
    icap.close();
    clamd.close();
  }

  @BeforeEach
  void awaitReady() {
    Await.until("ready", SOON, () -> Site.get("health/ready").statusCode() == 200);
  }

  @Test
  void eachIsReadyUnderItsOwnName() throws IOException {
    String ready = Site.get("health/ready").body();
    for (String name : List.of("clamd", "av", "script", "other", "list")) {
      assertTrue(ready.contains("{\"name\":\"" + name + "\",\"status\":\"UP\""), ready);
    }
    assertTrue(ready.contains("no antivirus"), ready);
    assertTrue(!ready.contains("s3cret"), ready);
  }

  @Test
  void whatAllCallCleanIsOkAndWhatOneFindsIsFound() throws IOException {
    assertEquals("OK", Site.scan(CLEAN, "clean").status());
    assertEquals("OK", Site.scan(new byte[0], "empty").status());
    assertEquals("FOUND", Site.scan(Fixtures.eicar(), "eicar.com").status());
    ApiAnswer listed = Site.scan(LISTED, "on the list");
    assertEquals("FOUND", listed.status());
    assertTrue(listed.msg().startsWith("Bad "), listed.msg());
    byte[] marked = (ClamdServer.MARKER + System.nanoTime()).getBytes(UTF_8);
    assertEquals("FOUND", Site.scan(marked, "marked").status());
  }

  @Test
  void withoutOneOfThemNothingIsOkButWhatAnotherFindsIsFound() throws IOException {
    icap.kill();
    Await.until("not ready", SOON, () -> Site.get("health/ready").statusCode() == 503);
    ApiAnswer conncheck = ApiAnswer.of(Site.get("conncheck"));
    assertTrue(conncheck.msg().startsWith("NOT READY: "), conncheck.msg());
    assertEquals("ERROR", Site.scan(Fixtures.randomBytes(7, 999), "clean").status());
    assertEquals("FOUND", Site.scan(LISTED, "on the list").status());
    icap.restart();
    awaitReady();
    assertEquals("OK", Site.scan(Fixtures.randomBytes(8, 999), "clean").status());
  }

  @Test
  void overTheLimitOfOneNothingIsOk() throws IOException {
    ApiAnswer answer = Site.scan(() -> Fixtures.random(5, (1 << 20) + 1), "over 1M");
    assertEquals("ERROR", answer.status());
    assertTrue(answer.msg().startsWith("too-large"), answer.msg());
  }

  @Test
  void eightClientsAtOnceAndNotOneWrongVerdictNorAnyFileLeft() throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(8);
    try {
      List<Callable<String>> posts = new ArrayList<>();
      List<String> right = new ArrayList<>();
      for (int i = 0; i < 120; i++) {
        boolean infected = i % 3 == 0;
        byte[] content = infected ? Fixtures.eicar() : Fixtures.randomBytes(i, 2000 + i);
        String name = "file " + i;
        posts.add(() -> Site.scan(content, name).status());
        right.add(infected ? "FOUND" : "OK");
      }
      List<String> answers = new ArrayList<>();
      for (Future<String> answer : clients.invokeAll(posts)) {
        answers.add(answer.get());
      }
      assertEquals(right, answers);
    } finally {
      clients.shutdownNow();
    }
    Await.until("no copy is left", SOON, () -> copies() == 0);
  }

  private static long copies() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("spool"))) {
      return files.filter(file -> file.toString().endsWith(".bin")).count();
    } catch (UncheckedIOException e) {
      return 1; // one went while it was looked at, so that there was one
    }
  }
}

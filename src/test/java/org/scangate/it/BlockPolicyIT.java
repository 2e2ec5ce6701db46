package org.scangate.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scangate.testing.Await;
import org.scangate.testing.LoopbackPort;

/** A site that must fail closed and keep nothing of persons, whose clamd is not there. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Tag("portable")
@Tag("uploads")
class BlockPolicyIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final byte[] CLEAN = "hello clean file".getBytes(UTF_8);

  private static final Path LOG =
      Path.of(System.getProperty("java.io.tmpdir"), "scans-" + UUID.randomUUID() + ".json");

  @Deployment(testable = false)
  static WebArchive war() {
    return Site.war(
        "scangate.clamd.address=127.0.0.1:" + LoopbackPort.free(),
        "scangate.moodle.unscanned=block",
        "scangate.moodle.unscanned.too-large=report",
        "scangate.moodle.token=s3cret",
        "scangate.journal.personal=none",
        "scangate.api.token=0perator",
        "scangate.log.json=" + LOG,
        "scangate.max-file-size=1M");
  }

  @Test
  void conncheckStaysOkAndHealthTellsTheTruth() throws IOException {
    ApiAnswer answer = ApiAnswer.of(Site.send(authorized("conncheck").GET()));
    assertEquals(200, answer.code());
    assertEquals("OK", answer.status());
    HttpResponse<String> ready = Site.get("health/ready");
    assertEquals(503, ready.statusCode());
    assertTrue(ready.body().contains("\"reason\":\"unreachable\""), ready.body());
  }

  @Test
  void healthTellsAStrangerTheNamesOfChecksAloneAndATokenOpensIt() throws IOException {
    HttpRequest.Builder stranger =
        HttpRequest.newBuilder(URI.create(Site.BASE + "health/ready"))
            .header("X-Forwarded-For", "192.0.2.7");
    HttpResponse<String> terse = Site.send(stranger);
    assertEquals(503, terse.statusCode());
    assertTrue(terse.body().contains("{\"name\":\"clamd\",\"status\":\"DOWN\"}"), terse.body());
    assertTrue(!terse.body().contains("data"), terse.body());
    HttpRequest.Builder known = authorized("health/ready").header("X-Forwarded-For", "192.0.2.7");
    assertTrue(Site.send(known).body().contains("\"reason\":\"unreachable\""));
    HttpRequest.Builder options =
        HttpRequest.newBuilder(URI.create(Site.BASE + "health/ready"))
            .method("OPTIONS", BodyPublishers.noBody());
    HttpResponse<String> answer = Site.send(options);
    assertEquals(204, answer.statusCode());
    assertEquals("GET, HEAD, OPTIONS", answer.headers().firstValue("Allow").orElse("none"));
  }

  @Test
  void whatCannotBeScannedIsFound() throws IOException {
    assertBlocked(post("scan", "multipart/form-data; boundary=" + Site.BOUNDARY));
  }

  @Test
  void everyOtherPostIsFoundToo() throws IOException {
    assertBlocked(post("scan", "text/plain"));
    assertBlocked(post("scan", "multipart/form-data"));
    assertBlocked(post("nothing/here", "text/plain"));
    assertBlocked(post("conncheck", "text/plain"));
    assertBlocked(ApiAnswer.of(Site.send(Site.scanRequest(BodyPublishers.ofByteArray(CLEAN)))));
  }

  @Test
  void withoutCredentialsConncheckIsOkSoThatThePostIsBlocked() throws IOException {
    assertEquals("OK", ApiAnswer.of(Site.get("conncheck")).status());
    assertEquals("ERROR", ApiAnswer.of(Site.get("nothing/here")).status());
  }

  @Test
  void anExceptionForOneReasonIsReported() throws IOException {
    HttpRequest.Builder large =
        authorized("scan")
            .header("Content-Type", "multipart/form-data; boundary=" + Site.BOUNDARY)
            .POST(BodyPublishers.ofByteArray(Site.form(new byte[2 << 20], "large")));
    ApiAnswer answer = ApiAnswer.of(Site.send(large));
    assertEquals(413, answer.code());
    assertEquals("ERROR", answer.status());
  }

  @Test
  void whoseUploadItWasIsNeitherInTheJournalNorInTheLog() throws IOException {
    String name = "letter-" + UUID.randomUUID() + ".txt";
    HttpRequest.Builder upload =
        authorized("scan")
            .header("Content-Type", "multipart/form-data; boundary=" + Site.BOUNDARY)
            .POST(BodyPublishers.ofByteArray(Site.form(CLEAN, name)));
    String msg = ApiAnswer.of(Site.send(upload)).msg();
    Matcher id = ID.matcher(msg);
    assertTrue(id.find(), msg);
    HttpRequest.Builder question =
        HttpRequest.newBuilder(URI.create(Site.BASE + "api/v1/scans?id=" + id.group()))
            .header("Authorization", "Bearer 0perator");
    Await.until("it is kept", SOON, () -> Site.send(question).body().contains("moodle"));
    String scan = Site.send(question).body();
    for (String key : new String[] {"place", "user", "client"}) {
      assertFalse(scan.contains('"' + key + '"'), scan);
    }
    Await.until("it is logged", SOON, () -> Files.readString(LOG).contains(id.group()));
    String log = Files.readString(LOG);
    assertFalse(log.contains(name), log);
    assertTrue(log.contains("moodle user=- client=-"), log);
  }

  @Test
  void aRequestThatTheServerRejectsItselfIsNoCleanVerdict() throws IOException {
    String answer = Site.raw("POST /scangate/scan HTTP/9.9\r\n\r\n".getBytes(US_ASCII));
    assertTrue(!answer.contains("\"OK\""), answer);
  }

  private static ApiAnswer post(String path, String type) throws IOException {
    return ApiAnswer.of(
        Site.send(
            authorized(path)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(Site.form(CLEAN, "clean.txt")))));
  }

  private static HttpRequest.Builder authorized(String path) {
    return HttpRequest.newBuilder(URI.create(Site.BASE + path))
        .header("Authorization", "Bearer s3cret");
  }

  private static void assertBlocked(ApiAnswer answer) {
    assertEquals(200, answer.code());
    assertEquals("FOUND", answer.status());
    assertTrue(answer.msg().startsWith("Not scanned: "), answer.msg());
  }
}

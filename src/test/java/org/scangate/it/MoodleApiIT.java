package org.scangate.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.Fixtures;

/** The remote-engine API over a real clamd, as Moodle asks it, on every server. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Tag("portable")
@Tag("uploads")
class MoodleApiIT {

  private static final int LIMIT = 9 << 20;
  private static final byte[] CLEAN = "hello clean file".getBytes(UTF_8);

  private static ClamdServer clamd;

  @Deployment(testable = false)
  static WebArchive war() {
    clamd = ClamdServer.builder().databaseVersion(27811).start();
    return Site.war("scangate.clamd.address=" + clamd.tcpAddress(), "scangate.max-file-size=9M");
  }

  @AfterAll
  static void stop() {
    clamd.close();
  }

  @BeforeEach
  void awaitReady() {
    Site.awaitReady();
  }

  @Test
  void conncheckIsOkAndNamesTheEngine() throws IOException {
    ApiAnswer answer = ApiAnswer.of(Site.get("conncheck"));
    assertEquals(200, answer.code());
    assertEquals("OK", answer.status());
    assertTrue(answer.msg().contains("ClamAV 1.") && answer.msg().contains("/27811"), answer.msg());
  }

  @Test
  void cleanIsOkAndEicarIsFoundByItsSignature() throws IOException {
    assertEquals("OK", Site.scan(CLEAN, "clean.txt").status());
    ApiAnswer found = Site.scan(Fixtures.eicar(), "eicar.com");
    assertEquals(200, found.code());
    assertEquals("FOUND", found.status());
    assertTrue(found.msg().startsWith("Eicar-Test.UNOFFICIAL"), found.msg());
  }

  @Test
  void whatIsKnownIsAnsweredTheSameAgain() throws IOException {
    byte[] content = Fixtures.randomBytes(11, 50_000);
    assertEquals("OK", Site.scan(content, "first").status());
    assertEquals("OK", Site.scan(content, "second").status());
    assertEquals("FOUND", Site.scan(Fixtures.eicar(), "first").status());
    assertEquals("FOUND", Site.scan(Fixtures.eicar(), "second").status());
  }

  @Test
  void requestsThatMoodleReallySentAreAnswered() throws IOException {
    for (String name :
        new String[] {"conncheck.http", "scan-clean-cli.http", "scan-accented-name-upload.http"}) {
      ApiAnswer answer = ApiAnswer.ofRaw(Site.raw(Site.recorded(name)));
      assertEquals(200, answer.code(), name);
      assertEquals("OK", answer.status(), name);
    }
  }

  @Test
  void repeatedAndTrailingSlashesAreTheSameResources() throws IOException {
    for (String path : new String[] {"/conncheck", "conncheck/", "//conncheck//"}) {
      assertEquals(200, ApiAnswer.of(Site.get(path)).code(), path);
    }
    byte[] form = Site.form(Fixtures.eicar(), "eicar.com");
    for (String path : new String[] {"/scan", "scan/"}) {
      HttpRequest.Builder request =
          Site.scanRequest(BodyPublishers.ofByteArray(form))
              .uri(java.net.URI.create(Site.BASE + path));
      assertEquals("FOUND", ApiAnswer.of(Site.send(request)).status(), path);
    }
  }

  @Test
  void atTheLimitIsScannedAndOverItIsRefused() throws IOException {
    assertEquals("OK", Site.scan(() -> Fixtures.random(3, LIMIT), "at the limit").status());
    ApiAnswer over = Site.scan(() -> Fixtures.random(3, LIMIT + 1), "over the limit");
    assertEquals(413, over.code());
    assertEquals("ERROR", over.status());
  }

  @Test
  void whatGoesWrongIsJsonToo() throws IOException {
    assertFailure(404, "GET", "nothing/here", "");
    assertFailure(404, "GET", "", "");
    assertFailure(404, "GET", "error-page", "");
    assertFailure(404, "GET", "application.wadl", "");
    assertFailure(405, "GET", "scan", "");
    assertFailure(405, "FOO", "scan", "");
    assertFailure(405, "POST", "conncheck", "Content-Length: 0\r\n");
    assertFailure(405, "PUT", "scan", "Content-Length: 0\r\n");
    assertFailure(405, "DELETE", "conncheck", "");
    assertFailure(405, "OPTIONS", "scan", "");
    assertFailure(415, "POST", "scan", "Content-Length: 0\r\n");
    assertFailure(415, "POST", "scan", "Content-Type: text/plain\r\nContent-Length: 0\r\n");
    assertFailure(
        400, "POST", "scan", "Content-Type: multipart/form-data\r\nContent-Length: 0\r\n");
  }

  @Test
  void aBodyThatIsCutOffIsNeverOk() throws IOException {
    byte[] form = Site.form(CLEAN, "clean.txt");
    for (int cut : new int[] {0, 10, 200, form.length - 40, form.length - 3}) {
      String head =
          "POST /scangate/scan HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + "Content-Type: multipart/form-data; boundary="
              + Site.BOUNDARY
              + "\r\nContent-Length: "
              + cut
              + "\r\n\r\n";
      byte[] request = new byte[head.length() + cut];
      System.arraycopy(head.getBytes(US_ASCII), 0, request, 0, head.length());
      System.arraycopy(form, 0, request, head.length(), cut);
      ApiAnswer answer = ApiAnswer.ofRaw(Site.raw(request));
      assertEquals(400, answer.code(), "cut at " + cut);
      assertEquals("ERROR", answer.status(), "cut at " + cut);
    }
  }

  @Test
  void healthTellsTheScannersVersionAndLimit() throws IOException {
    HttpResponse<String> ready = Site.get("health/ready");
    assertEquals(200, ready.statusCode());
    assertTrue(ready.body().contains("\"name\":\"clamd\",\"status\":\"UP\""), ready.body());
    assertTrue(ready.body().contains("\"limit\":104857600"), ready.body());
    HttpResponse<String> live = Site.get("health/live");
    assertEquals(200, live.statusCode());
    assertTrue(live.body().startsWith("{\"status\":\"UP\",\"checks\":["), live.body());
  }

  @Test
  void healthTellsWhichBuildItIs() throws IOException {
    try (JarFile war = new JarFile("target/scangate.war")) {
      Attributes manifest = war.getManifest().getMainAttributes();
      String told =
          "\"version\":\"%s\",\"commit\":\"%s\""
              .formatted(
                  Objects.requireNonNullElse(
                      manifest.getValue("Implementation-Version"), "unknown"),
                  Objects.requireNonNullElse(manifest.getValue("Git-Commit"), "unknown"));
      for (String health : new String[] {"health/live", "health/ready"}) {
        String body = Site.get(health).body();
        assertTrue(body.contains(told), told + " in " + body);
      }
    }
  }

  private static void assertFailure(int code, String method, String path, String headers)
      throws IOException {
    String request =
        method
            + " /scangate/"
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + headers
            + "\r\n";
    ApiAnswer answer = ApiAnswer.ofRaw(Site.raw(request.getBytes(US_ASCII)));
    assertEquals(code, answer.code(), method + " " + path);
    assertEquals("ERROR", answer.status(), method + " " + path);
  }
}

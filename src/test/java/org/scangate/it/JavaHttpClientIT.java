package org.scangate.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scangate.testing.Fixtures;

/**
 * Java's own HTTP client as it is by default: over plain http it asks for HTTP/2 by an upgrade.
 * Payara agrees, and after answers that did not wait for the body what comes later hangs, unless
 * that body is read nevertheless; with {@code http2-enabled=false} every body hangs.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Tag("portable")
@Tag("uploads")
class JavaHttpClientIT {

  private static final String FORM = "multipart/form-data; boundary=" + Site.BOUNDARY;
  private static final byte[] CLEAN = Site.form("clean".getBytes(US_ASCII), "clean");
  private static final byte[] INFECTED = Site.form(Fixtures.eicar(), "eicar.com");

  /** Larger than what sockets buffer, smaller than what an untouched WildFly lets through. */
  private static final byte[] LARGE = Site.form(new byte[8 << 20], "large");

  @Deployment(testable = false)
  static WebArchive war() {
    return Site.war(
        "scangate.scanner=hashlist", "scangate.moodle.token=s3cret", "scangate.max-file-size=1M");
  }

  /**
   * @param code of the answer that needs no body
   */
  private record Early(int code, String path, String type, String token) {}

  private static final List<Early> EARLY =
      List.of(
          new Early(401, "scan", FORM, "wrong"),
          new Early(404, "nothing/here", FORM, "s3cret"),
          new Early(405, "conncheck", FORM, "s3cret"),
          new Early(413, "scan", FORM, "s3cret"),
          new Early(415, "scan", "text/plain", "s3cret"));

  @Test
  void answersThatDoNotWaitForTheBodySpoilNoLaterRequest() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    for (Early early : EARLY) {
      for (int i = 0; i < 4; i++) {
        assertEquals(early.code(), post(client, early.path(), early.type(), early.token(), LARGE));
        assertEquals("OK", status(client, CLEAN), "after " + early);
        assertEquals("FOUND", status(client, INFECTED), "after " + early);
      }
    }
  }

  @Test
  void theServerTellsNothingOfItsOwn() throws Exception {
    assumeTrue(Site.SERVER.equals("micro"), "only here the shipped files are applied whole");
    for (String path : List.of("/metrics", "/openapi")) {
      assertEquals(403, Site.send(HttpRequest.newBuilder(Site.BASE.resolve(path))).statusCode());
    }
    assertFalse(Site.get("conncheck").headers().firstValue("X-Powered-By").isPresent());
  }

  private static String status(HttpClient client, byte[] form)
      throws IOException, InterruptedException {
    return ApiAnswer.of(send(client, "scan", FORM, "s3cret", form)).status();
  }

  private static int post(HttpClient client, String path, String type, String token, byte[] body)
      throws IOException, InterruptedException {
    return send(client, path, type, token, body).statusCode();
  }

  private static HttpResponse<String> send(
      HttpClient client, String path, String type, String token, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(Site.BASE + path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return client.send(request, BodyHandlers.ofString(UTF_8));
  }
}

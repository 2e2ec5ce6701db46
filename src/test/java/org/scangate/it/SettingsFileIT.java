package org.scangate.it;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scangate.testing.Await;

/** A settings file is read at the start, and again while the server runs, on every server. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Tag("portable")
class SettingsFileIT {

  private static final Path FOLDER = Path.of("target/settings-file").toAbsolutePath();
  private static final Path FILE = FOLDER.resolve("scangate.properties");
  private static final String ROOTS = "scangate.pure.local.roots";

  @Deployment(testable = false)
  static WebArchive war() throws IOException {
    Files.createDirectories(FOLDER);
    Files.writeString(FILE, "scangate.scanner=hashlist\nscangate.max-file-size=1M\n");
    return Site.war("scangate.settings-file=" + FILE);
  }

  @Test
  void itIsReadAtTheStartAndAWrongKeyOfAStoreThatComesLaterIsToldAndStopsNothingElse()
      throws IOException {
    Site.awaitReady();
    assertEquals(413, Site.scan(new byte[2 << 20], "large").code(), "max-file-size of the file");
    assertFalse(Site.get("health/ready").body().contains(ROOTS));

    Path next = Files.writeString(FOLDER.resolve("next"), ROOTS + "=relative\n");
    Files.move(next, FILE, ATOMIC_MOVE, REPLACE_EXISTING);
    Await.until("read again", Duration.ofSeconds(60), () -> ready().body().contains(ROOTS));
    assertTrue(ready().body().contains("begins with /"), ready().body());
    assertEquals(200, ready().statusCode(), "Moodle's scans go on");
    assertEquals("OK", Site.scan(new byte[] {'x'}, "small").status());

    next = Files.writeString(FOLDER.resolve("next"), "scangate.moodle.token=s3cret\n");
    Files.move(next, FILE, ATOMIC_MOVE, REPLACE_EXISTING);
    Await.until(
        "the token is asked for",
        Duration.ofSeconds(60),
        () -> Site.scan(new byte[] {'x'}, "small").code() == 401);
    HttpResponse<String> refused = Site.get("nothing/here");
    assertEquals(
        "Basic realm=\"scangate\", Bearer",
        refused.headers().firstValue("WWW-Authenticate").orElse("none"));
    assertEquals("nosniff", refused.headers().firstValue("X-Content-Type-Options").orElse("none"));
    assertEquals("no-store", refused.headers().firstValue("Cache-Control").orElse("none"));
    assertTrue(ApiAnswer.of(Site.get("conncheck")).msg().startsWith("NOT READY: "));
  }

  private static HttpResponse<String> ready() throws IOException {
    return Site.get("health/ready");
  }
}

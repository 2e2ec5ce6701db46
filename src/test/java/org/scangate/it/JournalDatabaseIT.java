package org.scangate.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scangate.testing.Await;
import org.scangate.testing.PostgresProcess;

/** The journal in a PostgreSQL that the server has as a DataSource, and that goes away. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Tag("portable")
class JournalDatabaseIT {

  private static final Duration SOON = Duration.ofSeconds(90);
  private static final int UPLOADS = 300;

  private static PostgresProcess postgres;

  /** With a DataSource of its own: servers differ in how an administrator makes one. */
  @Deployment(testable = false)
  static WebArchive war() throws IOException {
    postgres = PostgresProcess.start();
    String dataSource =
        """
        <data-source>
          <name>java:global/jdbc/scangate-it</name>
          <class-name>org.postgresql.ds.PGSimpleDataSource</class-name>
          <url>%s</url><user>%s</user><password>%s</password>
        </data-source>
        </web-app>"""
            .formatted(postgres.url("postgres"), PostgresProcess.USER, PostgresProcess.PASSWORD);
    String webXml = Files.readString(Path.of("src/main/webapp/WEB-INF/web.xml"));
    WebArchive war =
        Site.war(
            "scangate.scanner=hashlist",
            "scangate.data-folder=" + Site.ownData(),
            "scangate.api.token=an operator's secret",
            "scangate.journal.datasource=java:global/jdbc/scangate-it");
    war.delete("/WEB-INF/web.xml");
    return war.setWebXML(new StringAsset(webXml.replace("</web-app>", dataSource)));
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void whatIsScannedWhileItIsAwayIsThereOnceWhenItIsBack() throws Exception {
    Set<String> answered = new HashSet<>();
    answered.add(scan());
    Await.until("the first is in the journal", SOON, () -> kept().equals(answered));
    postgres.stop();
    long begun = System.nanoTime();
    for (int i = 0; i < UPLOADS; i++) {
      answered.add(scan());
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    assertTrue(took.toSeconds() < 60, "uploads wait for the database: " + took);
    Await.until(
        "health tells, and uploads go on",
        SOON,
        () -> {
          HttpResponse<String> health = Site.get("health/ready");
          return health.statusCode() == 200 && health.body().contains("waitsSince");
        });
    postgres.restart();
    Await.until("all are in the journal", SOON, () -> kept().equals(answered));
  }

  private static String scan() throws IOException {
    ApiAnswer answer = Site.scan("a thesis".getBytes(UTF_8), "thesis.txt");
    assertEquals("OK", answer.status(), answer.msg());
    return answer.msg().replaceAll(".*\\(scan (.*)\\)", "$1");
  }

  /** The ids of all uploads; fails where one is there twice. */
  private static Set<String> kept() throws IOException {
    HttpResponse<String> answer =
        Site.send(
            HttpRequest.newBuilder(URI.create(Site.BASE + "api/v1/scans?entry=moodle&limit=1000"))
                .header("Authorization", "Bearer an operator's secret"));
    Set<String> ids = new HashSet<>();
    if (answer.statusCode() == 503) {
      return ids; // it is not there
    }
    assertEquals(200, answer.statusCode(), answer.body());
    try (JsonReader json = Json.createReader(new StringReader(answer.body()))) {
      JsonArray scans = json.readObject().getJsonArray("scans");
      for (JsonValue one : scans) {
        String id = ((JsonObject) one).getString("id");
        assertTrue(ids.add(id), "twice: " + id);
      }
    }
    return ids;
  }
}

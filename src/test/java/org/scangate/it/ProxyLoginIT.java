package org.scangate.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.testing.Await;

/** People whom nginx asks for their passwords, as the page on the console says. */
class ProxyLoginIT {

  private static final Duration SOON = Duration.ofMinutes(5);

  /** The proxies' own: whoever else is on this machine comes from 127.0.0.1. */
  private static final String TRUSTED = "127.0.0.3";

  private static final String[] FORGED = {
    "X-Remote-User", "eve", "x-remote-groups", "scangate-admin"
  };

  @TempDir private static Path folder;

  private static MicroNode node;
  private static Nginx login;
  private static Nginx uploads;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(Nginx.isInstalled(), "nginx is not installed");
    Path passwords = folder.resolve("passwords");
    Files.write(
        passwords,
        List.of("anna", "otto", "niemand").stream()
            .map(name -> name + ":{PLAIN}a secret of " + name)
            .toList());
    node =
        new MicroNode(
            "proxy-login",
            Map.of(
                "SCANGATE_SCANNER", "hashlist",
                "SCANGATE_TRUSTED_PROXIES", TRUSTED,
                "SCANGATE_CONSOLE_USER_HEADER", "X-Remote-User",
                "SCANGATE_CONSOLE_GROUPS_HEADER", "X-Remote-Groups"));
    Path one = Files.createDirectory(folder.resolve("login"));
    Path two = Files.createDirectory(folder.resolve("uploads"));
    login = Nginx.authenticating(one, passwords, TRUSTED, node.port());
    uploads = Nginx.balancing(two, "report", TRUSTED, node.port(), node.port());
    node.start();
    login.start();
    uploads.start();
    Await.until("it is ready", SOON, node::isReady);
  }

  @AfterAll
  static void end() {
    if (node != null) {
      node.close();
      login.close();
      uploads.close();
    }
  }

  @Test
  void whoLogsInAtTheProxyHasTheRoleOfTheirGroup() throws IOException {
    ConsoleClient operator = at(login, password("otto", "a secret of otto"));
    Await.until("the journal is open", SOON, () -> operator.get("acts").statusCode() == 200);
    isShown(operator, "otto", "scangate-operator");
    assertEquals(303, operator.act("flush-cache").statusCode());
    Await.until(
        "it is their act", SOON, () -> operator.page("acts").contains("<td><bdi>otto</bdi></td>"));
    isShown(at(login, password("anna", "a secret of anna")), "anna", "scangate-viewer");
  }

  @Test
  void withoutARoleOrARightPasswordNobodyIsIn() throws IOException {
    isNobody(at(login, password("niemand", "a secret of niemand")).get("scans"));
    for (ConsoleClient client :
        List.of(at(login), at(login, password("otto", "x")), at(login, FORGED))) {
      for (String path : List.of("", "scans", "../console/scans", "%2e%2e/console/scans")) {
        assertEquals(401, client.get(path).statusCode(), path);
      }
    }
  }

  @Test
  void whatAClientSaysOfItselfIsTakenAway() throws IOException {
    ConsoleClient viewer =
        at(
            login,
            "Authorization",
            basic("anna", "a secret of anna"),
            "X-Remote-User",
            "eve",
            "x-remote-groups",
            "scangate-admin");
    isShown(viewer, "anna", "scangate-viewer");
    isNobody(at(uploads, FORGED).get("scans"));
  }

  @Test
  void pastTheProxyNobodyIsBelieved() throws IOException {
    URI direct = URI.create("http://127.0.0.1:" + node.port() + "/scangate/");
    isNobody(new ConsoleClient(direct, FORGED).get("scans"));
    ConsoleClient viewer = at(login, password("anna", "a secret of anna"));
    viewer.page("");
    isNobody(Site.send(viewer.request("scans", direct)));
  }

  @Test
  void uploadsNeedNoPassword() throws IOException {
    HttpRequest.Builder scan =
        HttpRequest.newBuilder(uploads.base().resolve("scan"))
            .header("Content-Type", "multipart/form-data; boundary=" + Site.BOUNDARY)
            .POST(BodyPublishers.ofByteArray(Site.form("clean".getBytes(UTF_8), "file")));
    assertEquals("OK", ApiAnswer.of(Site.send(scan)).status());
  }

  private static ConsoleClient at(Nginx proxy, String... headers) {
    return new ConsoleClient(proxy.base(), headers);
  }

  private static String[] password(String name, String password) {
    return new String[] {"Authorization", basic(name, password)};
  }

  private static String basic(String name, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
  }

  private static void isShown(ConsoleClient client, String name, String role) throws IOException {
    String page = client.page("");
    assertTrue(page.contains("<bdi>" + name + "</bdi> (" + role + ")"), page);
  }

  private static void isNobody(HttpResponse<String> answer) {
    assertTrue(answer.body().contains("name=\"password\""), answer.body());
    assertFalse(answer.headers().firstValue("Set-Cookie").isPresent(), answer.headers().toString());
  }
}

package org.scangate.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scangate.testing.Await;
import org.scangate.testing.TypedCommand;

/** WildFly's own limit on bodies: told while it is there, gone with the CLI script. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Tag("wildfly")
class WildFlyPostLimitIT {

  private static final int SIZE = 11 << 20;
  private static final String OPERATOR = "an operator's secret";
  private static final String CHECK = "server-limits";
  private static final String LIMIT = "2147549184";

  /** Twice the time between two looks. */
  private static final Duration SOON = Duration.ofMinutes(2);

  @Deployment(testable = false)
  static WebArchive war() {
    return Site.war(
        "scangate.scanner=hashlist",
        "scangate.moodle.unscanned=block",
        "scangate.api.token=" + OPERATOR);
  }

  @BeforeEach
  void onWildFly() {
    assumeTrue(Site.SERVER.startsWith("wildfly"), "only WildFly limits bodies by itself");
  }

  @Test
  void theUntouchedServerIsToldHowToLiftItsLimitAndIsDownUnderBlock() throws IOException {
    assumeTrue(Site.SERVER.equals("wildfly"), "the CLI script has lifted the limit");
    ApiAnswer conncheck = ApiAnswer.of(Site.get("conncheck"));
    HttpResponse<String> ready = Site.get("health/ready");
    assertEquals(503, ready.statusCode());
    for (String text : new String[] {conncheck.msg(), ready.body()}) {
      assertTrue(
          text.contains(
              "/subsystem=undertow/server=default-server/http-listener=default:"
                  + "write-attribute(name=max-post-size,value="
                  + LIMIT
                  + ")"),
          text);
    }
    String head =
        "POST /scangate/scan HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + SIZE + "\r\n\r\n";
    assertTrue(Site.raw(head.getBytes(US_ASCII)).startsWith("HTTP/1.1 400 "));
  }

  /** As it is typed, but for the port, which is this test's own. */
  @Test
  void theCommandThatTheCheckTellsLiftsTheLimit() throws Exception {
    assumeTrue(Site.SERVER.equals("wildfly"), "the CLI script has lifted the limit");
    Await.until("it is told", SOON, () -> CheckCommand.state(CHECK, OPERATOR).equals("error"));
    String command = CheckCommand.of(CHECK, OPERATOR);
    assertEquals(0, run(command), command);
    try {
      Await.until("it is lifted", SOON, () -> isReady() && isTaken());
      Await.until("it is seen", SOON, () -> CheckCommand.state(CHECK, OPERATOR).equals("ok"));
    } finally {
      String back = command.replace(",value=" + LIMIT, "").replace("write-", "undefine-");
      assertEquals(0, run(back), back);
      Await.until("it is there again", SOON, () -> !isReady() && isAnswered());
    }
  }

  private static int run(String command) throws IOException, InterruptedException {
    String here =
        " --connect --controller=127.0.0.1:" + System.getProperty("scangate.it.admin.port");
    return TypedCommand.run(
        command.replace(" --connect", here),
        Map.of("PATH", Site.HOME + "/bin:" + System.getenv("PATH")));
  }

  private static boolean isReady() {
    return code("health/ready") == 200;
  }

  private static boolean isAnswered() {
    return code("health/live") == 200;
  }

  /** 0: not answered yet. */
  private static int code(String path) {
    try {
      return Site.get(path).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private static boolean isTaken() throws IOException {
    return Site.scan(new byte[SIZE], "large").status().equals("OK");
  }

  @Test
  void theConfiguredServerTakesLargeBodiesAndNeedsNoAdvice() throws IOException {
    assumeTrue(Site.SERVER.equals("wildfly-configured"), "the limit is still there");
    assertEquals(200, Site.get("health/ready").statusCode());
    assertFalse(ApiAnswer.of(Site.get("conncheck")).msg().contains("max-post-size"));
    assertEquals("OK", Site.scan(new byte[SIZE], "large").status());
  }
}

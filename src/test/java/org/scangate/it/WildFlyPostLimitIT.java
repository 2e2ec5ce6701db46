package org.scangate.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** WildFly's own limit on bodies: told while it is there, gone with the CLI script. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Tag("portable")
@Tag("uploads")
class WildFlyPostLimitIT {

  private static final int SIZE = 11 << 20;

  @Deployment(testable = false)
  static WebArchive war() {
    return Site.war("scangate.scanner=hashlist", "scangate.moodle.unscanned=block");
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
                  + "write-attribute(name=max-post-size,value=2147549184)"),
          text);
    }
    String head =
        "POST /scangate/scan HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + SIZE + "\r\n\r\n";
    assertTrue(Site.raw(head.getBytes(US_ASCII)).startsWith("HTTP/1.1 400 "));
  }

  @Test
  void theConfiguredServerTakesLargeBodiesAndNeedsNoAdvice() throws IOException {
    assumeTrue(Site.SERVER.equals("wildfly-configured"), "the limit is still there");
    assertEquals(200, Site.get("health/ready").statusCode());
    assertFalse(ApiAnswer.of(Site.get("conncheck")).msg().contains("max-post-size"));
    assertEquals("OK", Site.scan(new byte[SIZE], "large").status());
  }
}

package org.scangate.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A wrong configuration deploys, says what is wrong, and scans nothing as OK. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Tag("portable")
class MisconfiguredIT {

  @Deployment(testable = false)
  static WebArchive war() {
    return Site.war("scangate.scanner=hashlist", "scangate.scan-timeout=60s");
  }

  @Test
  void everythingThatIsAskedSaysWhichKeyIsWrongAndWhatWouldBeRight() throws IOException {
    ApiAnswer conncheck = ApiAnswer.of(Site.get("conncheck"));
    assertEquals("OK", conncheck.status(), "Moodle must ask to be told");
    assertTrue(conncheck.msg().startsWith("NOT READY: misconfigured: "), conncheck.msg());
    HttpResponse<String> ready = Site.get("health/ready");
    assertEquals(503, ready.statusCode());
    for (String text : new String[] {conncheck.msg(), ready.body()}) {
      assertTrue(text.contains("scangate.scan-timeout") && text.contains("PT30S"), text);
    }
    assertEquals(200, Site.get("health/live").statusCode());
  }

  @Test
  void nothingIsScanned() throws IOException {
    ApiAnswer answer = Site.scan(new byte[] {'x'}, "x");
    assertEquals("ERROR", answer.status());
    assertTrue(answer.msg().startsWith("misconfigured"), answer.msg());
    assertFalse(answer.msg().contains("\n"));
  }
}

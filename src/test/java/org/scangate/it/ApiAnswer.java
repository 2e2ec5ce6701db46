package org.scangate.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer of the remote-engine API, which is JSON with both keys as strings and nothing else, or
 * the test fails.
 */
record ApiAnswer(int code, String status, String msg) {

  private static final String STRING = "\"((?:[^\"\\\\]|\\\\.)*)\"";
  private static final Pattern BODY =
      Pattern.compile("\\{\"status\":" + STRING + ",\"msg\":" + STRING + "}");
  private static final Pattern RAW =
      Pattern.compile("HTTP/1.1 (\\d{3}).*?\r\n\r\n(.*)", Pattern.DOTALL);

  static ApiAnswer of(HttpResponse<String> response) {
    assertEquals(
        "application/json;charset=utf-8",
        response
            .headers()
            .firstValue("Content-Type")
            .orElse("none")
            .replace(" ", "")
            .toLowerCase(java.util.Locale.ROOT));
    return of(response.statusCode(), response.body());
  }

  /** From all that came on a connection. */
  static ApiAnswer ofRaw(String response) {
    Matcher raw = RAW.matcher(response);
    assertTrue(raw.matches(), response);
    assertTrue(response.contains("application/json"), response);
    Matcher body = Pattern.compile("\\{.*}", Pattern.DOTALL).matcher(raw.group(2));
    assertTrue(body.find(), response);
    return of(Integer.parseInt(raw.group(1)), body.group());
  }

  private static ApiAnswer of(int code, String text) {
    Matcher body = BODY.matcher(text);
    assertTrue(body.matches(), code + ": " + text);
    assertTrue(body.group(1).matches("OK|FOUND|ERROR"), text);
    return new ApiAnswer(code, body.group(1), body.group(2));
  }
}

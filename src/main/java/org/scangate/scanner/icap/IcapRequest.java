package org.scangate.scanner.icap;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.URI;
import org.scangate.scan.Sample;

/** How requests begin (RFC 3507 §4.3, §4.8, §4.9, §4.10). */
final class IcapRequest {

  private static final String END = "\r\n";
  private static final int MAX_NAME = 100;

  private final URI uri;

  IcapRequest(URI uri) {
    this.uri = uri;
  }

  byte[] options() {
    return bytes(begin("OPTIONS") + "Encapsulated: null-body=0" + END + END);
  }

  /** All but the body, which is to follow in chunks even if it is empty. */
  byte[] scan(IcapSettings.Method method, Sample sample) {
    return bytes(
        switch (method) {
          case RESPMOD -> respmod(sample);
          case REQMOD -> reqmod(sample);
        });
  }

  private String respmod(Sample sample) {
    String request = "GET " + named(sample) + " HTTP/1.1\r\nHost: scangate.invalid\r\n\r\n";
    String response = "HTTP/1.1 200 OK" + END + content(sample) + END;
    int body = request.length() + response.length();
    String enclosed = "req-hdr=0, res-hdr=" + request.length() + ", res-body=" + body;
    return scan("RESPMOD", enclosed) + request + response;
  }

  private String reqmod(Sample sample) {
    String request =
        "POST " + named(sample) + " HTTP/1.1\r\nHost: scangate.invalid\r\n" + content(sample) + END;
    return scan("REQMOD", "req-hdr=0, req-body=" + request.length()) + request;
  }

  private String scan(String method, String enclosed) {
    return begin(method) + "Allow: 204" + END + "Encapsulated: " + enclosed + END + END;
  }

  private String begin(String method) {
    String host = uri.getHost() + ':' + uri.getPort();
    return "%s %s ICAP/1.0\r\nHost: %s\r\nUser-Agent: Scangate\r\n"
        .formatted(method, IcapUri.inRequest(uri), host);
  }

  private static String content(Sample sample) {
    return "Content-Type: application/octet-stream\r\nContent-Length: " + sample.size() + END;
  }

  /**
   * The name is for the server's log alone. Nothing is left of it that a server could decide by: an
   * exception for {@code *.mp4} must not hold for whatever is called so, while probes are scanned.
   */
  private static String named(Sample sample) {
    StringBuilder name = new StringBuilder("http://scangate.invalid/");
    sample
        .name()
        .codePoints()
        .limit(MAX_NAME)
        .forEach(c -> name.append(isPlain(c) ? (char) c : '_'));
    return name.toString();
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }
}

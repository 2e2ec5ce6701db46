package org.scangate.scanner.icap;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.scangate.scan.DataSize;

/**
 * How ICAP servers are reached and what is asked of them.
 *
 * @param name the scanner's configured name; its keys are {@code scangate.<name>.…}
 * @param uris equals that share the load, each as {@link #uri} returns it; at least one
 * @param method that samples are sent with
 * @param foundHeaders each tells of a finding when it comes with an answer
 * @param maxFileSize upper bound of what is sent; less if the server is proven to scan less
 * @param connections scans at once per URI; fewer if the server says so
 * @param scanTimeout the bound on one scan, also on one probe of the limit
 * @param tls whose certificates are believed, for {@code icaps}
 */
public record IcapSettings(
    String name,
    List<URI> uris,
    Method method,
    List<String> foundHeaders,
    DataSize maxFileSize,
    int connections,
    Duration scanTimeout,
    SSLContext tls) {

  /** What a sample is disguised as: an HTTP response that comes down, or a request that goes up. */
  public enum Method {
    RESPMOD,
    REQMOD
  }

  public IcapSettings {
    uris = List.copyOf(uris);
    foundHeaders = List.copyOf(foundHeaders);
  }

  /**
   * Reads {@code icap://host:1344/service} or {@code icaps://host:11344/service}.
   *
   * @return with its port, which need not be written
   * @throws IllegalArgumentException saying what would be right, without what was written
   */
  public static URI uri(String text) {
    return IcapUri.parse(text);
  }
}
